import type { Rule } from '../model/rule.ts';
import { makeCustomRules } from './custom-rules.ts';
import { DATE_PATTERN, ID_PATTERN } from './schema.ts';
import type { Complaint, CustomRuleEntry } from './types.ts';

/*
 * What a JSON Schema can't say about the entries of a file. The file may be wrong in other ways at the same
 * time, so everything here looks at unchecked values and passes over what the schema complains about.
 */

/** The ids that the file gives to rules of its own, as far as they are ids. */
export function listCustomIds(value: unknown): string[] {
  const ids = readList(value, 'customRules').map((entry) => readText(entry, 'id'));
  return [...new Set(ids.filter((id) => id !== undefined && new RegExp(ID_PATTERN).test(id)))] as string[];
}

/** The entries of `plugins`. */
export function listPlugins(value: unknown): string[] {
  return readList(value, 'plugins').filter((entry) => typeof entry === 'string');
}

/** Ids that are taken, assertions that are no expressions, and dates that no calendar has. */
export function checkEntries(value: unknown, builtIn: readonly Rule[]): Complaint[] {
  const customRules = readList(value, 'customRules');
  return [
    ...checkIds(customRules, new Set(builtIn.map(({ meta }) => meta.id))),
    ...checkAssertions(customRules),
    ...checkDates(readList(value, 'exceptions')),
  ];
}

function checkIds(entries: readonly unknown[], builtIn: ReadonlySet<string>): Complaint[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const id = readText(entry, 'id');
    if (id === undefined) return [];
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    const owner =
      first !== undefined ? `customRules[${first}]` : builtIn.has(id) ? 'a built-in rule' : undefined;
    return owner === undefined
      ? []
      : [complain(['customRules', index, 'id'], `customRules[${index}].id is "${id}", which ${owner} has`)];
  });
}

function checkAssertions(entries: readonly unknown[]): Complaint[] {
  return entries.flatMap((entry, index) => {
    const assert = readText(entry, 'assert');
    if (assert === undefined || assert.trim() === '') return [];
    const draft: CustomRuleEntry = { id: 'draft', title: '', message: '', assert };
    return makeCustomRules([draft]).complaints.map(({ message }) =>
      complain(['customRules', index, 'assert'], message.replace('customRules[0]', `customRules[${index}]`)),
    );
  });
}

function checkDates(entries: readonly unknown[]): Complaint[] {
  return entries.flatMap((entry, index) => {
    const expires = readText(entry, 'expires');
    if (expires === undefined || !new RegExp(DATE_PATTERN).test(expires) || isCalendarDate(expires))
      return [];
    return [
      complain(
        ['exceptions', index, 'expires'],
        `exceptions[${index}].expires is ${expires}, a day that does not exist`,
      ),
    ];
  });
}

/** Whether a `YYYY-MM-DD` names a day: the clock rolls the 30th of February over into March. */
function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function complain(path: Complaint['path'], message: string): Complaint {
  return { path, part: 'value', message };
}

function readList(value: unknown, key: string): readonly unknown[] {
  const list = readKey(value, key);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function readText(value: unknown, key: string): string | undefined {
  const text = readKey(value, key);
  return typeof text === 'string' ? text : undefined;
}

function readKey(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
