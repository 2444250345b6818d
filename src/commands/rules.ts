import { UsageError } from '../model/errors.ts';
import type { Rule } from '../model/rule.ts';
import { labelStandard } from '../model/standards.ts';
import { suggest } from '../model/suggest.ts';

/** The list of rules, or one rule in full. */
export function renderRules(rules: readonly Rule[], id: string | undefined): string {
  if (id === undefined) return renderList(rules);
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule === undefined) {
    const ids = rules.map((candidate) => candidate.meta.id);
    const near = suggest(id, ids);
    throw new UsageError(
      `no rule is called "${id}"; ${near === undefined ? `the rules are ${ids.join(', ')}` : `did you mean "${near}"?`}`,
    );
  }
  return renderOne(rule);
}

function renderList(rules: readonly Rule[]): string {
  const rows = rules.map(({ meta }) => [meta.id, meta.impact, meta.severity, meta.title]);
  const header = ['RULE', 'IMPACT', 'SEVERITY', 'GOOD STATE'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function renderOne({ meta, defaults, optionsSchema }: Rule): string {
  const standards = Object.entries(meta.standards ?? {}).map(
    ([id, controls]) => `  ${labelStandard(id)}: ${controls.join(', ')}`,
  );
  const properties = (optionsSchema.properties ?? {}) as Readonly<
    Record<string, { readonly description?: string }>
  >;
  const options = Object.entries(properties).map(([name, { description }]) => {
    const value = (defaults as Readonly<Record<string, unknown>>)[name];
    return `  ${name} (default ${JSON.stringify(value)})${description === undefined ? '' : `: ${description}`}`;
  });
  const lines = [
    meta.id,
    `  ${meta.title}`,
    '',
    `Impact: ${meta.impact}    Severity: ${meta.severity}`,
    `Why: ${meta.rationale}`,
    `How to fix: ${meta.remediation}`,
    `Looks at: ${meta.reads.join(', ')}`,
    ...(options.length > 0 ? ['Options:', ...options] : []),
    ...(standards.length > 0 ? ['Standards that it is relevant to:', ...standards] : []),
    `Documentation: ${meta.docsUrl}`,
  ];
  return `${lines.join('\n')}\n`;
}
