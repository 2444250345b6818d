import { findBucketKeyGaps } from '../facts/agent/bucket-key.ts';
import { listLoggingDemands, logGroupRights } from '../facts/agent/preferences-demands.ts';
import { readPreferences } from '../model/session-preferences.ts';
import { decideBucketRight } from '../facts/iam/bucket-right.ts';
import { resolveCredentials } from '../facts/iam/credentials.ts';
import { explainDenials, isDenied } from '../facts/iam/denials.ts';
import { findNamedPolicies } from '../facts/iam/named-policies.ts';
import { describeGrant, noteDeletableLog, noteDeprecated } from '../facts/iam/over-broad.ts';
import { POLICY_OPTIONS_SCHEMA, type PolicyOptions } from '../facts/iam/policy-options.ts';
import { describeRights } from '../facts/iam/rights-evidence.ts';
import { principalOf } from '../facts/iam/rights.ts';
import { decideRight, type RightRequest } from '../facts/iam/role-rights.ts';
import type { Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import type { Gap } from '../model/known.ts';
import { conclude, defineRule, judge, notApplicable } from '../model/rule.ts';

interface LoggingOptions extends PolicyOptions {
  /** Ask for the CloudWatch Logs rights even where the preferences log nothing. */
  readonly always: boolean;
}

/** Stands for the log group that sessions might be given, so that a grant on any log group of the account counts. */
const ANY_LOG_GROUP = '/aws/ssm/sessions';

export default defineRule<LoggingOptions>({
  meta: {
    id: 'logging-policies-attached',
    title: 'The role of the agent may write the session logs',
    impact: 'audit',
    rationale:
      'The agent itself writes the session log with the rights of its role; without them a session runs and its log is lost.',
    remediation:
      'Grant the role the four CloudWatch Logs actions, or s3:PutObject, on the target that the session preferences name.',
    reads: [
      'SessionDocument',
      'InstanceProfiles',
      'RoleDetailList',
      'Policies',
      'ServiceSetting',
      'InstanceInformationList',
      'BucketPolicies',
      'BucketEncryptions',
    ],
  },
  optionsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...POLICY_OPTIONS_SCHEMA,
      always: {
        type: 'boolean',
        description: 'Ask for the CloudWatch Logs rights even where the session preferences log nothing.',
      },
    },
  },
  defaults: { match: 'effective', policies: ['CloudWatchLogsFullAccess'], always: false },
  check(subject, { options }) {
    const byName = (): Outcome => judge(findNamedPolicies(subject, options.policies), conclude);
    // The names alone are asked for, whatever the preferences say.
    if (options.always && options.match === 'by-name') return byName();
    return judge(readPreferences(subject), (preferences) => {
      const { rights, gaps } = listLoggingDemands(subject, preferences);
      const isLogGroupAsked = rights.some(({ action }) => action.startsWith('logs:'));
      const needs =
        options.always && !isLogGroupAsked ? [...logGroupRights(subject, ANY_LOG_GROUP), ...rights] : rights;
      if (needs.length === 0) {
        return gaps.length > 0
          ? conclude({ gaps })
          : notApplicable('The session preferences name no log group and no bucket.');
      }
      if (options.match === 'by-name') return byName();
      const { cloudWatchLogGroupName: logGroup, s3BucketName: bucket } = preferences;
      return judgeRights(subject, {
        needs,
        gaps,
        logGroup: logGroup.known ? logGroup.value : undefined,
        bucket: bucket.known ? bucket.value : undefined,
      });
    });
  },
});

interface Asked {
  readonly needs: readonly RightRequest[];
  readonly gaps: readonly Gap[];
  /** Log group and bucket of the sessions, where they are known to be named. */
  readonly logGroup: string | undefined;
  readonly bucket: string | undefined;
}

function judgeRights(subject: Subject, { needs, gaps, logGroup, bucket }: Asked): Outcome {
  return judge(resolveCredentials(subject), (identity) => {
    const source = { resource: subject.instance.InstanceId, detail: identity.detail };
    const principal = principalOf(identity);
    if (principal === undefined) {
      return notApplicable('The agent has no credentials, so there are no rights to judge.', source);
    }
    const rights = needs.map((need) =>
      need.action.startsWith('s3:')
        ? decideBucketRight(subject, principal, need)
        : decideRight(subject, principal, need),
    );
    return conclude({
      problems: explainDenials(
        {
          subject,
          role: principal.role,
          policyName: 'session-manager-logging',
          consequence: () => 'without it session logs are lost',
        },
        rights.filter(isDenied),
      ),
      gaps: [
        ...gaps,
        ...rights.flatMap((right) => (right.word === 'unknown' ? [right.gap] : [])),
        ...(bucket === undefined ? [] : findBucketKeyGaps(subject, principal.role, bucket)),
      ],
      evidence: [
        source,
        ...describeRights(subject, principal, rights),
        ...noteDeprecated(principal, rights, () => `the session logs need ${describeGrant(subject, needs)}`),
        ...(logGroup === undefined ? [] : noteDeletableLog(subject, principal, logGroup)),
      ],
    });
  });
}
