import { known } from '../../../src/model/known.ts';
import { allow, deny, FIVE, policy } from '../iam/role-fixtures.ts';
import type { RuleCases } from '../../support/rule-tester.ts';
import { ACCOUNT } from '../../support/subject.ts';
import {
  KEY,
  FOREIGN_KEY,
  ROLE,
  LIMIT,
  to,
  against,
  FOR_ROLE,
  denied,
  key,
  mayDecrypt,
  keyAnswers,
  situation,
} from './session-targets.ts';

/** Nobody looks at the grants of a key that its policy settles. */
const GRANTS = [`KeyGrants.${KEY}`];
const grantTo = (GranteePrincipal: string, rest: object = {}) => ({
  GrantId: 'g-1',
  GranteePrincipal,
  Operations: ['Decrypt'],
  ...rest,
});

export const KEY_CASES: Required<Pick<RuleCases<object>, 'pass' | 'fail' | 'unknown'>> = {
  pass: [
    {
      name: 'a key whose policy leaves it to IAM, and IAM allows',
      given: situation(key, mayDecrypt, keyAnswers()),
      irrelevant: GRANTS,
    },
    {
      name: 'a key whose policy lets the role, without IAM',
      given: situation(key, {}, keyAnswers({ statements: [FOR_ROLE] })),
      irrelevant: GRANTS,
    },
    {
      name: 'a key by its alias',
      given: situation({ kmsKeyId: 'alias/session' }, mayDecrypt, keyAnswers({ id: 'alias/session' })),
      irrelevant: ['KeyGrants.alias/session'],
    },
    {
      name: 'a key that everyone of the account may use',
      given: situation(
        key,
        {},
        keyAnswers({
          statements: [
            to({ AWS: '*' }, 'kms:Decrypt', {
              Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } },
            }),
          ],
        }),
      ),
      irrelevant: GRANTS,
    },
    {
      name: 'a key that a grant lets the role use',
      given: situation(key, {}, keyAnswers({ grants: [grantTo(ROLE)] })),
    },
  ],
  fail: [
    {
      name: 'a key that is not there',
      given: situation(key, mayDecrypt, { Keys: { [KEY]: known(undefined) } }),
      at: ['kmsKeyId'],
    },
    {
      name: 'a key that signs',
      given: situation(
        key,
        mayDecrypt,
        keyAnswers({ key: { KeyUsage: 'SIGN_VERIFY', KeySpec: 'RSA_2048' } }),
      ),
      at: ['kmsKeyId'],
    },
    {
      name: 'an asymmetric key that encrypts',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeySpec: 'RSA_4096' } })),
      at: ['kmsKeyId'],
    },
    {
      name: 'a disabled key',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'Disabled' } })),
      at: ['KeyState'],
    },
    {
      name: 'a key that waits for its deletion',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'PendingDeletion' } })),
      at: ['KeyState'],
    },
    {
      name: 'a key that waits for the deletion of its replicas',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'PendingReplicaDeletion' } })),
      at: ['KeyState'],
    },
    {
      name: 'a key without material',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'PendingImport' } })),
      at: ['KeyState'],
    },
    {
      name: 'a key whose store is not connected',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'Unavailable' } })),
      at: ['KeyState'],
    },
    {
      name: 'a key left to IAM, and IAM says nothing',
      given: situation(key, {}, keyAnswers()),
      at: ['kms:Decrypt'],
    },
    {
      name: 'a key whose policy names another role only',
      given: situation(
        key,
        mayDecrypt,
        keyAnswers({ statements: [to({ AWS: `arn:aws:iam::${ACCOUNT}:role/batch` }, 'kms:*')] }),
      ),
      at: ['kms:Decrypt@kms-key'],
    },
    {
      name: 'a key whose policy names nobody here, under a boundary that lacks it too',
      given: situation(
        key,
        { ...mayDecrypt, boundary: LIMIT },
        keyAnswers({ statements: [to({ AWS: 'arn:aws:iam::444455556666:root' }, 'kms:*')] }),
        { [LIMIT]: policy(allow(FIVE)) },
      ),
      at: ['kms:Decrypt@kms-key', 'kms:Decrypt'],
    },
    {
      name: 'a key whose policy lets the role, under a boundary that does not',
      given: situation(key, { boundary: LIMIT }, keyAnswers({ statements: [FOR_ROLE] }), {
        [LIMIT]: policy(allow(FIVE)),
      }),
      at: ['kms:Decrypt'],
    },
    {
      name: 'a key whose policy denies the role',
      given: situation(
        key,
        mayDecrypt,
        keyAnswers({ statements: [FOR_ROLE, against({ AWS: ROLE }, 'kms:Decrypt')] }),
      ),
      at: ['kms:Decrypt@kms-key'],
    },
    {
      name: 'a key that both sides deny',
      given: situation(
        key,
        { inline: [deny('kms:Decrypt')] },
        keyAnswers({ statements: [FOR_ROLE, against('*', 'kms:*')] }),
      ),
      at: ['kms:Decrypt', 'kms:Decrypt@kms-key'],
    },
    {
      name: 'a grant for another role',
      given: situation(key, {}, keyAnswers({ grants: [grantTo(`arn:aws:iam::${ACCOUNT}:role/batch`)] })),
      at: ['kms:Decrypt'],
    },
    {
      name: 'a key that was not read, while the role is denied it',
      given: situation(key, { inline: [deny('kms:*')] }, { Keys: { [KEY]: denied('kms:DescribeKey') } }),
      at: ['kms:Decrypt'],
    },
    {
      name: 'a key whose policy was not read, while the role is denied it',
      given: situation(
        key,
        { inline: [deny('kms:*')] },
        { ...keyAnswers(), KeyPolicies: { [KEY]: denied('kms:GetKeyPolicy') } },
      ),
      at: ['kms:Decrypt'],
    },
  ],
  unknown: [
    {
      name: 'a key that was not read',
      given: situation(key, mayDecrypt, { Keys: { [KEY]: denied('kms:DescribeKey') } }),
    },
    {
      name: 'a key whose policy was not read',
      given: situation(key, mayDecrypt, {
        ...keyAnswers(),
        KeyPolicies: { [KEY]: denied('kms:GetKeyPolicy') },
      }),
    },
    {
      name: 'a key whose policy nobody asked for',
      given: situation(key, mayDecrypt, { ...keyAnswers(), KeyPolicies: {} }),
    },
    {
      name: 'a key that only a grant could open, and grants were not read',
      given: situation(key, {}, { ...keyAnswers(), KeyGrants: { [KEY]: denied('kms:ListGrants') } }),
    },
    {
      name: 'a key that only a grant could open, and nobody asked for grants',
      given: situation(key, {}, { ...keyAnswers(), KeyGrants: {} }),
    },
    {
      name: 'a grant with constraints',
      given: situation(
        key,
        {},
        keyAnswers({ grants: [grantTo(ROLE, { Constraints: { EncryptionContextSubset: { a: 'b' } } })] }),
      ),
    },
    {
      name: 'a grant to the whole account',
      given: situation(key, {}, keyAnswers({ grants: [grantTo(`arn:aws:iam::${ACCOUNT}:root`)] })),
    },
    {
      name: 'a grant under a boundary that was not read',
      given: situation(key, { boundary: LIMIT }, keyAnswers({ grants: [grantTo(ROLE)] })),
    },
    {
      name: 'a grant of a key that is not left to IAM, while a policy that may deny it was not read',
      given: situation(
        key,
        { attached: [`arn:aws:iam::${ACCOUNT}:policy/own`] },
        keyAnswers({
          statements: [to({ AWS: 'arn:aws:iam::444455556666:root' }, 'kms:*')],
          grants: [grantTo(ROLE)],
        }),
      ),
    },
    {
      name: 'a grant, and a Deny of the role under a condition',
      given: situation(
        key,
        { inline: [{ ...deny('kms:*'), Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }] },
        keyAnswers({ grants: [grantTo(ROLE)] }),
      ),
    },
    {
      name: 'a grant, and a Deny of the key under a condition',
      given: situation(
        key,
        {},
        keyAnswers({
          statements: [
            against('*', 'kms:*', { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
          ],
          grants: [grantTo(ROLE)],
        }),
      ),
    },
    {
      name: 'a grant under a boundary that does not allow it',
      given: situation(key, { boundary: LIMIT }, keyAnswers({ grants: [grantTo(ROLE)] }), {
        [LIMIT]: policy(allow(FIVE)),
      }),
    },
    {
      name: 'a key in a state that passes',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeyState: 'Updating' } })),
    },
    {
      name: 'a key whose kind the answer leaves out',
      given: situation(key, mayDecrypt, keyAnswers({ key: { KeySpec: undefined as never } })),
    },
    {
      name: 'a key of another account that was read',
      given: situation(
        { kmsKeyId: FOREIGN_KEY },
        { inline: [allow('kms:Decrypt')] },
        keyAnswers({ id: FOREIGN_KEY, key: { Arn: FOREIGN_KEY } }),
      ),
    },
    {
      name: 'a key policy that cannot be understood',
      given: situation(key, mayDecrypt, { ...keyAnswers(), KeyPolicies: { [KEY]: known('{') } }),
    },
    {
      name: 'a key policy that asks for an organisation',
      given: situation(
        key,
        mayDecrypt,
        keyAnswers({
          statements: [
            to('*', 'kms:Decrypt', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
          ],
        }),
      ),
    },
    {
      name: 'a key left to IAM, and one of the policies was not read',
      given: situation(
        key,
        { ...mayDecrypt, attached: [`arn:aws:iam::${ACCOUNT}:policy/own`] },
        keyAnswers(),
      ),
    },
    {
      name: 'a key left to IAM, under a boundary that was not read',
      given: situation(key, { ...mayDecrypt, boundary: LIMIT }, keyAnswers()),
    },
    {
      name: 'a key by its alias, and all keys but one denied',
      given: situation(
        { kmsKeyId: 'alias/session' },
        { inline: [allow('kms:*'), { Effect: 'Deny', Action: 'kms:*', NotResource: KEY }] },
      ),
    },
    {
      name: 'a key that is called constructor, which nobody asked about',
      given: situation({ kmsKeyId: 'constructor' }, { inline: [allow('kms:*')] }),
    },
  ],
};
