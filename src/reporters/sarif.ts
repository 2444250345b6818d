import type { Log } from 'sarif';
import { stringifyJson } from '../model/plain-json.ts';
import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { tellCarried } from './sarif-carried-notices.ts';
import { whyLeftOut } from './sarif-left-out.ts';
import { toRun } from './sarif-run.ts';
import { listScopes } from './sarif-scopes.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

type Profile = RenderOptions['sarifProfile'];

/** An account's region whose run is not in the file, and why. */
interface LeftOutScope {
  readonly account: string;
  readonly region: string;
  readonly reason: string;
}

/** SARIF 2.1.0. `full` is for viewers, audits and comparisons; `github` holds what GitHub can't misread. */
export const sarifReporter: Reporter = {
  name: 'sarif',
  description: 'SARIF 2.1.0, for code scanning and viewers',
  render: (report, { sarifProfile }) => stringifyJson(toLog(report, sarifProfile)),
  notices: (report, { sarifProfile }) => [
    ...listLeftOut(report, sarifProfile).map(
      ({ account, region, reason }) => `no SARIF run for ${account} ${region}: ${reason}`,
    ),
    ...(sarifProfile === 'github' ? tellCarried(report) : []),
  ],
};

function toLog(report: Report, profile: Profile): Log {
  const leftOut = listLeftOut(report, profile);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    // May be empty, which the schema allows: there is nothing to upload then, and no alert is touched.
    runs: listScopes(report)
      .filter((contents) => whyLeftOut(report, contents, profile) === undefined)
      .map((contents) => toRun(report, contents, profile)),
    ...(leftOut.length === 0 ? {} : { properties: { leftOut } }),
  };
}

function listLeftOut(report: Report, profile: Profile): LeftOutScope[] {
  return listScopes(report).flatMap((contents) => {
    const reason = whyLeftOut(report, contents, profile);
    const { accountId, region } = contents.scope;
    return reason === undefined ? [] : [{ account: accountId, region, reason }];
  });
}
