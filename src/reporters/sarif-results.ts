import type { Result } from 'sarif';
import type { Report, ReportFinding, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { stateOf, toPreviousResult } from './sarif-baseline.ts';
import { listCarried } from './sarif-carried.ts';
import { resultMaker } from './sarif-result.ts';
import { levelOf, sortRules } from './sarif-rules.ts';
import type { ScopeContents } from './sarif-scopes.ts';
import { suppressionsOf } from './sarif-suppressions.ts';

/** A result, and the ARN that decides its place among those of its rule. */
type Told = readonly [arn: string, result: Result];

/**
 * For viewers: failures, open questions, predictions for stopped instances, and what a baseline had and is no longer
 * there. Passes are counted in the run's properties instead.
 */
export function toFullResults(report: Report, contents: ScopeContents): Result[] {
  const { baseline } = report;
  const toResult = resultMaker(report);
  const failedBefore = new Set(contents.previous.map(({ fingerprint }) => fingerprint));
  const current = findingsOf(contents)
    .filter(([, { status }]) => status === 'fail' || status === 'unknown' || status === 'error')
    .map(([instance, finding]): Told => {
      const kind = kindOf(instance, finding);
      // The specification wants the list, and the state, on all results of a run or on none.
      const suppressions = suppressionsOf(finding.decision);
      const state = baseline === undefined ? {} : { baselineState: stateOf(finding, failedBefore) };
      return [instance.arn, { ...toResult(instance, finding), kind, ...state, suppressions }];
    });
  if (baseline === undefined) return putInOrder(report, current);
  const absent = contents.previous
    .filter(({ change }) => change !== 'unverified')
    .map((previous): Told => {
      const result = toPreviousResult(previous, baseline);
      return [previous.arn, { ...result, kind: 'fail', baselineState: 'absent', suppressions: [] }];
    });
  return putInOrder(report, [...current, ...absent]);
}

/**
 * Failures alone, since GitHub shows whatever is in a run as an open alert: it ignores `kind`, `suppressions` and
 * `baselineState`. Excepted ones are left out. Those of the baseline stay, rechecked or not: they still fail, and
 * GitHub would call them fixed.
 */
export function toGithubResults(report: Report, contents: ScopeContents): Result[] {
  const { baseline } = report;
  const toResult = resultMaker(report);
  const current = listAlerts(contents).map(([instance, finding]): Told => [
    instance.arn,
    toResult(instance, finding),
  ]);
  if (baseline === undefined) return putInOrder(report, current);
  const carried = listCarried(report, contents).map((previous): Told => [
    previous.arn,
    toPreviousResult(previous, baseline),
  ]);
  return putInOrder(report, [...current, ...carried]);
}

export function listAlerts(contents: ScopeContents): [ReportInstance, ReportFinding][] {
  return findingsOf(contents)
    .filter(([instance, finding]) => kindOf(instance, finding) === 'fail')
    .filter(([, { decision }]) => decision.kind !== 'excepted');
}

function findingsOf({ instances }: ScopeContents): [ReportInstance, ReportFinding][] {
  return instances
    .filter(({ verdict }) => verdict !== 'excluded')
    .flatMap((instance) =>
      instance.findings.map((finding): [ReportInstance, ReportFinding] => [instance, finding]),
    );
}

function kindOf({ verdict }: ReportInstance, { status }: ReportFinding): Result.kind {
  if (status !== 'fail') return 'open';
  return verdict === 'dormant' ? 'informational' : 'fail';
}

/** By rule and ARN, each with the place and the level of its rule. A rule that did not run has no place. */
function putInOrder(report: Report, told: readonly Told[]): Result[] {
  const rules = sortRules(report);
  const places = new Map(rules.map((rule, index) => [rule.id, { ruleIndex: index, level: levelOf(rule) }]));
  return [...told]
    .sort(([arnA, a], [arnB, b]) => compare(a.ruleId ?? '', b.ruleId ?? '') || compare(arnA, arnB))
    .flatMap(([, { ruleId = '', kind, ...rest }]): Result[] => {
      const place = places.get(ruleId);
      if (place === undefined) return [];
      const isFailure = kind === undefined || kind === 'fail';
      const { ruleIndex, level } = place;
      return [
        {
          ruleId,
          ruleIndex,
          ...(kind === undefined ? {} : { kind }),
          level: isFailure ? level : 'none',
          ...rest,
        },
      ];
    });
}
