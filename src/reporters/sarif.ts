import type { Log, Run } from 'sarif';
import { stringifyJson } from '../model/plain-json.ts';
import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { whyLeftOut } from './sarif-left-out.ts';
import { listNotices } from './sarif-notices.ts';
import { packRuns } from './sarif-parts.ts';
import { toRun } from './sarif-run.ts';
import { listScopes } from './sarif-scopes.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

type Profile = RenderOptions['sarifProfile'];

/** SARIF 2.1.0. `full` is for viewers, audits and comparisons; `github` holds what GitHub can't misread. */
export const sarifReporter: Reporter = {
  name: 'sarif',
  description: 'SARIF 2.1.0, for code scanning and viewers',
  render: (report, { sarifProfile }) =>
    stringifyJson(toLog(toRuns(report, sarifProfile), leaveOut(report, sarifProfile))),
  parts(report, { sarifProfile }) {
    const files = packRuns(toRuns(report, sarifProfile));
    return files.map((runs, index) => ({
      suffix: index === 0 ? '' : `part-${index + 1}`,
      text: stringifyJson(
        toLog(runs, {
          ...(files.length === 1 ? {} : { part: index + 1, parts: files.length }),
          ...(index === 0 ? leaveOut(report, sarifProfile) : {}),
        }),
      ),
    }));
  },
  notices: (report, { sarifProfile }) => listNotices(report, sarifProfile),
};

/** There may be none, which the schema allows: there is nothing to upload then, and no alert is touched. */
function toRuns(report: Report, profile: Profile): Run[] {
  return listScopes(report)
    .filter((contents) => whyLeftOut(report, contents, profile) === undefined)
    .map((contents) => toRun(report, contents, profile));
}

/** The account's regions whose runs are not in the file, and why. */
function leaveOut(report: Report, profile: Profile): object {
  const leftOut = listScopes(report).flatMap((contents) => {
    const { accountId, region } = contents.scope;
    const reason = whyLeftOut(report, contents, profile);
    return reason === undefined ? [] : [{ account: accountId, region, reason }];
  });
  return leftOut.length === 0 ? {} : { leftOut };
}

function toLog(runs: Run[], properties: object): Log {
  const isEmpty = Object.keys(properties).length === 0;
  return { $schema: SCHEMA, version: '2.1.0', runs, ...(isEmpty ? {} : { properties }) };
}
