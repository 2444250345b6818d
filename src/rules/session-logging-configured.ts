import { logSessionsCause } from '../facts/agent/preferences-fix.ts';
import { createBucketCause, createLogGroupCause } from '../facts/agent/target-fixes.ts';
import {
  PREFERENCES_DOCUMENT,
  readPreferences,
  type SessionPreferences,
} from '../model/session-preferences.ts';
import type { Cause, Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { answerFor, type Gap, type Known } from '../model/known.ts';
import { conclude, defineRule, judge, pass } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'session-logging-configured',
    title: 'Sessions are logged to CloudWatch Logs or S3',
    impact: 'audit',
    rationale:
      'A bastion often is where sessions are recorded; without a log target in the session preferences only CloudTrail knows that a session took place, and nobody what was done in it.',
    remediation: 'Name a CloudWatch Logs log group or an S3 bucket in the session preferences of the Region.',
    reads: ['SessionDocument', 'LogGroups', 'BucketEncryptions'],
  },
  check(subject) {
    return judge(readPreferences(subject), (preferences) => judgeTargets(subject, preferences));
  },
});

/** One target that is there is enough. Where nobody asked whether it is there, the preferences alone decide. */
function judgeTargets(subject: Subject, preferences: SessionPreferences): Outcome {
  const { cloudWatchLogGroupName, cloudWatchEncryptionEnabled, s3BucketName } = preferences;
  const isEncrypted = cloudWatchEncryptionEnabled.known && cloudWatchEncryptionEnabled.value;
  const { region, LogGroups, BucketEncryptions } = subject.region;
  const resource = `${region} ${PREFERENCES_DOCUMENT}`;
  const targets = [
    judgeTarget(cloudWatchLogGroupName, LogGroups, (name) => ({
      at: 'cloudWatchLogGroupName',
      name: `the log group ${name}`,
      cause: () => createLogGroupCause(subject, name, isEncrypted),
    })),
    judgeTarget(s3BucketName, BucketEncryptions, (name) => ({
      at: 's3BucketName',
      name: `the bucket ${name}`,
      cause: () => createBucketCause(subject, name),
    })),
  ];
  const there = targets.flatMap((target) => (target.is === 'there' ? [target.name] : []));
  if (there.length > 0) return pass({ resource, detail: `Session logs go to ${there.join(' and ')}.` });
  const gaps = targets.flatMap((target) => (target.is === 'unread' ? [target.gap] : []));
  if (gaps.length > 0) return conclude({ gaps });
  const missing = targets.flatMap((target) => (target.is === 'missing' ? [target] : []));
  if (missing.length > 0) {
    const problems = missing.map(({ name, at, cause }) => ({
      at,
      message: `The session preferences of ${region} name ${name}, which does not exist, so that sessions are not logged.`,
      cause: cause(),
    }));
    const evidence = missing.map(({ name }) => ({ resource, detail: `AWS knows no such thing as ${name}.` }));
    return conclude({ problems, evidence });
  }
  const detail = preferences.exists
    ? `The session preferences of ${region} name neither a log group nor a bucket.`
    : `${region} has no session preferences, so that sessions are not logged.`;
  return conclude({
    problems: [{ at: PREFERENCES_DOCUMENT, message: detail, cause: logSessionsCause(subject, preferences) }],
    evidence: [{ resource, detail }],
  });
}

interface Named {
  readonly at: string;
  readonly name: string;
  /** Makes the target. */
  readonly cause: () => Cause;
}

type Target =
  | { readonly is: 'unnamed' }
  | { readonly is: 'unread'; readonly gap: Gap }
  | ({ readonly is: 'there' | 'missing' } & Named);

function judgeTarget(
  target: Known<string | undefined>,
  answers: Readonly<Record<string, Known<unknown>>>,
  describe: (name: string) => Named,
): Target {
  if (!target.known) return { is: 'unread', gap: target.gap };
  if (target.value === undefined) return { is: 'unnamed' };
  const answer = answerFor(answers, target.value);
  if (answer?.known === false) return { is: 'unread', gap: answer.gap };
  const isMissing = answer !== undefined && answer.value === undefined;
  return { is: isMissing ? 'missing' : 'there', ...describe(target.value) };
}
