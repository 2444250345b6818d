import { SEVERITIES } from '../model/finding.ts';
import type { FindingChange, PreviousChange, PreviousFinding, ReportBaseline } from '../model/report.ts';
import { closed, count, described, id, listOf, oneWordOf, text, time, wordOf } from './schema-parts.ts';

export const change = described(
  'Against the baseline, of what fails. Flapping: it failed, was fixed, and fails again.',
  wordOf<FindingChange>({ new: true, unchanged: true, flapping: true }),
);

const previous = closed<PreviousFinding>(
  {
    fingerprint: id,
    ruleId: id,
    severity: oneWordOf(SEVERITIES),
    instanceId: id,
    arn: id,
    accountId: text,
    region: text,
    message: described('What was wrong.', text),
    since: described('Since when it was known to fail.', time),
    change: described(
      'Fixed: it was looked at and fails no longer. Gone: its instance is no longer there. Unverified: it could not be looked at, or was left out.',
      wordOf<PreviousChange>({ fixed: true, gone: true, unverified: true }),
    ),
  },
  { name: text },
);

export const baseline = described(
  'What changed since the baseline; absent without one.',
  closed<ReportBaseline>(
    {
      generatedAt: described('When the run that made the baseline was.', time),
      counts: closed<ReportBaseline['counts']>(
        { new: count, unchanged: count, flapping: count, fixed: count, gone: count, unverified: count },
        {},
      ),
      previous: described('What failed there and does not fail here.', listOf(previous)),
    },
    {},
  ),
);
