import type { PolicySet, Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, ALLOW_ALL, deny, document, INSTANCE, PAGES, UPDATE } from './case.ts';
import type { EvaluationCase } from './case.ts';

type Row = readonly [page: keyof typeof PAGES, says: string, policies: PolicySet, word: Word];

const ALLOW = document(allow());
const DENY = document(deny());
const identity = [ALLOW];

/** What is a document, and what is none. */
const ROWS: readonly Row[] = [
  ['grammar', 'a document that is no object can say anything', { identity: [42] }, 'conditional'],
  ['grammar', 'a null document can say anything', { identity: [null] }, 'conditional'],
  ['grammar', 'a list is no document', { identity: [[allow()]] }, 'conditional'],
  ['grammar', 'text that is not JSON', { identity: ['Allow everything'] }, 'conditional'],
  [
    'grammar',
    'text that is still URL-encoded',
    { identity: [encodeURIComponent(JSON.stringify(ALLOW))] },
    'conditional',
  ],
  ['grammar', 'JSON text is read', { identity: [JSON.stringify(ALLOW)] }, 'allow'],
  ['grammar', 'JSON text of a Deny is read', { identity: [ALLOW, JSON.stringify(DENY)] }, 'explicit-deny'],
  [
    'grammar',
    'an element may not stand twice: it is not the last one that counts',
    {
      identity: ['{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}'],
    },
    'conditional',
  ],
  [
    'grammar',
    'nor may an operator: the first key would be lost',
    {
      identity: [
        '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"a":"true"},"Null":{"b":"true"}}}}',
      ],
    },
    'conditional',
  ],
  [
    'condition',
    'keys that differ in case alone are one key twice',
    { identity: [document(allow({ Condition: { Null: { 'aws:a': 'true', 'AWS:A': 'false' } } }))] },
    'conditional',
  ],
  [
    'grammar',
    'an operator names a key',
    { identity: [document(allow({ Condition: { StringEquals: {} } }))] },
    'conditional',
  ],
  [
    'sid',
    'a Sid is unique in its document',
    { identity: [document(allow({ Sid: 'Agent' }), allow({ Sid: 'Agent' }))] },
    'conditional',
  ],
  [
    'sid',
    'two documents may share one',
    { identity: [document(allow({ Sid: 'Agent' })), document(allow({ Sid: 'Agent' }))] },
    'allow',
  ],
  [
    'sid',
    'an empty one is none',
    { identity: [document(allow({ Sid: '' }), allow({ Sid: '', Action: 's3:*' }))] },
    'allow',
  ],
  [
    'sid',
    'other services need not tell them apart',
    {
      identity,
      endpoint: document(
        allow({ Sid: 'a', Principal: '*' }),
        allow({ Sid: 'a', Principal: '*', Action: 's3:*' }),
      ),
    },
    'allow',
  ],
  [
    'grammar',
    'element names tell case apart',
    { identity: [{ version: '2012-10-17', statement: [allow()] }] },
    'conditional',
  ],
  ['grammar', 'JSON text of something else', { identity: ['"*"'] }, 'conditional'],
  ['grammar', 'Statement is required', { identity: [{ Version: '2012-10-17' }] }, 'conditional'],
  ['grammar', 'a list takes one or more', { identity: [document()] }, 'conditional'],
  [
    'grammar',
    'one statement needs no list',
    { identity: [{ Version: '2012-10-17', Statement: allow() }] },
    'allow',
  ],
  ['grammar', 'a statement is an object', { identity: [{ Statement: ['Allow'] }] }, 'conditional'],
  ['effect', 'Effect is required', { identity: [document(allow({ Effect: undefined }))] }, 'conditional'],
  ['effect', 'Effect is Allow or Deny', { identity: [document(allow({ Effect: 'Permit' }))] }, 'conditional'],
  ['effect', 'Effect tells case apart', { identity: [document(allow({ Effect: 'allow' }))] }, 'conditional'],
  [
    'action',
    'Action or NotAction is required',
    { identity: [document(allow({ Action: undefined }))] },
    'conditional',
  ],
  [
    'grammar',
    'Action and NotAction exclude each other',
    { identity: [document(allow({ NotAction: 's3:*' }))] },
    'conditional',
  ],
  ['grammar', 'an action is a string', { identity: [document(allow({ Action: 7 }))] }, 'conditional'],
  [
    'grammar',
    'a list of actions holds strings',
    { identity: [document(allow({ Action: [UPDATE, null] }))] },
    'conditional',
  ],
  [
    'grammar',
    'a list of actions is not empty',
    { identity: [document(allow({ Action: [] }))] },
    'conditional',
  ],
  [
    'resource',
    'Resource or NotResource is required',
    { identity: [document(allow({ Resource: undefined }))] },
    'conditional',
  ],
  [
    'grammar',
    'Resource and NotResource exclude each other',
    { identity: [document(allow({ NotResource: '*' }))] },
    'conditional',
  ],
  ['grammar', 'a resource is a string', { identity: [document(allow({ Resource: {} }))] }, 'conditional'],
  ['grammar', 'a condition is a map', { identity: [document(allow({ Condition: [] }))] }, 'conditional'],
  [
    'grammar',
    'a condition operator holds a map',
    { identity: [document(allow({ Condition: { Bool: 'true' } }))] },
    'conditional',
  ],
  [
    'grammar',
    'a condition value is a string',
    { identity: [document(allow({ Condition: { Bool: { k: {} } } }))] },
    'conditional',
  ],
  ['grammar', 'an empty condition is none', { identity: [document(allow({ Condition: {} }))] }, 'allow'],
  [
    'grammar',
    'a misspelt element is not one that is missing',
    { identity: [document(allow({ Conditions: {} }))] },
    'conditional',
  ],
  ['grammar', 'a Sid is a string', { identity: [document(allow({ Sid: 1 }))] }, 'conditional'],
  [
    'version',
    'there are two versions',
    { identity: [{ Version: '2020-01-01', Statement: [allow()] }] },
    'conditional',
  ],
  ['version', 'the older version', { identity: [{ Version: '2008-10-17', Statement: [allow()] }] }, 'allow'],
  ['version', 'no version', { identity: [{ Statement: [allow()] }] }, 'allow'],
  ['grammar', 'one unreadable document beside an Allow may deny', { identity: [ALLOW, 'x'] }, 'conditional'],
  [
    'grammar',
    'one unreadable document beside a Deny changes nothing',
    { identity: [DENY, 'x'] },
    'explicit-deny',
  ],
  ['grammar', 'an unreadable boundary', { identity, boundary: 'x' }, 'conditional'],
  ['grammar', 'an unreadable level', { identity, serviceControl: [ALLOW_ALL, 'x'] }, 'conditional'],
  [
    'grammar',
    'one unreadable statement makes the document unreadable',
    { identity: [document(allow(), { Effect: 'Allow' })] },
    'conditional',
  ],
];

const request = { action: UPDATE, resource: INSTANCE };

export const DOCUMENT_CASES: readonly EvaluationCase[] = ROWS.map(([page, says, policies, word]) => ({
  says,
  page,
  request,
  policies,
  word,
}));
