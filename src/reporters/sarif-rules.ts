import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { endSentence, toPlainText } from './sarif-text.ts';

export const PROJECT_URL = 'https://github.com/ssm-preflight/ssm-preflight';

type ReportRule = Report['rules'][number];
type Level = 'error' | 'warning' | 'note';

/** GitHub refuses a file with longer texts. */
const TEXT_LIMIT = 1024;
/** GitHub shows ten tags of a rule and refuses more than twenty. */
const TAG_LIMIT = 10;

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** Inside GitHub's bands. `info` has none: GitHub and others read 0.0 as "no severity" too. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: undefined,
};

const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

/** The level of a rule's failures. Results never override it: GitHub keeps severity by rule, and tools drop overrides. */
export function levelOf(rule: ReportRule): Level {
  return LEVELS[rule.severity];
}

/** The rules in the order in which `ruleIndex` counts them. */
export function sortRules(report: Report): ReportRule[] {
  return [...report.rules].sort((a, b) => compare(a.id, b.id));
}

export function describeRule(rule: ReportRule): ReportingDescriptor {
  const level = levelOf(rule);
  const short = endSentence(toPlainText(rule.title, TEXT_LIMIT - 1));
  const why = endSentence(toPlainText(rule.rationale || `Rule ${rule.id}: ${rule.title}`, TEXT_LIMIT - 1));
  const how = endSentence(toPlainText(rule.remediation || rule.title, TEXT_LIMIT - 1));
  const securitySeverity = SECURITY_SEVERITIES[rule.severity];
  return {
    id: rule.id,
    name: toPascalCase(rule.id),
    shortDescription: { text: short },
    // Microsoft's SDK drops the short description when both are the same text.
    fullDescription: { text: why === short ? toPlainText(`Rule ${rule.id}: ${why}`, TEXT_LIMIT) : why },
    help: {
      text: `${how} See ${documentationOf(rule)}`,
      markdown: `${toMarkdown(how)}\n\n**Why**: ${toMarkdown(why)}\n\n[Documentation of ${rule.id}](${documentationOf(rule)})`,
    },
    helpUri: documentationOf(rule),
    defaultConfiguration: { level },
    properties: {
      tags: tagsOf(rule),
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITIES[level],
      ...(securitySeverity === undefined ? {} : { 'security-severity': securitySeverity }),
      impact: rule.impact,
    },
  };
}

/** Microsoft's SDK says that GitHub ignores `security-severity` without the tag `security`. */
function tagsOf(rule: ReportRule): string[] {
  const controls = Object.entries(rule.standards ?? {}).flatMap(([standard, ids]) =>
    ids.map((id) => toPlainText(`${standard}:${id}`, 100)),
  );
  return ['security', 'aws', 'ec2', 'session-manager', rule.impact, ...controls].slice(0, TAG_LIMIT);
}

/** Code spans of a rule's text stay; links and markup, which only a rule from elsewhere could bring, do not. */
function toMarkdown(text: string): string {
  return text.replaceAll('](', '] (').replaceAll('<', '&lt;');
}

/** The help link must be absolute; a plugin may have put anything there. */
function documentationOf(rule: ReportRule): string {
  const isWebAddress = URL.canParse(rule.docsUrl) && /^https?:\/\/[^\s{}()[\]<>]+$/u.test(rule.docsUrl);
  return isWebAddress ? rule.docsUrl : PROJECT_URL;
}

/**
 * `role-trusts-ec2` → `RoleTrustsEc2`: words of one capital and at least one small letter or digit each. A part
 * that can't be such a word joins the one before it. One that would equal the id but for case gets `Rule` added.
 */
export function toPascalCase(id: string): string {
  const name = id
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((part) => part !== '')
    .reduce((done, part) => {
      const isWord = /^\p{Ll}[\p{Ll}\p{Nd}]+$/u.test(part.toLowerCase());
      if (isWord) return `${done}${part.charAt(0).toUpperCase()}${part.slice(1).toLowerCase()}`;
      return `${done === '' ? 'Rule' : done}${part.toLowerCase()}`;
    }, '');
  return name.toLowerCase() === id.toLowerCase() ? `${name}Rule` : name;
}
