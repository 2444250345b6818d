import type { Fix } from '../model/finding.ts';
import { describeGap } from '../model/known.ts';
import type { PreviousFinding, ReportFinding, ReportInstance } from '../model/report.ts';
import { asFragment, quoteName, toMessage, toPlainText } from './sarif-text.ts';

export type Fixes = ReadonlyMap<string, Fix>;

/** Room for the ordered checks of a host, which make the longest messages. */
const LIMIT = 3000;

/** The first sentence names the instance, its place and the fact, because lists show no more than that. */
export function tell(instance: ReportInstance, finding: ReportFinding, fixes: Fixes): string {
  const subject = nameSubject(instance);
  if (finding.status === 'error') {
    const fact = `${subject}: rule '${finding.ruleId}' broke off, so it decided nothing`;
    return toMessage([fact, finding.reason ?? ''].filter(Boolean));
  }
  if (finding.status === 'unknown') {
    const gaps = finding.gaps.map((gap) => asFragment(describeGap(gap))).join('; ');
    return toMessage([`${subject}: '${finding.ruleId}' could not be decided: ${gaps}`]);
  }
  const [first = `'${finding.ruleId}' fails`, ...others] = finding.problems.map(({ message }) => message);
  const when =
    instance.verdict === 'dormant' ? ` (${toPlainText(instance.state, 32)}), once it is started` : '';
  const against = finding.contradictedBy;
  return toMessage(
    [
      `${subject}${when}: ${first}`,
      ...others,
      ...(against === undefined ? [] : [`Contradicted by: ${asFragment(against)}`]),
      ...tellFixes(finding, fixes),
    ],
    LIMIT,
  );
}

/** A failure of the baseline that nothing confirmed or refuted since. */
export function tellPrevious(previous: PreviousFinding, baselineTime: string): string {
  const { since, message, change } = previous;
  const state = change === 'unverified' ? 'could not be rechecked' : change;
  return toMessage([
    `${nameSubject(previous)} (${state}, failing since ${since}): ${message}`,
    `Last seen failing in the baseline of ${baselineTime}`,
  ]);
}

type Named = Pick<PreviousFinding, 'instanceId' | 'name' | 'accountId' | 'region'>;

function nameSubject({ instanceId, name = '', accountId, region }: Named): string {
  const named = name === '' || name === instanceId ? '' : ` (${quoteName(name)})`;
  return `Instance '${instanceId}'${named} in '${accountId}/${region}'`;
}

/** Each change once, then what to look at where a change is found by looking. */
function tellFixes({ problems }: ReportFinding, fixes: Fixes): string[] {
  const all = [...new Set(problems.map(({ cause }) => cause))].flatMap((cause) => fixes.get(cause) ?? []);
  const summaries = [...new Set(all.map(({ summary }) => summary))];
  const steps = [...new Set(all.flatMap((fix) => fix.steps ?? []))];
  return [
    ...summaries.map((summary) => `Fix: ${summary}`),
    ...steps.map((step, index) => `(${index + 1}) ${step}`),
  ];
}
