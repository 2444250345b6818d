import type { Log } from 'sarif';
import type { Scope } from '../model/inventory.ts';
import type { Report, Reporter, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { stringifyJson } from '../model/plain-json.ts';
import { isReadGap } from './sarif-notifications.ts';
import { type Profile, toRun } from './sarif-run.ts';
import { toPlainText } from './sarif-text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** An account's region whose run is not in the file, and why. */
interface LeftOutScope {
  readonly account: string;
  readonly region: string;
  readonly reason: string;
}

/**
 * SARIF 2.1.0. `full` is for viewers, audits and comparisons; `github` holds what GitHub can't misread. A server
 * takes at most 20 runs a file: scan fewer regions at a time if there are more.
 */
export const sarifReporter: Reporter = {
  name: 'sarif',
  description: 'SARIF 2.1.0, for code scanning and viewers',
  render: (report, { sarifProfile }) => stringifyJson(toLog(report, sarifProfile)),
  notices: (report, { sarifProfile }) =>
    listLeftOutScopes(report, sarifProfile).map(
      ({ account, region, reason }) => `no SARIF run for ${account} ${region}: ${reason}`,
    ),
};

function toLog(report: Report, profile: Profile): Log {
  const leftOut = listLeftOutScopes(report, profile);
  const isLeftOut = ({ accountId, region }: Scope): boolean =>
    leftOut.some((scope) => scope.account === accountId && scope.region === region);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    // May be empty, which the schema allows: there is nothing to upload then, and no alert is touched.
    runs: listScopesToReport(report)
      .filter((scope) => !isLeftOut(scope))
      .map((scope) => toRun(report, scope, instancesIn(report, scope), profile)),
    ...(leftOut.length === 0 ? {} : { properties: { leftOut } }),
  };
}

/**
 * The scopes that give no run. One that could not be read has nothing to say. In the `github` profile also one in
 * which a missing answer left a rule undecided: GitHub takes whatever the newest upload of a category doesn't hold
 * for fixed, so a run without the undecided failures would close their alerts. No upload keeps them as they were.
 * Gaps that decided nothing do no harm, nor do questions that no reading answers: those are undecided every night.
 */
function listLeftOutScopes(report: Report, profile: Profile): LeftOutScope[] {
  return listScopesToReport(report).flatMap((scope) => {
    const missing = profile === 'full' ? [] : listLostAnswers(instancesIn(report, scope));
    const reason =
      scope.status === 'unreadable'
        ? 'Its instances could not be read.'
        : `Not decided for want of ${missing.join(', ')}. Without those results GitHub would close their alerts as fixed.`;
    if (scope.status !== 'unreadable' && missing.length === 0) return [];
    return [{ account: scope.accountId, region: scope.region, reason: toPlainText(reason) }];
  });
}

/**
 * The calls whose answers are missing and the rules that broke off, as far as they leave something undecided. Stopped
 * and excluded instances don't count: nothing of theirs is uploaded anyway.
 */
function listLostAnswers(instances: readonly ReportInstance[]): string[] {
  const findings = instances
    .filter(({ verdict }) => verdict !== 'dormant' && verdict !== 'excluded')
    .flatMap((instance) => instance.findings);
  const lost = findings.flatMap(({ ruleId, status, gaps, settledBy }) => {
    if (status === 'error') return [`rule ${ruleId}`];
    if (status !== 'unknown' || settledBy !== undefined) return [];
    return gaps.filter(isReadGap).map(({ action }) => action);
  });
  return [...new Set(lost)].sort(compare);
}

/**
 * Every scope but those that the user left out. An instance whose account and region no scope names still gets a run,
 * since a finding is never dropped.
 */
function listScopesToReport({ scopes, instances }: Report): Scope[] {
  const named = new Set(scopes.map(({ accountId, region }) => `${accountId}/${region}`));
  const unnamed = instances.filter(({ accountId, region }) => !named.has(`${accountId}/${region}`));
  const added = new Map(
    unnamed.map(({ accountId, region, arn }): [string, Scope] => [
      `${accountId}/${region}`,
      { accountId, region, partition: arn.split(':')[1] || 'aws', status: 'read', gaps: [] },
    ]),
  );
  return [...scopes, ...added.values()]
    .filter(({ status }) => status !== 'skipped')
    .sort((a, b) => compare(a.accountId, b.accountId) || compare(a.region, b.region));
}

function instancesIn({ instances }: Report, { accountId, region }: Scope): ReportInstance[] {
  return instances.filter((instance) => instance.accountId === accountId && instance.region === region);
}
