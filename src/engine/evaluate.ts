import type { Finding, Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import type { ConfiguredRule } from '../model/rule.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Asks every rule about one instance: always as many findings as rules, in the rules' order. */
export function evaluate(subject: Subject, rules: readonly ConfiguredRule[]): Finding[] {
  return rules.map((configured) => toFinding(subject, configured, askRule(subject, configured)));
}

function askRule(subject: Subject, { rule, options }: ConfiguredRule): Outcome | Error {
  try {
    const outcome: unknown = rule.check(subject, { options });
    return isOutcome(outcome) ? outcome : new Error('the rule returned something that is not an outcome');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A plugin can return anything; what does not name a status must not be mistaken for a pass. */
function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null || !('status' in value)) return false;
  const { status, problems, gaps, evidence } = value as Record<string, unknown>;
  if (!Array.isArray(evidence)) return false;
  switch (status) {
    case 'pass':
    case 'not-applicable':
      return true;
    case 'fail':
      return Array.isArray(problems) && problems.length > 0 && Array.isArray(gaps);
    case 'unknown':
      return Array.isArray(gaps) && gaps.length > 0;
    default:
      return false;
  }
}

const OPEN = { kind: 'open' } as const;
const NOTHING: readonly never[] = [];

/** Written as one literal: a scan makes as many findings as it has rules times instances. */
function toFinding(subject: Subject, { rule, severity }: ConfiguredRule, outcome: Outcome | Error): Finding {
  const isError = outcome instanceof Error;
  const finding: Finding = {
    ruleId: rule.meta.id,
    impact: rule.meta.impact,
    severity,
    status: isError ? 'error' : outcome.status,
    problems: !isError && outcome.status === 'fail' ? outcome.problems : NOTHING,
    gaps: !isError && (outcome.status === 'fail' || outcome.status === 'unknown') ? outcome.gaps : NOTHING,
    evidence: isError ? NOTHING : outcome.evidence,
    decision: OPEN,
    fingerprint: fingerprintOf(rule.meta.id, subject.arn),
  };
  if (isError) return { ...finding, reason: outcome.message };
  return outcome.status === 'not-applicable' ? { ...finding, reason: outcome.reason } : finding;
}
