import type { Suppression } from 'sarif';
import type { Decision } from '../model/finding.ts';
import { toMessage, toPlainText } from './sarif-text.ts';

export function suppressionsOf(decision: Decision): Suppression[] {
  if (decision.kind === 'open') return [];
  const accepted = { kind: 'external', status: 'accepted' } as const;
  if (decision.kind === 'baselined') {
    return [{ ...accepted, justification: `In the baseline since ${toPlainText(decision.since)}.` }];
  }
  return [
    {
      ...accepted,
      justification: toMessage([decision.reason]),
      properties: {
        expiryUtc: toExpiry(decision.expires),
        ...(decision.owner === undefined ? {} : { alias: toPlainText(decision.owner) }),
      },
    },
  ];
}

/** An exception holds through the day that it names. */
function toExpiry(expires: string): string {
  return /^\d{4}-\d{2}-\d{2}$/u.test(expires) ? `${expires}T23:59:59Z` : toPlainText(expires);
}
