import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engine/evaluate.ts';
import { fingerprintOf } from '../../src/engine/fingerprint.ts';
import type { Outcome } from '../../src/model/finding.ts';
import {
  conclude,
  defineRule,
  notApplicable,
  pass,
  type ConfiguredRule,
  type Rule,
} from '../../src/model/rule.ts';
import { buildSubject } from '../support/subject.ts';
import { gapOf, problemOf } from '../support/findings.ts';

const meta = { title: 'Good', impact: 'blocks', rationale: 'Because.', remediation: 'Do.' } as const;

function configured(id: string, check: () => Outcome): ConfiguredRule {
  const rule = defineRule({ meta: { ...meta, id }, check }) as unknown as Rule;
  return { rule, severity: rule.meta.severity, options: {} };
}

const outcomes: readonly Outcome[] = [
  pass({ resource: 'i', detail: 'Fine.' }),
  conclude({ problems: [problemOf('x')] }),
  conclude({ gaps: [gapOf('?')] }),
  notApplicable('None of it.'),
];

describe('evaluate', () => {
  it('gives one finding a rule, whatever the rules answer', () => {
    const anyCheck = fc.oneof(
      fc.constantFrom(...outcomes).map((outcome) => () => outcome),
      fc.constant(() => {
        throw new Error('boom');
      }),
    );
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        const rules = checks.map((check, index) => configured(`rule-${index}`, check));
        const findings = evaluate(buildSubject(), rules);
        expect(findings.map(({ ruleId }) => ruleId)).toEqual(rules.map(({ rule }) => rule.meta.id));
      }),
    );
  });

  it('turns a throw into an error finding and goes on', () => {
    const broken = configured('broken', () => {
      throw new Error('boom');
    });
    const findings = evaluate(buildSubject(), [broken, configured('fine', () => pass())]);
    expect(findings.map(({ status, reason }) => [status, reason])).toEqual([
      ['error', 'boom'],
      ['pass', undefined],
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['a promise', Promise.resolve(pass())],
    ['a failure without a problem', { status: 'fail', problems: [], gaps: [], evidence: [] }],
    ['an unknown without a gap', { status: 'unknown', gaps: [], evidence: [] }],
    ['a status of its own', { status: 'ok', evidence: [] }],
  ])('does not take %s for an outcome', (_name, answer) => {
    const [finding] = evaluate(buildSubject(), [configured('odd', () => answer as Outcome)]);
    expect(finding?.status).toBe('error');
  });
});

describe('fingerprintOf', () => {
  it('is frozen: another value reopens every alert', () => {
    expect(
      fingerprintOf('agent-online', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0aaaaaaaaaaaaaaaa'),
    ).toBe('602420bc1006c860672e967c48a5dc630e4f27e5fb33c68b3c34ef005a15315e');
  });
});
