import type { ReportFinding, ReportInstance } from '../model/report.ts';
import type { Fixes } from './sarif-message.ts';
import { stripUnprintable, toPlainText } from './sarif-text.ts';

/** What viewers list beside the message. Commands, steps and policies are whole: a cut command is another command. */
export function propertiesOf(
  instance: ReportInstance,
  finding: ReportFinding,
  fixes: Fixes,
): Record<string, unknown> {
  const causes = [...new Set(finding.problems.map(({ cause }) => cause))];
  const all = causes.flatMap((cause) => fixes.get(cause) ?? []);
  const commands = all.flatMap(({ cli }) => cli ?? []);
  const steps = [...new Set(all.flatMap((fix) => fix.steps ?? []))];
  const policies = all.flatMap(({ policy }) => policy ?? []);
  const isPrediction = instance.verdict === 'dormant' || instance.predicted === true;
  return {
    account: instance.accountId,
    region: instance.region,
    verdict: instance.verdict,
    severity: finding.severity,
    ...(isPrediction ? { predicted: true } : {}),
    ...(finding.change === undefined ? {} : { change: finding.change }),
    ...(finding.contradictedBy === undefined ? {} : { contradictedBy: toPlainText(finding.contradictedBy) }),
    ...(finding.settledBy === undefined ? {} : { settledBy: toPlainText(finding.settledBy) }),
    ...(causes.length === 0 ? {} : { causes: causes.map((cause) => toPlainText(cause, 500)) }),
    ...(commands.length === 0 ? {} : { commands: commands.map(stripUnprintable) }),
    ...(steps.length === 0 ? {} : { steps: steps.map(stripUnprintable) }),
    ...(policies.length === 0 ? {} : { policies }),
  };
}
