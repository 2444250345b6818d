import type { BastionReport } from '../../model/bastion.ts';
import { h, isolated, type Markup } from '../html/markup.ts';
import {
  bastionWord,
  judgementWord,
  listAdmissions,
  nameHost,
  nameService,
  portNames,
  sessionWord,
  worstFirst,
} from './words.ts';

/** Bastions, instances and services, each as a table. */
export function renderHtmlTables({ bastions, dependants, services, candidates }: BastionReport): Markup {
  return [
    table(
      'Bastions',
      ['instance', 'why', 'answer'],
      bastions.map((bastion) => [
        nameHost(bastion),
        bastion.evidence.map(({ detail }) => detail).join(' '),
        h('span', { class: bastion.verdict }, bastionWord(bastion.verdict)),
      ]),
    ),
    table(
      'Not judged, but may be bastions',
      ['instance', 'why'],
      candidates.map((host) => [nameHost(host), host.evidence.map(({ detail }) => detail).join(' ')]),
    ),
    table(
      'Instances behind it',
      ['instance', 'by', 'let in at', 'Session Manager', 'answer', 'other ways in'],
      worstFirst(dependants).map((one) => [
        nameHost(one),
        portNames(one.ports),
        [...listAdmissions(one.through), ...one.doubts.slice(0, 1)].join('; '),
        sessionWord(one),
        h('span', { class: one.judgement }, judgementWord(one.judgement)),
        one.otherWays.join('; '),
      ]),
    ),
    table(
      'Services behind it',
      ['service', 'port', 'let in at', 'answer', 'forwarded by'],
      worstFirst(services).map((one) => [
        nameService(one),
        one.port,
        listAdmissions(one.through).join('; '),
        h('span', { class: one.judgement }, judgementWord(one.judgement)),
        one.relays.map(nameHost).join(', '),
      ]),
    ),
  ];
}

function table(title: string, head: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  if (rows.length === 0) return [];
  return [
    h('h2', {}, `${title} (${rows.length})`),
    h(
      'div',
      { class: 'wide' },
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { scope: 'col' }, name)))),
        h(
          'tbody',
          {},
          ...rows.map((cells) =>
            h(
              'tr',
              {},
              ...cells.map((cell) => h('td', {}, typeof cell === 'string' ? isolated(cell) : cell)),
            ),
          ),
        ),
      ),
    ),
  ];
}
