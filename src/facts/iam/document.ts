import { hasRepeatedKey } from '../../model/json-keys.ts';

/** Where a document stands; it decides whether `Principal` and `Resource` must or must not be there. */
export type DocumentForm = 'identity' | 'endpoint' | 'trust';

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Selector {
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalSelector {
  readonly isNegated: boolean;
  readonly entries: readonly { readonly type: PrincipalType | '*'; readonly values: readonly string[] }[];
}

export interface ConditionEntry {
  readonly operator: string;
  /** Folded to lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  /** The Sid, or its place in the document, counted from one: `#1`. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  /** Folded to lower case. */
  readonly actions: Selector;
  /** Absent in trust policies alone. */
  readonly resources: Selector | undefined;
  readonly principals: PrincipalSelector | undefined;
  readonly conditions: readonly ConditionEntry[];
}

interface PolicyDocument {
  /** Version 2012-10-17: policy variables are replaced. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
}

export type ParsedDocument =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly error: string };

/** Over twenty times what AWS stores: the largest quota is 20,480 characters, of an endpoint policy. */
const LARGEST_DOCUMENT = 200_000;

const DOCUMENT_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const PRINCIPAL_TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

class MalformedDocument extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a policy document, an object or its JSON text (decode URL encoding first), by IAM's grammar. What the grammar
 * doesn't know makes the whole document an error: a misspelt element must not read as one that isn't there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseDocument(input: unknown, form: DocumentForm): ParsedDocument {
  try {
    return { ok: true, document: toDocument(input, form) };
  } catch (error) {
    if (error instanceof MalformedDocument) return { ok: false, error: error.message };
    throw error;
  }
}

function toDocument(input: unknown, form: DocumentForm): PolicyDocument {
  if (!isWithinSize(input)) throw new MalformedDocument('the document is larger than any that AWS stores');
  const fields = asFields(typeof input === 'string' ? parseJson(input) : input, 'the document');
  refuseUnknown(fields, DOCUMENT_ELEMENTS, 'the document');
  const { Version: version, Statement: statements } = fields;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new MalformedDocument('Version is neither 2012-10-17 nor 2008-10-17');
  }
  if (statements === undefined) throw new MalformedDocument('Statement is missing');
  const list = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) throw new MalformedDocument('Statement is empty');
  const parsed = list.map((statement, index) => toStatement(statement, `#${index + 1}`, form));
  if (form !== 'endpoint') refuseRepeatedSid(list);
  return { hasVariables: version === '2012-10-17', statements: parsed };
}

