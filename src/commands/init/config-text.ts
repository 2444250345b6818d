import { IMPACTS, type Impact } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';

const DOCS = 'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/configuration.md';
const MEANING: Readonly<Record<Impact, string>> = {
  blocks: 'no session can open',
  degrades: 'a session opens, but the way is fragile',
  audit: 'a requirement of yours, not of the session',
};
/** An exception that is accepted for this long is looked at again before it is forgotten. */
const EXCEPTION_DAYS = 90;

/** A configuration that changes nothing: what could be changed stands in it as comments, with today's defaults. */
export function renderConfig(rules: readonly Rule[], version: string, today: Date): string {
  return [
    `# yaml-language-server: $schema=https://unpkg.com/ssm-preflight@${version}/rules.schema.json`,
    '#',
    '# Configuration of ssm-preflight. As it stands it changes nothing.',
    `# Every key, presets, custom rules and plugins: ${DOCS}`,
    '',
    '# recommended: every built-in rule; they judge what an instance can do, whatever the way.',
    '# literal: the five checks as they are usually written down, by name and not by effect.',
    'extends: recommended',
    '',
    '# Rules that differ from the preset: off, on, a severity (info, low, medium, high, critical),',
    '# or { severity: high, options: { ... } }. The severity decides what --fail-on fails on, never a verdict.',
    '# `ssm-preflight rules ID` explains one and lists its options. The defaults are:',
    '#',
    '# rules:',
    ...IMPACTS.flatMap((impact) => describeRules(rules, impact)),
    '',
    '# Failures that you accept for a time. Each needs a reason and an end date, and says so in every report;',
    '# what could not be judged cannot be accepted.',
    '#',
    '# exceptions:',
    '#   - rule: ami-has-agent',
    '#     match: { tag:team: legacy } # instance-id, name, vpc, account ...; * stands for any text',
    '#     reason: Golden image without the agent, replaced with the next release',
    '#     owner: platform',
    `#     expires: ${addDays(today, EXCEPTION_DAYS)}`,
    '',
  ].join('\n');
}

function describeRules(rules: readonly Rule[], impact: Impact): string[] {
  const metas = rules.map(({ meta }) => meta).filter((meta) => meta.impact === impact);
  const settings = metas.map(({ id, severity }) => `${id}: ${severity}`);
  const width = Math.max(0, ...settings.map((setting) => setting.length));
  return [
    `#   # ${impact}: ${MEANING[impact]}`,
    ...metas.map(({ title }, index) => `#   ${(settings[index] ?? '').padEnd(width)} # ${title}`),
  ];
}

function addDays(day: Date, days: number): string {
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
