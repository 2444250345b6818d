import type { Report } from '../model/report.ts';
import type { VerdictName } from '../model/verdict.ts';
import { listHoles, type Coverage } from './table-coverage.ts';
import { count, flow, paragraph, span, type Line } from './table-line.ts';
import { VERDICT_STYLE, verdictWord } from './table-verdict.ts';
import type { Style } from './terminal-text.ts';

/** The order in which people count. */
export const COUNTED: readonly VerdictName[] = [
  'ready',
  'at-risk',
  'blocked',
  'unknown',
  'dormant',
  'excluded',
];

/** Can every instance be reached? In one sentence, with what the sentence does not cover, and in numbers. */
export function renderAnswer(report: Report, coverage: Coverage, width: number): Line[] {
  const [sentence, style] = answer(report, coverage);
  const holes = listHoles(report, coverage);
  const { verdicts, instances } = report.summary;
  const counts = COUNTED.map((verdict) =>
    span(
      `${verdicts[verdict]} ${verdictWord(verdict)}`,
      verdicts[verdict] === 0 ? 'dim' : VERDICT_STYLE[verdict],
    ),
  );
  return [
    ...paragraph(sentence, { width, style }),
    ...(holes.length === 0
      ? []
      : paragraph(`This is not the whole picture: ${holes.join(', ')}.`, { width, style: 'yellow' })),
    ...(instances === 0 ? [] : flow(counts, width)),
    ...renderLaunches(report, width),
  ];
}

/** What would be launched next is no instance yet, and has a line of its own. */
function renderLaunches(report: Report, width: number): Line[] {
  const sentence = summariseLaunches(report);
  if (sentence === undefined) return [];
  const verdicts = report.summary.launches?.verdicts;
  const isBlocked = (verdicts?.blocked ?? 0) > 0;
  const isOpen = (verdicts?.unknown ?? 0) > 0;
  return paragraph(sentence, { width, style: isBlocked ? 'red' : isOpen ? 'magenta' : 'green' });
}

export function summariseLaunches({ summary: { launches } }: Report): string | undefined {
  if (launches === undefined) return undefined;
  const { verdicts } = launches;
  const words = COUNTED.filter((verdict) => verdicts[verdict] > 0).map(
    (verdict) => `${verdicts[verdict]} ${verdictWord(verdict)}`,
  );
  return `What groups and templates launch next would be: ${words.join(', ')}.`;
}

/** The sentence, and the colour that says how good it is. */
export function answer(report: Report, coverage: Coverage): [sentence: string, style: Style] {
  const { verdicts, instances } = report.summary;
  if (instances === 0) return answerEmpty(coverage);
  const judged = verdicts.ready + verdicts['at-risk'] + verdicts.blocked + verdicts.unknown;
  if (judged === 0) return [answerIdle(report), 'yellow'];

  const kind = coverage.isPlanned ? 'planned' : 'running';
  const canBeReached = `${coverage.isPlanned ? 'could' : 'can'} be reached by Session Manager`;
  const tail = (names: readonly VerdictName[]): string =>
    names
      .filter((name) => verdicts[name] > 0)
      .map((name) => `${verdicts[name]} ${verdictWord(name)}`)
      .join(', ');
  if (verdicts.blocked > 0)
    return [`Not every ${kind} instance ${canBeReached}: ${tail(['blocked', 'unknown'])}.`, 'red'];
  if (verdicts.unknown > 0)
    return [
      `Whether every ${kind} instance ${canBeReached} is not settled: ${tail(['unknown'])}.`,
      'magenta',
    ];
  const risk = verdicts['at-risk'] > 0 ? `, ${tail(['at-risk'])}` : '';
  const subject = judged === 1 ? `The one ${kind} instance` : `All ${judged} ${kind} instances`;
  return [`${subject} ${canBeReached}${risk}.`, risk === '' ? 'green' : 'yellow'];
}

/** "None" may be said only of what was read. */
function answerEmpty(coverage: Coverage): [string, Style] {
  if (coverage.isPlanned) return ['No EC2 instances found in the plan.', 'yellow'];
  const regions = [...new Set(coverage.read.map(({ region }) => region))];
  if (regions.length === 0)
    return ['No region could be read, so whether there are EC2 instances is unknown.', 'magenta'];
  const where = regions.length <= 3 ? regions.join(', ') : count(regions.length, 'region');
  const account = coverage.accounts.length === 1 ? ` of account ${coverage.accounts[0] ?? ''}` : '';
  return [`No EC2 instances found in ${where}${account}.`, 'yellow'];
}

function answerIdle(report: Report): string {
  const { dormant, excluded } = report.summary.verdicts;
  const wouldBeBlocked = report.instances.filter(({ predicted }) => predicted === 'blocked').length;
  const parts = [
    ...(dormant > 0
      ? [`${dormant} dormant${wouldBeBlocked > 0 ? ` (${wouldBeBlocked} would be blocked)` : ''}`]
      : []),
    ...(excluded > 0 ? [`${excluded} excluded`] : []),
  ];
  return `No instance is running: ${parts.join(', ')}.`;
}
