import { PATH_ANSWERS } from '../facts/network/answers.ts';
import { findSessionRefusals } from '../facts/agent/preferences-refusals.ts';
import {
  PREFERENCES_DOCUMENT,
  readPreferences,
  type SessionPreferences,
} from '../model/session-preferences.ts';
import { listSessionDemands } from '../facts/agent/preferences-demands.ts';
import { resolveCredentials } from '../facts/iam/credentials.ts';
import { principalOf } from '../facts/iam/rights.ts';
import type { Evidence, Stage } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, notApplicable, withStages } from '../model/rule.ts';

const STAGES: readonly Stage[] = ['session'];

/** The agent's handshake leaves the key out for its Port plugin, and only its Shell plugin looks at the logs. */
const PORT_SESSIONS =
  'The demands hold for shell and command sessions; SSH and port forwarding are neither encrypted with the key nor logged.';

export default defineRule({
  meta: {
    id: 'session-preferences-satisfiable',
    title: 'The agent can meet what the session preferences demand',
    impact: 'blocks',
    rationale:
      'The agent refuses a session when its encryption key, or the encryption that the preferences demand of the log, cannot be used or checked with its rights.',
    remediation:
      'Grant the role kms:Decrypt, logs:DescribeLogGroups or s3:GetEncryptionConfiguration, or take the demand out of the session preferences.',
    reads: [
      'SessionDocument',
      'InstanceProfiles',
      'RoleDetailList',
      'Policies',
      'ServiceSetting',
      'InstanceInformationList',
      'LogGroups',
      'BucketEncryptions',
      'BucketPolicies',
      'BucketLocations',
      'Keys',
      'KeyPolicies',
      'KeyGrants',
      ...PATH_ANSWERS,
    ],
  },
  check(subject) {
    return judge(
      readPreferences(subject),
      (preferences) => {
        const demands = listSessionDemands(preferences);
        const gaps = demands.gaps.map((gap) => withStages(gap, STAGES));
        const evidence = describePreferences(subject, preferences);
        if (!demands.isAny) return conclude({ gaps, evidence });
        return judge(
          resolveCredentials(subject),
          (identity) => {
            const source = { resource: subject.instance.InstanceId, detail: identity.detail };
            const principal = principalOf(identity);
            if (principal === undefined) {
              return notApplicable('The agent has no credentials, so no session gets this far.', source);
            }
            const found = findSessionRefusals(subject, principal, demands);
            const port = { resource: source.resource, detail: PORT_SESSIONS };
            return conclude({
              problems: found.problems,
              gaps: [...gaps, ...found.gaps.map((gap) => withStages(gap, STAGES))],
              evidence: [...evidence, source, port, ...found.evidence],
            });
          },
          STAGES,
        );
      },
      STAGES,
    );
  },
});

/** Whether the user of a Run As session exists on the host is not visible, so it is said and decides nothing. */
function describePreferences(subject: Subject, { exists, runAsEnabled }: SessionPreferences): Evidence[] {
  const resource = `${subject.region.region} ${PREFERENCES_DOCUMENT}`;
  const detail = exists
    ? 'The Region has session preferences.'
    : 'The Region has no session preferences, so that the defaults hold: no logging, no key.';
  const isRunAs = runAsEnabled.known && runAsEnabled.value;
  const runAs =
    'Sessions run as a user of the operating system; whether that user exists on the host is not visible here.';
  return [{ resource, detail }, ...(isRunAs ? [{ resource, detail: runAs }] : [])];
}
