import type { Report, ReportFinding, ReportInstance } from '../model/report.ts';
import {
  listFixes,
  listMessages,
  listOpen,
  nameInstance,
  summariseFinding,
  type Causes,
} from './finding-text.ts';
import { remark } from './table-findings.ts';

export interface Case {
  /** The id of the rule; test servers group by it. */
  readonly classname: string;
  readonly name: string;
  /** Absent: passed. */
  readonly result?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    readonly type: string;
    readonly message: string;
    readonly lines: readonly string[];
  };
}

type Rule = Report['rules'][number];

/**
 * A case for every rule that does not pass. One where all pass is a single case: with each pass on its own, ten thousand
 * instances would be 190,000 cases, which test servers do not show.
 */
export function listCases(
  instance: ReportInstance,
  rules: ReadonlyMap<string, Rule>,
  causes: Causes,
): Case[] {
  const name = nameInstance(instance);
  if (instance.verdict === 'excluded') {
    return [{ classname: 'every-rule', name, result: skip('excluded', instance.reason) }];
  }
  const open = listOpen(instance);
  if (open.length === 0) return [{ classname: 'every-rule', name }];
  return open.map((finding) => ({
    classname: finding.ruleId,
    name,
    result: resultOf(instance, finding, rules.get(finding.ruleId), causes),
  }));
}

/** What triage accepted, what is not decided, and what a stopped instance would meet are no failures: they are skipped. */
function resultOf(
  instance: ReportInstance,
  finding: ReportFinding,
  rule: Rule | undefined,
  causes: Causes,
): NonNullable<Case['result']> {
  const { status, decision, severity } = finding;
  const summary = summariseFinding(finding);
  const { verdict, state } = instance;
  if (status === 'unknown') return skip('unknown', `not decided: ${summary}`);
  if (status === 'fail' && decision.kind !== 'open') return skip(decision.kind, summary);
  if (verdict === 'dormant') return skip('dormant', `${state}; once it is started: ${summary}`);
  const fixes = listFixes(finding, causes).map((fix) => `Fix: ${fix}`);
  return {
    kind: status === 'error' ? 'error' : 'failure',
    type: severity,
    message: summary,
    lines: [
      ...listMessages(finding),
      ...remark(finding),
      ...fixes,
      ...(rule === undefined ? [] : [`Rule: ${rule.title} (${rule.docsUrl})`]),
    ],
  };
}

function skip(type: string, message: string): NonNullable<Case['result']> {
  return { kind: 'skipped', type, message, lines: [] };
}
