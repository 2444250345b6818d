import type { ReportingDescriptor, ReportingDescriptorReference } from 'sarif';
import type { ReadGap } from './sarif-notifications.ts';

export type NotificationId = ReadGap['kind'] | 'rule-error' | 'not-rechecked';

function describe(
  id: NotificationId,
  level: 'error' | 'warning',
  name: string,
  what: string,
  effect: string,
  help: string,
): ReportingDescriptor {
  return {
    id,
    name,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${effect}` },
    help: { text: help },
    defaultConfiguration: { level },
  };
}

const UNDECIDED = 'What needs the answer is undecided, which is neither a pass nor a failure.';

export const notificationDescriptors: readonly ReportingDescriptor[] = [
  describe(
    'denied',
    'error',
    'CallDenied',
    'AWS refused a call.',
    UNDECIDED,
    'Allow the named IAM action and scan again.',
  ),
  describe(
    'api-error',
    'error',
    'CallFailed',
    'A call to AWS failed.',
    UNDECIDED,
    'Scan again; the message holds the error code.',
  ),
  describe(
    'not-collected',
    'error',
    'CallNotCollected',
    'The input holds no answer for a call.',
    UNDECIDED,
    'Collect the named call too and scan again.',
  ),
  describe(
    'rule-error',
    'error',
    'RuleBrokeOff',
    'A rule broke off with an error.',
    'It decided nothing for the instance.',
    'This is a bug of the rule. Report it, or turn the rule off in the configuration.',
  ),
  describe(
    'not-rechecked',
    'warning',
    'FailureNotRechecked',
    'Failures of the baseline could not be rechecked.',
    'They are neither fixed nor confirmed.',
    'See what was not read, and scan again.',
  ),
];

export function referToNotification(id: NotificationId): ReportingDescriptorReference {
  return { id, index: notificationDescriptors.findIndex((descriptor) => descriptor.id === id) };
}
