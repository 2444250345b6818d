import { logSessionsCause } from '../facts/agent/preferences-fix.ts';
import {
  PREFERENCES_DOCUMENT,
  readPreferences,
  type SessionPreferences,
} from '../model/session-preferences.ts';
import type { Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, pass } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'session-logging-configured',
    title: 'Sessions are logged to CloudWatch Logs or S3',
    impact: 'audit',
    rationale:
      'A bastion often is where sessions are recorded; without a log target in the session preferences only CloudTrail knows that a session took place, and nobody what was done in it.',
    remediation: 'Name a CloudWatch Logs log group or an S3 bucket in the session preferences of the Region.',
    reads: ['SessionDocument'],
  },
  check(subject) {
    return judge(readPreferences(subject), (preferences) => judgeTargets(subject, preferences));
  },
});

function judgeTargets(subject: Subject, preferences: SessionPreferences): Outcome {
  const { cloudWatchLogGroupName, s3BucketName } = preferences;
  const resource = `${subject.region.region} ${PREFERENCES_DOCUMENT}`;
  const targets = [
    ...(cloudWatchLogGroupName.known && cloudWatchLogGroupName.value !== undefined
      ? [`the log group ${cloudWatchLogGroupName.value}`]
      : []),
    ...(s3BucketName.known && s3BucketName.value !== undefined ? [`the bucket ${s3BucketName.value}`] : []),
  ];
  if (targets.length > 0) {
    return pass({ resource, detail: `Session logs go to ${targets.join(' and ')}.` });
  }
  const gaps = [cloudWatchLogGroupName, s3BucketName].flatMap((target) => (target.known ? [] : [target.gap]));
  if (gaps.length > 0) return conclude({ gaps });
  const detail = preferences.exists
    ? `The session preferences of ${subject.region.region} name neither a log group nor a bucket.`
    : `${subject.region.region} has no session preferences, so that sessions are not logged.`;
  return conclude({
    problems: [{ at: PREFERENCES_DOCUMENT, message: detail, cause: logSessionsCause(subject, preferences) }],
    evidence: [{ resource, detail }],
  });
}
