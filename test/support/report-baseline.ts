import { fingerprintOf } from '../../src/engine/fingerprint.ts';
import type { PreviousFinding, Report, ReportBaseline, ReportFinding } from '../../src/model/report.ts';
import { HOSTILE } from './hostile.ts';
import { ACCOUNT } from './report-instances.ts';
import { buildReport } from './report.ts';

const BASELINE_TIME = '2026-11-19T12:00:00.000Z';
const CHANGES = ['new', 'unchanged', 'flapping'] as const;

/** A failure of the baseline; the message is hostile, as an old report's may be. */
export function previousFinding(
  change: PreviousFinding['change'],
  ruleId: string,
  instanceId: string,
  rest: Partial<PreviousFinding> = {},
): PreviousFinding {
  const region = rest.region ?? 'eu-west-1';
  const arn = `arn:aws:ec2:${region}:${ACCOUNT}:instance/${instanceId}`;
  return {
    fingerprint: fingerprintOf(ruleId, arn),
    ruleId,
    severity: 'high',
    instanceId,
    arn,
    name: HOSTILE,
    accountId: ACCOUNT,
    region,
    message: `Was wrong with ${HOSTILE}.`,
    since: '2026-11-01T00:00:00.000Z',
    change,
    ...rest,
  };
}

/** Of each change one, and one that no reading answers: an open question. */
const previous: readonly PreviousFinding[] = [
  previousFinding('fixed', 'agent-online', 'i-0a000000000000001'),
  previousFinding('unverified', 'endpoint-path-exists', 'i-0a000000000000006', { severity: 'critical' }),
  previousFinding('gone', 'endpoint-path-exists', 'i-0a0000000000000ff', { severity: 'critical' }),
  previousFinding('unverified', 'agent-online', 'i-0b000000000000001', { region: 'us-east-1' }),
];

/** The report by hand against a baseline: its failures are new, unchanged and flapping in turn. */
export function buildCompared(
  list: readonly PreviousFinding[] = previous,
  changes: Partial<Report> = {},
): Report {
  const report = buildReport(changes);
  const counts = { new: 0, unchanged: 0, flapping: 0, fixed: 0, gone: 0, unverified: 0 };
  for (const { change } of list) counts[change] += 1;
  let failures = 0;
  const mark = (finding: ReportFinding): ReportFinding => {
    if (finding.status !== 'fail') return finding;
    const change = CHANGES[failures++ % CHANGES.length] ?? 'new';
    counts[change] += 1;
    return { ...finding, change };
  };
  const instances = report.instances.map((one) => ({ ...one, findings: one.findings.map(mark) }));
  const baseline: ReportBaseline = { generatedAt: BASELINE_TIME, counts, previous: list };
  return { ...report, instances, baseline };
}
