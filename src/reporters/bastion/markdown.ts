import type { BastionReport } from '../../model/bastion.ts';
import { code, fence, fold, prose, row } from '../markdown-text.ts';
import { groupChanges, numberChanges } from './change-groups.ts';
import {
  bastionWord,
  judgementWord,
  listAdmissions,
  nameService,
  portNames,
  sessionWord,
  worstFirst,
} from './words.ts';

/** The text of a change ticket: answer, reasons, who is concerned, and the steps with a box to tick. */
export function renderBastionMarkdown(report: BastionReport): string {
  const { verdict, reason, bastions, cautions, limits, questions } = report;
  return [
    `# Bastion: ${bastionWord(verdict)}\n\n${prose(reason)}\n`,
    ...(bastions.length === 0 ? [] : [renderBastions(report)]),
    ...renderBlockers(report),
    ...bullets(
      'To find out',
      questions.map(({ question, about }) =>
        `${prose(question)} ${about.slice(0, 3).map(code).join(' ')}`.trimEnd(),
      ),
    ),
    ...renderDependants(report),
    ...renderServices(report),
    ...bullets('To know', cautions.map(prose)),
    ...renderSteps(report),
    ...bullets('What no AWS API shows', bastions.length === 0 ? [] : limits.map(prose)),
    `Read ${code(report.source.takenAt)} by ${code(`${report.tool.name} ${report.tool.version}`)}. Nothing of the above was run.\n`,
  ].join('\n');
}

function bullets(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`## ${title}\n\n${texts.map((text) => `- ${text}\n`).join('')}`];
}

function renderBastions({ bastions }: BastionReport): string {
  return [
    '## Bastions\n\n',
    row(['instance', 'name', 'place', 'state', 'confidence', 'answer']),
    row(['---', '---', '---', '---', '---', '---']),
    ...bastions.map(({ instanceId, name, accountId, region, state, confidence, verdict }) =>
      row([
        code(instanceId),
        code(name),
        code(`${accountId}/${region}`),
        code(state),
        confidence,
        bastionWord(verdict),
      ]),
    ),
  ].join('');
}

function renderBlockers({ blockers, changes }: BastionReport): string[] {
  const groups = groupChanges(changes);
  const numbers = numberChanges(groups);
  const numbersOf = (keys: readonly string[]): string => {
    const named = [
      ...new Set(
        keys.map((key) => {
          const number = numbers.get(key);
          return number === undefined ? code(key) : String(number);
        }),
      ),
    ];
    return named.length === 0 ? '' : ` Waits for change ${named.join(', ')}.`;
  };
  return [
    ...bullets(
      'Why not yet',
      blockers.map(({ message, causes }) => `${prose(message)}${numbersOf(causes)}`),
    ),
    ...(groups.length === 0
      ? []
      : [
          `## Changes to make\n\n${groups
            .map(
              ({ summary, keys }, index) => `${index + 1}. ${prose(summary)} ${keys.map(code).join(' ')}\n`,
            )
            .join('')}`,
        ]),
  ];
}

function renderDependants({ dependants }: BastionReport): string[] {
  if (dependants.length === 0) return [];
  const lines = worstFirst(dependants).map((one) =>
    row([
      code(one.instanceId),
      code(one.name),
      portNames(one.ports),
      listAdmissions(one.through).slice(0, 3).map(code).join(', '),
      sessionWord(one),
      judgementWord(one.judgement),
      one.otherWays.map(prose).join('; '),
    ]),
  );
  const head = ['instance', 'name', 'by', 'let in at', 'Session Manager', 'answer', 'other ways in'];
  const table = [row(head), row(head.map(() => '---')), ...lines].join('');
  const isLong = dependants.length > 20;
  const title = `## Instances behind it (${dependants.length})\n\n`;
  return [isLong ? `${title}${fold('All of them', table)}` : `${title}${table}`];
}

function renderServices({ services }: BastionReport): string[] {
  if (services.length === 0) return [];
  const head = ['service', 'port', 'groups', 'answer', 'forwarded by'];
  const lines = worstFirst(services).map((service) =>
    row([
      code(nameService(service)),
      service.port,
      service.groups.map(code).join(', '),
      judgementWord(service.judgement),
      service.relays.map(({ instanceId }) => code(instanceId)).join(', '),
    ]),
  );
  return [
    `## Services behind it (${services.length})\n\n${[row(head), row(head.map(() => '---')), ...lines].join('')}`,
  ];
}

function renderSteps({ steps }: BastionReport): string[] {
  if (steps.length === 0) return [];
  const texts = steps.map(({ title, details, commands }) =>
    [
      `- [ ] **${title}**\n`,
      ...details.map((detail) => `  - ${prose(detail)}\n`),
      ...(commands.length === 0 ? [] : [`\n${fence('sh', commands.join('\n'))}\n`]),
    ].join(''),
  );
  return [`## How it goes\n\n${texts.join('')}`];
}
