import { readTool } from './commands/tool.ts';
import { NO_FILTERS, type Filters } from './engine/select.ts';
import { listNodeQuotas } from './facts/agent/node-quota.ts';
import { observeForReport } from './facts/agent/sessions.ts';
import { listPaths } from './facts/paths.ts';
import type { Inventory } from './model/inventory.ts';
import type { Report } from './model/report.ts';
import type { Rule } from './model/rule.ts';
import { rules as builtInRules } from './rules/index.ts';
import { scan as runPipeline } from './scan.ts';

/*
 * The public interface. Only what this module exports is covered by semantic versioning.
 */

export interface ScanOptions {
  /** The rules to ask, with their defaults; all built-in rules when absent. */
  readonly rules?: readonly Rule[];
  readonly filters?: Partial<Filters>;
  /** ISO 8601; the moment of the call when absent. */
  readonly generatedAt?: string;
}

/** Judges every instance of an inventory. Pure but for the default of `generatedAt`. */
export function scan(inventory: Inventory, options: ScanOptions = {}): Report {
  const rules = options.rules ?? builtInRules;
  return runPipeline({
    inventory,
    rules: rules.map((rule) => ({ rule, severity: rule.meta.severity, options: rule.defaults })),
    observe: observeForReport,
    trace: listPaths,
    triage: (instances) => ({ instances, notices: [] }),
    filters: { ...NO_FILTERS, ...options.filters },
    notices: listNodeQuotas(inventory),
    tool: readTool(),
    generatedAt: options.generatedAt ?? new Date().toISOString(),
  });
}

export { builtInRules };
export { parseSnapshot } from './sources/snapshot.ts';
export { conclude, defineRule, judge, notApplicable, pass } from './model/rule.ts';
export { describeGap, known, read, unknown } from './model/known.ts';
export type { Rule, RuleDefinition, RuleMeta } from './model/rule.ts';
export type { Entity, Gap, Known } from './model/known.ts';
export type { Cause, Evidence, Fix, Outcome, Problem, Severity } from './model/finding.ts';
export type { Inventory, Subject } from './model/inventory.ts';
export type { Report } from './model/report.ts';
export type { VerdictName } from './model/verdict.ts';
