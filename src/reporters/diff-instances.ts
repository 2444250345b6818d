import type { InstanceChange } from '../model/diff.ts';
import { BLANK, count, indent, paragraph, span, type Line } from './table-line.ts';
import { VERDICT_STYLE, verdictWord } from './table-verdict.ts';

/** What stands where a run has no verdict. */
const BEFORE: Readonly<Record<InstanceChange['change'], string>> = {
  changed: '',
  new: 'not there',
  unseen: 'not looked at',
  gone: '',
  unverified: '',
};
const AFTER: Readonly<Record<InstanceChange['change'], string>> = {
  ...BEFORE,
  gone: 'gone',
  unverified: 'not looked at',
};

/** Each instance with the verdict that it had and has, and why. */
export function renderInstanceChanges(instances: readonly InstanceChange[], width: number): Line[] {
  if (instances.length === 0) return [];
  return [
    BLANK,
    [span(`INSTANCES (${count(instances.length, 'change')})`, 'bold')],
    ...instances.flatMap((instance) => [
      ...indent(2, renderOne(instance, width - 2)),
      ...(instance.reason === '' ? [] : indent(4, paragraph(instance.reason, { width: width - 4 }))),
    ]),
  ];
}

function renderOne(
  { change, from, to, name, instanceId, accountId, region }: InstanceChange,
  width: number,
): Line[] {
  const verdicts = `${nameVerdict(from) ?? BEFORE[change]} → ${nameVerdict(to) ?? AFTER[change]}`;
  const who = name === undefined ? instanceId : `${name} ${instanceId}`;
  const style = to === undefined ? (change === 'gone' ? 'dim' : 'magenta') : VERDICT_STYLE[to.verdict];
  return paragraph(`${verdicts}: ${who}, ${accountId}/${region}`, { width, hang: 2, style });
}

function nameVerdict(judged: InstanceChange['to']): string | undefined {
  if (judged === undefined) return undefined;
  const { verdict, predicted } = judged;
  const word = verdictWord(verdict);
  return typeof predicted === 'string' ? `${word} (would be ${verdictWord(predicted)})` : word;
}
