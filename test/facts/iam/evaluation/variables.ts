import type { AccessRequest, Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, deny, document, PAGES } from './case.ts';
import type { EvaluationCase, StatementFields } from './case.ts';

type Context = NonNullable<AccessRequest['context']>;
type Row = readonly [says: string, statement: StatementFields, context: Context, word: Word];

const HOME = 'arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username}/*';
const resource = 'arn:aws:s3:::amzn-s3-demo-bucket/home/adele/notes.txt';
const request = { action: 's3:GetObject', resource };
const withTag = (pattern: string | readonly string[]): StatementFields => ({
  Condition: { StringLike: { 's3:prefix': pattern } },
});

const CURRENT: readonly Row[] = [
  ['a known variable is replaced', { Resource: HOME }, { 'aws:username': 'adele' }, 'allow'],
  ['with another value nothing matches', { Resource: HOME }, { 'aws:username': 'david' }, 'implicit-deny'],
  ['an unknown variable leaves it open', { Resource: HOME }, {}, 'conditional'],
  [
    'unless nothing it could be would match',
    { Resource: 'arn:aws:s3:::other/${aws:username}/*' },
    {},
    'implicit-deny',
  ],
  [
    'a variable without a value matches no resource',
    { Resource: HOME },
    { 'aws:username': [] },
    'implicit-deny',
  ],
  [
    'variable names fold case',
    { Resource: HOME.replace('username', 'UserName') },
    { 'AWS:USERNAME': 'adele' },
    'allow',
  ],
  ['values tell case apart', { Resource: HOME }, { 'aws:username': 'Adele' }, 'implicit-deny'],
  ['a star in a value is a plain character', { Resource: HOME }, { 'aws:username': '*' }, 'implicit-deny'],
  [
    'a question mark in a value is a plain character',
    { Resource: HOME },
    { 'aws:username': 'adel?' },
    'implicit-deny',
  ],
  [
    'the rest of the pattern keeps its wildcards',
    { Resource: 'arn:aws:s3:::*/home/${aws:username}/*.txt' },
    { 'aws:username': 'adele' },
    'allow',
  ],
  [
    'a tag as a variable',
    { Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:PrincipalTag/team}/*' },
    { 'aws:PrincipalTag/team': 'adele' },
    'allow',
  ],
  [
    'two variables',
    { Resource: 'arn:aws:s3:::${aws:PrincipalTag/b}/home/${aws:username}/*' },
    { 'aws:username': 'adele', 'aws:PrincipalTag/b': 'amzn-s3-demo-bucket' },
    'allow',
  ],
  [
    'one of two unknown',
    { Resource: 'arn:aws:s3:::${aws:PrincipalTag/b}/home/${aws:username}/*' },
    { 'aws:username': 'adele' },
    'conditional',
  ],
  [
    'one of two unknown, the other wrong',
    { Resource: 'arn:aws:s3:::${aws:PrincipalTag/b}/home/${aws:username}/*' },
    { 'aws:username': 'david' },
    'implicit-deny',
  ],
  [
    'a multivalued key is no variable',
    { Resource: HOME },
    { 'aws:username': ['adele', 'david'] },
    'conditional',
  ],
  [
    'not even as the whole resource part',
    { Resource: 'arn:aws:s3:::${aws:username}' },
    { 'aws:username': [] },
    'implicit-deny',
  ],
  [
    'beside a pattern that matches it does no harm',
    { Resource: [HOME, 'arn:aws:s3:::amzn-s3-demo-bucket/*'] },
    { 'aws:username': [] },
    'allow',
  ],
  [
    'NotResource of a variable without a value leaves out nothing',
    { Resource: undefined, NotResource: HOME },
    { 'aws:username': [] },
    'allow',
  ],
  [
    'no text is equal to a variable without a value',
    { Condition: { StringEquals: { 's3:prefix': '${aws:username}' } } },
    { 'aws:username': [], 's3:prefix': '' },
    'implicit-deny',
  ],
  [
    'every text differs from a variable without a value',
    { Condition: { StringNotEquals: { 's3:prefix': '${aws:username}' } } },
    { 'aws:username': [], 's3:prefix': 'adele' },
    'allow',
  ],
  [
    'an unknown text differs from it too',
    { Condition: { StringNotLike: { 's3:prefix': '${aws:username}/*' } } },
    { 'aws:username': [] },
    'allow',
  ],
  [
    'of several values the others still match',
    withTag(['${aws:username}/*', 'adele/*']),
    { 'aws:username': [], 's3:prefix': 'adele/x' },
    'allow',
  ],
  [
    'a brace that is not closed is not a form AWS allows',
    { Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username' },
    { 'aws:username': 'adele' },
    'conditional',
  ],
  [
    'nor is a space in the name',
    { Resource: HOME.replace('aws:username', ' aws:username ') },
    { 'aws:username': 'adele' },
    'conditional',
  ],
  ['nor an empty name', { Resource: HOME.replace('aws:username', '') }, { '': 'adele' }, 'conditional'],
  [
    'nor a default without quotation marks',
    { Resource: HOME.replace('username', 'username, adele') },
    { 'aws:username': [] },
    'conditional',
  ],
  [
    'the default of a tag that is not set',
    { Condition: { StringEquals: { 's3:prefix': "${aws:PrincipalTag/team, 'company-wide'}" } } },
    { 'aws:PrincipalTag/team': [], 's3:prefix': 'company-wide' },
    'allow',
  ],
  [
    'a star in a default is a plain character',
    { Resource: "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username, '*'}" },
    { 'aws:username': [] },
    'implicit-deny',
  ],
  [
    '${*} means a star that is really there',
    { Condition: { StringLike: { 's3:prefix': 'a${*}?' } } },
    { 's3:prefix': 'a*b' },
    'allow',
  ],
  [
    '${$} before a brace makes a literal of what looks like a variable',
    { Condition: { StringEquals: { 's3:prefix': '${$}{aws:username}' } } },
    { 's3:prefix': '${aws:username}', 'aws:username': 'adele' },
    'allow',
  ],
  [
    'the default stands in for an absent key',
    { Resource: "arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username, 'adele'}/*" },
    { 'aws:username': [] },
    'allow',
  ],
  [
    'the default gives way to a value',
    { Resource: "arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username, 'adele'}/*" },
    { 'aws:username': 'david' },
    'implicit-deny',
  ],
  [
    'with a default an unknown key is still unknown',
    { Resource: "arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username, 'adele'}/*" },
    {},
    'conditional',
  ],
  [
    '${*} is a star, not a wildcard',
    { Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/${*}' },
    {},
    'implicit-deny',
  ],
  [
    '${?} is a question mark, not a wildcard',
    { Resource: resource.replace('adele', 'adel${?}') },
    {},
    'implicit-deny',
  ],
  ['${$} is a dollar sign', { Resource: resource.replace('adele', '${$}adele') }, {}, 'implicit-deny'],
  [
    'a variable before the fifth colon is not allowed',
    { Resource: 'arn:${aws:partition}:s3:::amzn-s3-demo-bucket/*' },
    { 'aws:partition': 'aws' },
    'conditional',
  ],
  ['nor may one be the whole resource', { Resource: '${aws:username}' }, {}, 'conditional'],
  [
    'an unknown variable in NotResource is open',
    { Resource: undefined, NotResource: HOME },
    {},
    'conditional',
  ],
  [
    'NotResource of a pattern that can never match',
    { Resource: undefined, NotResource: 'arn:aws:s3:::other/${aws:username}' },
    {},
    'allow',
  ],
  [
    'a variable in a string condition',
    withTag('${aws:username}/*'),
    { 'aws:username': 'adele', 's3:prefix': 'adele/x' },
    'allow',
  ],
  [
    'a variable in a string condition, other value',
    withTag('${aws:username}/*'),
    { 'aws:username': 'david', 's3:prefix': 'adele/x' },
    'implicit-deny',
  ],
  [
    'an unknown variable in a condition',
    withTag('${aws:username}/*'),
    { 's3:prefix': 'adele/x' },
    'conditional',
  ],
  [
    'an unknown variable in a condition that fails anyway',
    withTag('home/${aws:username}/*'),
    { 's3:prefix': 'logs/x' },
    'implicit-deny',
  ],
  ['an unknown variable with an unknown key', withTag('${aws:username}/*'), {}, 'conditional'],
  [
    'a variable in an ARN condition',
    { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:${aws:username}' } } },
    { 'aws:username': 'a', 'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:a' },
    'allow',
  ],
  [
    'StringEquals with a variable compares the value itself',
    { Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } } },
    { 'aws:ResourceAccount': '111122223333', 'aws:PrincipalAccount': '111122223333' },
    'allow',
  ],
  [
    'a variable has no place in a numeric condition',
    { Condition: { NumericLessThan: { 's3:max-keys': '${aws:username}' } } },
    { 's3:max-keys': '1', 'aws:username': '5' },
    'conditional',
  ],
  [
    'a variable is not replaced in an action',
    { Action: 's3:${aws:username}' },
    { 'aws:username': 'GetObject' },
    'implicit-deny',
  ],
];

/** The same text in documents of the older version. */
const OLDER: readonly Row[] = [
  ['a variable is literal text', { Resource: HOME }, { 'aws:username': 'adele' }, 'implicit-deny'],
  ['an unknown variable is literal text as well', { Resource: HOME }, {}, 'implicit-deny'],
  [
    '${*} is a wildcard between literal braces',
    { Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/${*}' },
    {},
    'implicit-deny',
  ],
  [
    'in a condition it is literal text',
    withTag('${aws:username}'),
    { 's3:prefix': '${aws:username}' },
    'allow',
  ],
];

function toCase(
  page: keyof typeof PAGES,
  version: string | undefined,
  [says, fields, context, word]: Row,
): EvaluationCase {
  const statement = allow({ Action: 's3:*', ...fields });
  const policy =
    version === undefined ? { Statement: [statement] } : { Version: version, Statement: [statement] };
  return {
    says: `${version ?? 'no version'}, ${says}`,
    page,
    request: { ...request, context },
    policies: { identity: [policy] },
    word,
  };
}

export const VARIABLE_CASES: readonly EvaluationCase[] = [
  ...CURRENT.map((row) => toCase('variables', '2012-10-17', row)),
  ...OLDER.flatMap((row) => [toCase('version', '2008-10-17', row), toCase('version', undefined, row)]),
  {
    says: 'a Deny with an unknown variable is open',
    page: 'variables',
    request,
    policies: { identity: [document(allow({ Action: 's3:*' }), deny({ Action: 's3:*', Resource: HOME }))] },
    word: 'conditional',
  },
  {
    says: 'the text of an older document is not the same test as one whose variable is replaced',
    page: 'version',
    request: { ...request, context: { 'aws:username': 'adele' } },
    policies: {
      identity: [
        { Statement: [allow({ Action: 's3:*', ...withTag('${aws:username}/*') })] },
        document(
          allow({ Action: 's3:*', Condition: { StringNotLike: { 's3:prefix': '${aws:username}/*' } } }),
        ),
      ],
    },
    word: 'conditional',
  },
];
