import type { ErrorObject } from 'ajv';
import type { Choice } from './choices.ts';
import { DATE_PATTERN, ID_PATTERN, TEXT_PATTERN } from './schema.ts';
import { suggest } from '../model/suggest.ts';
import type { Complaint, ConfigPath } from './types.ts';

const MAX_LISTED = 10;

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

const PATTERNS: Readonly<Record<string, string>> = {
  [DATE_PATTERN]: 'must be a date as YYYY-MM-DD',
  [ID_PATTERN]: 'must be in kebab-case, as in owner-tag-set',
  [TEXT_PATTERN]: 'must not be empty',
};

/** One error of the JSON Schema validator (made with `verbose`), in plain words. */
export function describeError(error: ErrorObject, path: ConfigPath): Complaint {
  const { keyword, data } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const name = formatPath(path);
  const complain = (message: string, part: Complaint['part'] = 'value', at = path): Complaint => ({
    path: at,
    part,
    message,
  });
  const limit = String(params['limit']);
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return complain(describeUnknownKey(key, error, path), 'key', [...path, key]);
    }
    case 'propertyNames': {
      const key = String(params['propertyName']);
      return complain(describeUnknownKey(key, error, path), 'key', [...path, key]);
    }
    case 'required':
      return complain(`missing key "${String(params['missingProperty'])}" in ${name}`);
    case 'enum':
      return complain(
        describeChoice(data, { values: params['allowedValues'] as readonly unknown[], types: [] }, path),
      );
    case 'const':
      return complain(describeChoice(data, { values: [params['allowedValue']], types: [] }, path));
    case 'type':
      return complain(
        describeChoice(data, { values: [], types: [params['type']].flat() as readonly string[] }, path),
      );
    case 'pattern': {
      const pattern = String(params['pattern']);
      const rule = PATTERNS[pattern] ?? `must match the pattern ${pattern}`;
      return complain(`${name} ${rule}${pattern === TEXT_PATTERN ? '' : `, not ${show(data)}`}`);
    }
    case 'minLength':
      return complain(`${name} must have at least ${count(limit, 'character')}`);
    case 'maxLength':
      return complain(`${name} must have at most ${count(limit, 'character')}`);
    case 'minItems':
      return complain(`${name} must have at least ${count(limit, 'entry')}`);
    case 'maxItems':
      return complain(`${name} must have at most ${count(limit, 'entry')}`);
    case 'minProperties':
      return complain(`${name} must have at least ${count(limit, 'key')}`);
    case 'maxProperties':
      return complain(`${name} must have at most ${count(limit, 'key')}`);
    case 'uniqueItems':
      return complain(`${name} holds the same entry twice`, 'value', [
        ...path,
        Math.max(Number(params['i']), Number(params['j'])),
      ]);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return complain(`${name} must be ${String(params['comparison'])} ${limit}, not ${show(data)}`);
    case 'anyOf':
    case 'oneOf':
      return 'types' in params
        ? complain(describeChoice(data, error.params as Choice, path))
        : complain(`${name} has none of the allowed forms`);
    default:
      return complain(`${name} ${error.message ?? `breaks ${keyword}`}`);
  }
}

/** A place as people write it: `exceptions[0].match["tag:team"]`. */
function formatPath(path: ConfigPath): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z$][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** The end of a message about a name that does not exist: the nearest one, or all of them when they are few. */
function hint(name: string, candidates: readonly string[]): string {
  const near = suggest(name, candidates);
  if (near !== undefined) return `; did you mean "${near}"?`;
  if (candidates.length === 0 || candidates.length > MAX_LISTED) return '';
  return `; known: ${candidates.map((candidate) => `"${candidate}"`).join(', ')}`;
}

function describeUnknownKey(key: string, error: ErrorObject, path: ConfigPath): string {
  const parent = error.parentSchema as
    | { readonly properties?: object; readonly patternProperties?: object }
    | undefined;
  const candidates = Object.keys(parent?.properties ?? {});
  const isRule = path.length === 1 && path[0] === 'rules';
  const takesTags = Object.keys(parent?.patternProperties ?? {}).some((pattern) =>
    pattern.startsWith('^tag:'),
  );
  if (takesTags) candidates.push(`tag:${key.replace(/^[^:.=]*[:.=]?/, '') || 'KEY'}`);
  return `unknown ${isRule ? 'rule' : 'key'} "${key}" in ${formatPath(path)}${hint(key, candidates)}`;
}

function describeChoice(data: unknown, { values, types }: Choice, path: ConfigPath): string {
  const name = formatPath(path);
  const words = values.filter((value) => typeof value === 'string');
  if (path[0] === 'exceptions' && path[2] === 'rule') {
    return typeof data === 'string'
      ? `unknown rule "${data}" in ${name}${hint(data, words)}`
      : `${name} must be the id of a rule, not ${show(data)}`;
  }
  const forms = [...new Set([...values.map(show), ...types.map((type) => TYPES[type] ?? type)])];
  const wanted = forms.length > MAX_LISTED ? 'one of the allowed values' : joinChoice(forms);
  const near = typeof data === 'string' ? suggest(data, words) : undefined;
  const end = near === undefined ? '' : `; did you mean "${near}"?`;
  return `${name} must be ${wanted}, not ${show(data)}${end}`;
}

function joinChoice(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function count(limit: string, noun: string): string {
  if (limit === '1') return `one ${noun}`;
  return `${limit} ${noun === 'entry' ? 'entries' : `${noun}s`}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
