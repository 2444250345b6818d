import type { Result } from 'sarif';
import type { Report, ReportFinding, ReportInstance } from '../model/report.ts';
import { toCodeFlows } from './sarif-flows.ts';
import { hostedViewer, identify, locate } from './sarif-identity.ts';
import { tell } from './sarif-message.ts';
import { propertiesOf } from './sarif-properties.ts';

/** Makes what both profiles say of a finding. */
export function resultMaker({
  causes,
  paths,
  rules,
}: Report): (instance: ReportInstance, finding: ReportFinding) => Result {
  const fixes = new Map(causes.map(({ key, fix }) => [key, fix]));
  const pathsById = new Map(paths.map((path) => [path.id, path]));
  const rulesById = new Map(rules.map((rule) => [rule.id, rule]));
  return (instance, finding) => {
    const location = locate(instance, finding.evidence);
    const rule = rulesById.get(finding.ruleId);
    const codeFlows = rule === undefined ? [] : toCodeFlows(pathsById, rule, instance, finding, location);
    return {
      ruleId: finding.ruleId,
      message: { text: tell(instance, finding, fixes) },
      locations: [location],
      partialFingerprints: identify(finding.fingerprint),
      // A planned instance has no page in the console.
      ...(instance.predicted === true ? {} : hostedViewer(instance)),
      properties: propertiesOf(instance, finding, fixes),
      ...(codeFlows.length === 0 ? {} : { codeFlows }),
    };
  };
}
