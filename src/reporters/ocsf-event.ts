import { labelStandard } from '../model/standards.ts';
import type { ReportFinding, ReportInstance } from '../model/report.ts';
import { listFixes, listMessages, summariseFinding } from './finding-text.ts';
import { complianceOf, severityOf, statusOf } from './ocsf-codes.ts';
import { commonOf, OWN_STANDARD, type Context } from './ocsf-common.ts';
import { sanitise } from './terminal-text.ts';

/** What each rule says of each instance. https://schema.ocsf.io/1.4.0/classes/compliance_finding */
export function toEvent(context: Context, instance: ReportInstance, finding: ReportFinding): object {
  const rule = context.rules.get(finding.ruleId);
  const title = rule?.title ?? finding.ruleId;
  // Of a pass there is nothing to explain and nothing to do; passes are most of the events.
  const explained = finding.status === 'pass' ? undefined : rule;
  const said = finding.status === 'pass' ? title : summariseFinding(finding);
  const state = instance.verdict === 'dormant' ? ` (${instance.state})` : '';
  const messages = listMessages(finding);
  const fix = listFixes(finding, context.causes).join(' ');
  const controls = Object.entries(rule?.standards ?? {});
  return {
    ...commonOf(context, instance),
    ...severityOf(instance, finding),
    ...statusOf(finding),
    message: sanitise(`${instance.instanceId}${state}: ${said}`),
    finding_info: {
      uid: finding.fingerprint,
      title,
      ...(explained === undefined ? {} : { desc: explained.rationale }),
      types: [finding.ruleId],
    },
    compliance: {
      control: finding.ruleId,
      standards: controls.length === 0 ? [OWN_STANDARD] : controls.map(([id]) => labelStandard(id)),
      ...(controls.length === 0 ? {} : { requirements: controls.flatMap(([, ids]) => ids) }),
      ...complianceOf(finding.status),
      ...(messages.length === 0 ? {} : { status_details: messages.map(sanitise) }),
    },
    ...(explained === undefined
      ? {}
      : {
          remediation: {
            desc: sanitise(fix || explained.remediation || title),
            references: [explained.docsUrl],
          },
        }),
    resources: [
      {
        uid: instance.arn,
        type: typeOf(instance),
        ...(instance.name === '' ? {} : { name: sanitise(instance.name) }),
        region: instance.region,
        cloud_partition: instance.arn.split(':')[1] ?? '',
      },
    ],
    unmapped: unmappedOf(instance, finding),
  };
}

function typeOf({ launch }: ReportInstance): string {
  if (launch === undefined) return 'AWS::EC2::Instance';
  return launch.by === 'launch-template' ? 'AWS::EC2::LaunchTemplate' : 'AWS::AutoScaling::AutoScalingGroup';
}

/** What OCSF has no place for: the verdict, and the reasons in a form that programs read. */
function unmappedOf(
  { verdict, predicted }: ReportInstance,
  { problems, gaps, contradictedBy, settledBy, decision, change }: ReportFinding,
): object {
  return {
    verdict,
    ...(predicted === undefined ? {} : { predicted }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ at, cause }) => ({ at, cause })) }),
    ...(gaps.length === 0 ? {} : { gaps }),
    ...(contradictedBy === undefined ? {} : { contradicted_by: contradictedBy }),
    ...(settledBy === undefined ? {} : { settled_by: settledBy }),
    ...(decision.kind === 'open' ? {} : { decision }),
    ...(change === undefined ? {} : { change }),
  };
}
