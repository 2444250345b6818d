import type { BastionReport, Dependant, Judgement, ServiceDependant } from '../../model/bastion.ts';
import { indent, type Line, paragraph, span } from '../table-line.ts';
import { pad, sanitise, type Style } from '../terminal-text.ts';
import { item, section } from './table-parts.ts';
import {
  judgementWord,
  listAdmissions,
  nameHost,
  nameService,
  portNames,
  sessionWord,
  worstFirst,
} from './words.ts';

const STYLE: Readonly<Record<Judgement, Style>> = {
  blocked: 'red',
  open: 'magenta',
  reached: 'green',
  exempt: 'dim',
};
const COLUMN = 16;

/** Who may be reached through the bastion, the worst first. */
export function renderDependants({ dependants }: BastionReport, width: number): Line[] {
  return section(
    `INSTANCES BEHIND IT (${dependants.length})`,
    worstFirst(dependants).flatMap((one) => renderDependant(one, width)),
  );
}

function renderDependant(dependant: Dependant, width: number): Line[] {
  const { judgement, ports, isDirect, through, doubts, otherWays, lastSession } = dependant;
  const title = `${nameHost(dependant)} · ${portNames(ports)} · Session Manager: ${sessionWord(dependant)}`;
  const admissions = listAdmissions(through).slice(0, 3).join('; ');
  return [
    ...besideWord(judgement, title, width),
    ...(admissions === ''
      ? []
      : item(`let in at ${admissions}${isDirect ? '' : ' (a range, not the bastion by name)'}`, width, 4)),
    ...doubts.slice(0, 1).flatMap((doubt) => item(`only maybe: ${doubt}`, width, 4)),
    ...(otherWays.length === 0 ? [] : item(`also by ${otherWays.join(', ')}`, width, 4)),
    ...(lastSession === undefined
      ? []
      : item(
          lastSession === null ? 'no session in the 30 days before' : `last session ${lastSession}`,
          width,
          4,
        )),
  ];
}

export function renderServices({ services }: BastionReport, width: number): Line[] {
  return section(
    `SERVICES BEHIND IT (${services.length})`,
    worstFirst(services).flatMap((one) => renderService(one, width)),
  );
}

function renderService(service: ServiceDependant, width: number): Line[] {
  const { judgement, port, through, relays, groups } = service;
  const how =
    relays.length === 0
      ? 'nobody to forward the port'
      : `a port forwarded by ${relays.map(nameHost).join(' or ')}`;
  const admissions = listAdmissions(through).slice(0, 3).join('; ');
  return [
    ...besideWord(judgement, `${nameService(service)} · TCP ${port} · ${groups.join(', ')}`, width),
    ...item(`let in at ${admissions}`, width, 4),
    ...item(how, width, 4),
  ];
}

function besideWord(judgement: Judgement, title: string, width: number): Line[] {
  const [first = [], ...rest] = paragraph(sanitise(title), { width: width - COLUMN - 2 });
  return [
    [span('  '), span(pad(judgementWord(judgement), COLUMN), STYLE[judgement]), ...first],
    ...indent(COLUMN + 2, rest),
  ];
}