/**
 * IAM takes each Sid once; of other services' policies the page doesn't say so.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
function refuseRepeatedSid(statements: readonly unknown[]): void {
  const sids = statements.map((statement) => isFields(statement) && statement['Sid']).filter(Boolean);
  if (new Set(sids).size < sids.length) throw new MalformedDocument('two statements have one Sid');
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedDocument('the document is not JSON');
  }
  if (hasRepeatedKey(text)) throw new MalformedDocument('the document holds an element twice');
  return value;
}

function toStatement(input: unknown, name: string, form: DocumentForm): Statement {
  const place = `statement ${name}`;
  const fields = asFields(input, place);
  refuseUnknown(fields, STATEMENT_ELEMENTS, place);
  const { Sid: sid, Effect: effect } = fields;
  if (sid !== undefined && typeof sid !== 'string')
    throw new MalformedDocument(`${place}: Sid is not a string`);
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new MalformedDocument(`${place}: Effect is neither Allow nor Deny`);
  }
  const actions = toSelector(fields, 'Action', place);
  if (actions === undefined) throw new MalformedDocument(`${place}: Action is missing`);
  const resources = toSelector(fields, 'Resource', place);
  if (form === 'trust' && resources !== undefined) {
    throw new MalformedDocument(`${place}: a trust policy can't name a Resource`);
  }
  if (form !== 'trust' && resources === undefined)
    throw new MalformedDocument(`${place}: Resource is missing`);
  const principals = toPrincipals(fields, place);
  if (form === 'identity' && principals !== undefined) {
    throw new MalformedDocument(`${place}: Principal can't stand in this kind of policy`);
  }
  if (form !== 'identity' && principals === undefined) {
    throw new MalformedDocument(`${place}: Principal is missing`);
  }
  const conditions = toConditions(fields['Condition'], place);
  return {
    name: sid === undefined || sid === '' ? name : sid,
    effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) },
    resources,
    principals,
    conditions,
  };
}

function toSelector(fields: Fields, element: 'Action' | 'Resource', place: string): Selector | undefined {
  const { [element]: plain, [`Not${element}`]: negated } = fields;
  if (plain !== undefined && negated !== undefined) {
    throw new MalformedDocument(`${place}: ${element} and Not${element} exclude each other`);
  }
  if (plain === undefined && negated === undefined) return undefined;
  return { isNegated: plain === undefined, patterns: asStrings(plain ?? negated, `${place}: ${element}`) };
}

function toPrincipals(fields: Fields, place: string): PrincipalSelector | undefined {
  const { Principal: plain, NotPrincipal: negated } = fields;
  if (plain !== undefined && negated !== undefined) {
    throw new MalformedDocument(`${place}: Principal and NotPrincipal exclude each other`);
  }
  const principal = plain ?? negated;
  if (principal === undefined) return undefined;
  const isNegated = plain === undefined;
  if (principal === '*') return { isNegated, entries: [{ type: '*', values: ['*'] }] };
  const entries = Object.entries(asFields(principal, `${place}: Principal`)).map(([name, values]) => {
    const type = PRINCIPAL_TYPES.find((known) => known === name);
    if (type === undefined) throw new MalformedDocument(`${place}: Principal has an unknown type`);
    return { type, values: asStrings(values, `${place}: Principal`) };
  });
  if (entries.length === 0) throw new MalformedDocument(`${place}: Principal is empty`);
  return { isNegated, entries };
}

function toConditions(condition: unknown, place: string): ConditionEntry[] {
  if (condition === undefined) return [];
  return Object.entries(asFields(condition, `${place}: Condition`)).flatMap(([operator, tests]) => {
    const entries = Object.entries(asFields(tests, `${place}: Condition`));
    if (entries.length === 0) throw new MalformedDocument(`${place}: Condition ${operator} names no key`);
    // Condition keys fold case, so these are one key twice.
    if (entries.length > 1 && new Set(entries.map(([key]) => key.toLowerCase())).size < entries.length)
      throw new MalformedDocument(`${place}: Condition ${operator} holds a key twice`);
    return entries.map(([key, value]) => {
      const values = (Array.isArray(value) ? value : [value]).map((item: unknown) => {
        if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
          return String(item);
        throw new MalformedDocument(`${place}: Condition compares with a value that is not a string`);
      });
      return { operator, key: key.toLowerCase(), values };
    });
  });
}

function asFields(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw new MalformedDocument(`${what} is not an object`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asStrings(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new MalformedDocument(`${what} is empty`);
  return list.map((item) => {
    if (typeof item !== 'string' || item === '')
      throw new MalformedDocument(`${what} is not a list of strings`);
    return item;
  });
}

function refuseUnknown(fields: Fields, known: ReadonlySet<string>, what: string): void {
  if (Object.keys(fields).some((name) => !known.has(name))) {
    throw new MalformedDocument(`${what} has an element that IAM does not know`);
  }
}

/** Counts characters and nodes without recursion, so neither depth nor a cycle can exhaust anything. */
function isWithinSize(input: unknown): boolean {
  const pending: unknown[] = [input];
  let size = 0;
  while (pending.length > 0 && size <= LARGEST_DOCUMENT) {
    const value = pending.pop();
    size += typeof value === 'string' ? value.length + 1 : 1;
    if (Array.isArray(value)) {
      size += value.length;
      if (size <= LARGEST_DOCUMENT) for (const child of value) pending.push(child);
    } else if (isFields(value)) {
      for (const key of Object.keys(value)) {
        size += key.length;
        pending.push(value[key]);
      }
    }
  }
  return size <= LARGEST_DOCUMENT;
}
