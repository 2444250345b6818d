import type { Notification } from 'sarif';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { referToNotification } from './sarif-notification-kinds.ts';
import type { ScopeContents } from './sarif-scopes.ts';
import { toMessage, toPlainText } from './sarif-text.ts';
import { count } from './table-line.ts';

/** Says which failures of the baseline nothing confirmed or refuted; nobody may take their absence for a repair. */
export function notifyUnverified(
  { baseline }: Report,
  { scope: { accountId, region }, previous }: ScopeContents,
): Notification[] {
  const unverified = previous.filter(({ change }) => change === 'unverified');
  if (baseline === undefined || unverified.length === 0) return [];
  const rules = [...new Set(unverified.map(({ ruleId }) => ruleId))].sort(compare);
  return [
    {
      descriptor: referToNotification('not-rechecked'),
      level: 'warning',
      message: {
        text: toMessage([
          `${count(unverified.length, 'failure')} of the baseline could not be rechecked in '${accountId}/${region}': ${rules.join(', ')}`,
          `The baseline is of ${baseline.generatedAt}`,
        ]),
      },
      properties: {
        account: accountId,
        region,
        rules: rules.map((rule) => toPlainText(rule, 200)),
        failures: unverified
          .map(({ ruleId, arn, since, fingerprint }) => ({
            rule: toPlainText(ruleId, 200),
            arn: toPlainText(arn),
            since: toPlainText(since),
            fingerprint: toPlainText(fingerprint),
          }))
          .sort((a, b) => compare(a.rule, b.rule) || compare(a.arn, b.arn)),
      },
    },
  ];
}
