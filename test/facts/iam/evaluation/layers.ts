import type { PolicySet, Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, ALLOW_ALL, deny, document, EVERYONE, INSTANCE, PAGES, UPDATE } from './case.ts';
import type { EvaluationCase } from './case.ts';

type Row = readonly [page: keyof typeof PAGES, says: string, policies: PolicySet, word: Word];

const ALLOW = document(allow());
const DENY = document(deny());
const OTHER = document(allow({ Action: 's3:*' }));
const MAYBE_ALLOW = document(allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
const MAYBE_DENY = document(deny({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
const identity = [ALLOW];

const ROWS: readonly Row[] = [
  ['logic', 'without any policy everything is refused', { identity: [] }, 'implicit-deny'],
  ['logic', 'what no policy mentions is refused', { identity: [OTHER] }, 'implicit-deny'],
  ['logic', 'any of several policies may allow', { identity: [OTHER, ALLOW] }, 'allow'],
  ['logic', 'a Deny in another policy wins', { identity: [ALLOW, DENY] }, 'explicit-deny'],
  ['logic', 'a Deny in front wins as well', { identity: [DENY, ALLOW] }, 'explicit-deny'],
  ['logic', 'a Deny alone is an explicit one', { identity: [DENY] }, 'explicit-deny'],
  ['logic', 'several Allows stay an Allow', { identity: [ALLOW, ALLOW_ALL] }, 'allow'],
  ['logic', 'an Allow under an unknown condition is open', { identity: [MAYBE_ALLOW] }, 'conditional'],
  ['logic', 'a certain Allow beside it decides', { identity: [MAYBE_ALLOW, ALLOW] }, 'allow'],
  ['logic', 'a Deny under an unknown condition is open', { identity: [ALLOW, MAYBE_DENY] }, 'conditional'],
  ['logic', 'a certain Deny beside it decides', { identity: [ALLOW, MAYBE_DENY, DENY] }, 'explicit-deny'],
  [
    'logic',
    'the same condition allows and denies: refused either way, in two words',
    { identity: [MAYBE_ALLOW, MAYBE_DENY] },
    'conditional',
  ],
  [
    'logic',
    'an unknown Deny with nothing that allows is one of two refusals',
    { identity: [MAYBE_DENY] },
    'conditional',
  ],
  ['boundary', 'a boundary that allows too leaves the Allow', { identity, boundary: ALLOW_ALL }, 'allow'],
  [
    'boundary',
    'a boundary that does not mention the action caps it',
    { identity, boundary: OTHER },
    'implicit-deny',
  ],
  ['boundary', 'a boundary grants nothing by itself', { identity: [], boundary: ALLOW_ALL }, 'implicit-deny'],
  [
    'boundary',
    'a Deny in the boundary wins',
    { identity, boundary: document(allow(), deny()) },
    'explicit-deny',
  ],
  [
    'boundary',
    'a Deny in the identity wins over the boundary',
    { identity: [ALLOW, DENY], boundary: ALLOW_ALL },
    'explicit-deny',
  ],
  ['boundary', 'an open boundary leaves it open', { identity, boundary: MAYBE_ALLOW }, 'conditional'],
  [
    'boundary',
    'an open boundary over nothing changes nothing',
    { identity: [], boundary: MAYBE_ALLOW },
    'implicit-deny',
  ],
  [
    'boundary',
    'an open identity under a closed boundary is refused',
    { identity: [MAYBE_ALLOW], boundary: OTHER },
    'implicit-deny',
  ],
  [
    'endpoint',
    'the default policy lets everything through',
    { identity, endpoint: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] } },
    'allow',
  ],
  [
    'endpoint',
    'an endpoint policy grants nothing by itself',
    { identity: [], endpoint: EVERYONE },
    'implicit-deny',
  ],
  [
    'endpoint',
    'an endpoint policy for another service caps it',
    { identity, endpoint: document(allow({ Principal: '*', Action: 's3:*' })) },
    'implicit-deny',
  ],
  [
    'endpoint',
    'everyone may be written as an AWS star',
    { identity, endpoint: document(allow({ Principal: { AWS: '*' } })) },
    'allow',
  ],
  [
    'endpoint',
    'everyone may stand in a list',
    { identity, endpoint: document(allow({ Principal: { AWS: ['*'] } })) },
    'allow',
  ],
  [
    'endpoint',
    'a Deny of everyone wins',
    { identity, endpoint: document(allow({ Principal: '*' }), deny({ Principal: '*' })) },
    'explicit-deny',
  ],
  [
    'endpoint',
    'a named principal is open as long as the caller is unknown',
    { identity, endpoint: document(allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/web' } })) },
    'conditional',
  ],
  [
    'endpoint',
    'a denied principal is open too',
    {
      identity,
      endpoint: document(
        allow({ Principal: '*' }),
        deny({ Principal: { AWS: 'arn:aws:iam::111122223333:role/web' } }),
      ),
    },
    'conditional',
  ],
  [
    'endpoint',
    'NotPrincipal is open',
    {
      identity,
      endpoint: document(
        allow({ Principal: '*' }),
        deny({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/web' } }),
      ),
    },
    'conditional',
  ],
  ['endpoint', 'a policy must contain a Principal', { identity, endpoint: ALLOW }, 'conditional'],
  [
    'endpoint',
    'a Principal is everyone or a map, not an ARN',
    { identity, endpoint: document(allow({ Principal: 'arn:aws:iam::111122223333:role/web' })) },
    'conditional',
  ],
  [
    'serviceControl',
    'every level allows',
    { identity, serviceControl: [ALLOW_ALL, ALLOW_ALL, ALLOW_ALL] },
    'allow',
  ],
  [
    'serviceControl',
    'one level that does not allow refuses',
    { identity, serviceControl: [ALLOW_ALL, OTHER, ALLOW_ALL] },
    'implicit-deny',
  ],
  [
    'serviceControl',
    'two levels do not add up',
    { identity, serviceControl: [OTHER, ALLOW] },
    'implicit-deny',
  ],
  [
    'serviceControl',
    'a Deny on one level wins',
    { identity, serviceControl: [ALLOW_ALL, document(allow(), deny())] },
    'explicit-deny',
  ],
  [
    'serviceControl',
    'no level grants anything',
    { identity: [], serviceControl: [ALLOW_ALL] },
    'implicit-deny',
  ],
  ['serviceControl', 'no levels cap nothing', { identity, serviceControl: [] }, 'allow'],
  [
    'serviceControl',
    'an open level leaves it open',
    { identity, serviceControl: [ALLOW_ALL, MAYBE_ALLOW] },
    'conditional',
  ],
  [
    'serviceControl',
    'a policy of one level must allow by itself: FullAWSAccess is another document',
    { identity, serviceControl: [DENY] },
    'explicit-deny',
  ],
  [
    'logic',
    'all layers allow',
    { identity, boundary: ALLOW_ALL, endpoint: EVERYONE, serviceControl: [ALLOW_ALL] },
    'allow',
  ],
  [
    'logic',
    'the last layer refuses',
    { identity, boundary: ALLOW_ALL, endpoint: EVERYONE, serviceControl: [OTHER] },
    'implicit-deny',
  ],
  [
    'logic',
    'a Deny in one layer beats a missing Allow in another',
    { identity: [], boundary: DENY },
    'explicit-deny',
  ],
  [
    'logic',
    'the same unknown in two layers is one unknown',
    { identity: [MAYBE_ALLOW], boundary: MAYBE_ALLOW },
    'conditional',
  ],
  [
    'logic',
    'Allow where the key is so, refused where it is not: never allowed',
    {
      identity: [MAYBE_ALLOW],
      boundary: document(allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-2' } } })),
    },
    'implicit-deny',
  ],
  [
    'principal',
    'Principal in an identity policy is not allowed',
    { identity: [document(allow({ Principal: '*' }))] },
    'conditional',
  ],
  ['principal', 'Principal in a boundary is not allowed', { identity, boundary: EVERYONE }, 'conditional'],
];

const CALLER = 'arn:aws:iam::111122223333:role/service/web';

/** Endpoint policies, with the caller's ARN known. */
const CALLED: readonly (readonly [says: string, principal: unknown, word: Word])[] = [
  ['the role by its ARN', { AWS: CALLER }, 'allow'],
  ['one of several', { AWS: ['arn:aws:iam::111122223333:role/db', CALLER] }, 'allow'],
  ['another role', { AWS: 'arn:aws:iam::111122223333:role/db' }, 'implicit-deny'],
  ['a user of that name', { AWS: 'arn:aws:iam::111122223333:user/service/web' }, 'implicit-deny'],
  ['the account by its root', { AWS: 'arn:aws:iam::111122223333:root' }, 'allow'],
  ['the account by its number', { AWS: '111122223333' }, 'allow'],
  ['another account', { AWS: '444455556666' }, 'implicit-deny'],
  ['another account by its root', { AWS: 'arn:aws:iam::444455556666:root' }, 'implicit-deny'],
  ['one session of the role', { AWS: 'arn:aws:sts::111122223333:assumed-role/web/i-0abc' }, 'conditional'],
  ['a session of another role', { AWS: 'arn:aws:sts::111122223333:assumed-role/db/i-0abc' }, 'implicit-deny'],
  ['a unique id, left by a deleted role', { AWS: 'AROAEXAMPLEID' }, 'conditional'],
  ['part of an ARN, which is not allowed', { AWS: 'arn:aws:iam::111122223333:role/*' }, 'conditional'],
  ['a service', { Service: 'ec2.amazonaws.com' }, 'implicit-deny'],
];

const request = { action: UPDATE, resource: INSTANCE };

/** The same for a service that has gateway endpoints as well: they read principals in another way. */
const GATEWAY: readonly (readonly [says: string, principal: unknown, word: Word])[] = [
  ['everyone', '*', 'allow'],
  ['everyone of AWS', { AWS: '*' }, 'allow'],
  ['the account, or its root user alone', { AWS: 'arn:aws:iam::111122223333:root' }, 'conditional'],
  ['the account by its number', { AWS: '111122223333' }, 'conditional'],
  ['a role, where none can be named', { AWS: CALLER }, 'conditional'],
  ['another account is the caller for neither', { AWS: '444455556666' }, 'implicit-deny'],
];

export const LAYER_CASES: readonly EvaluationCase[] = [
  ...ROWS.map(([page, says, policies, word]): EvaluationCase => ({ says, page, request, policies, word })),
  ...CALLED.map(([says, principal, word]): EvaluationCase => ({
    says: `endpoint principal: ${says}`,
    page: 'principal',
    request: { ...request, context: { 'aws:PrincipalArn': CALLER } },
    policies: { identity, endpoint: document(allow({ Principal: principal })) },
    word,
  })),
  ...GATEWAY.map(([says, principal, word]): EvaluationCase => ({
    says: `principal where there are gateway endpoints: ${says}`,
    page: 'endpoint',
    request: {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket/logs',
      context: { 'aws:PrincipalArn': CALLER },
    },
    policies: { identity: [OTHER], endpoint: document(allow({ Action: 's3:*', Principal: principal })) },
    word,
  })),
];
