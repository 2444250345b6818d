import { keyArn, LOST_KEY } from './account.ts';
import { TARGET_REGIONS } from './target-regions.ts';
import {
  allow,
  CORE,
  coreAnd,
  deniedBy,
  deny,
  type Expected,
  PAGES,
  type RoleSituation,
} from './role-situation.ts';

const DECRYPT = 'kms:Decrypt';
type KeyRegion = {
  [Name in keyof typeof TARGET_REGIONS]: (typeof TARGET_REGIONS)[Name] extends { targets: { key: object } }
    ? Name
    : never;
}[keyof typeof TARGET_REGIONS];

const arnIn = (region: KeyRegion) => keyArn(TARGET_REGIONS[region].region);
const mayDecryptIn = (region: KeyRegion) => coreAnd(allow(DECRYPT, { Resource: arnIn(region) }));
const satisfiable = (expected: Expected) => ({ 'session-preferences-satisfiable': expected });
const lacksKey = (region: KeyRegion) =>
  satisfiable({ fail: { [DECRYPT]: `iam-role/{role}:grant-${DECRYPT}@${arnIn(region)}` } });
const isUnusable = (region: KeyRegion) =>
  satisfiable({ fail: { KeyState: `kms-key/${arnIn(region)}:repair` } });
const isWrongKey = (id: string) =>
  satisfiable({ fail: { kmsKeyId: `document/SSM-SessionManagerRunShell:replace-key-${id}` } });

/** The policy of the key that it keeps to itself does not name the role. */
const NOT_NAMED = satisfiable({
  fail: {
    [`${DECRYPT}@kms-key`]: `kms-key/${arnIn('keyToItself')}:allow-${DECRYPT}-arn:aws:iam::123456789012:role/{role}`,
  },
});

/** Whether the agent can decrypt with the key of the session preferences. */
export const SESSION_KEY_SITUATIONS: readonly RoleSituation[] = [
  // How the preferences name it.
  {
    name: 'key-by-arn',
    says: 'the preferences may name the key by its ARN',
    source: PAGES.keyIds,
    region: 'keyByArn',
    role: mayDecryptIn('keyByArn'),
    expect: {},
  },
  {
    name: 'key-by-arn-without-right',
    says: 'the role of the instance needs kms:Decrypt for sessions that are encrypted with a key',
    source: PAGES.encryption,
    region: 'keyByArn',
    role: { managed: [CORE] },
    expect: lacksKey('keyByArn'),
  },
  {
    name: 'key-by-alias',
    says: 'an alias stands for its key, and a policy names that key by its ARN',
    source: PAGES.keyIds,
    region: 'keyByAlias',
    role: mayDecryptIn('keyByAlias'),
    expect: {},
  },
  {
    name: 'key-by-alias-and-right-on-the-alias',
    says: 'the ARN of an alias as the resource of a policy is no right on the key behind it',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html',
    region: 'keyByAlias',
    role: coreAnd(
      allow(DECRYPT, {
        Resource: `arn:aws:kms:${TARGET_REGIONS.keyByAlias.region}:*:${TARGET_REGIONS.keyByAlias.targets.key.alias}`,
      }),
    ),
    expect: lacksKey('keyByAlias'),
  },
  {
    name: 'key-by-alias-and-right-by-alias',
    says: 'kms:ResourceAliases lets a policy choose keys by their aliases, which are not read',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
    region: 'keyByAlias',
    role: coreAnd(
      allow(DECRYPT, {
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/sessions' } },
      }),
    ),
    expect: satisfiable({ asks: [`May the role {role} do ${DECRYPT} on `] }),
  },
  {
    name: 'key-missing',
    says: 'nobody can decrypt with a key that does not exist',
    source: PAGES.encryption,
    region: 'keyMissing',
    role: coreAnd(allow(DECRYPT)),
    expect: isWrongKey(LOST_KEY),
  },

  // What kind of key it is, and in which state.
  {
    name: 'key-disabled',
    says: 'a disabled key decrypts nothing until it is enabled',
    source: PAGES.keyStates,
    region: 'keyDisabled',
    role: mayDecryptIn('keyDisabled'),
    expect: isUnusable('keyDisabled'),
  },
  {
    name: 'key-pending-deletion',
    says: 'a key that waits for its deletion decrypts nothing',
    source: PAGES.keyStates,
    region: 'keyLeaving',
    role: mayDecryptIn('keyLeaving'),
    expect: isUnusable('keyLeaving'),
  },
  {
    name: 'key-asymmetric',
    says: 'the data keys of sessions are made with symmetric keys alone',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html',
    region: 'keyAsymmetric',
    role: mayDecryptIn('keyAsymmetric'),
    expect: isWrongKey('{key}'),
  },

  // The policy of a key that leaves the decision to the account's IAM policies.
  {
    name: 'key-names-the-role',
    says: "a key's policy may let a role use it, whatever the role's own policies say",
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: { managed: [CORE] },
    expect: {},
  },
  {
    name: 'key-names-the-role-on-a-condition',
    says: 'the encryption context of a session is not visible',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html',
    region: 'keyed',
    role: { managed: [CORE] },
    expect: satisfiable({ asks: [`May the role {role} do ${DECRYPT} on `] }),
  },
  {
    name: 'key-denies-the-role',
    says: "a Deny of the key's policy beats what the role's own allow",
    source: PAGES.evaluation,
    region: 'keyed',
    role: mayDecryptIn('keyed'),
    expect: satisfiable({
      fail: { [`${DECRYPT}@kms-key`]: `kms-key/${arnIn('keyed')}:lift-deny-Denied-${DECRYPT}` },
    }),
  },
  {
    name: 'key-grants-the-role',
    says: 'a grant lets its grantee use the key, beside all policies',
    source: PAGES.grants,
    region: 'keyed',
    role: { managed: [CORE] },
    expect: {},
    evidence: { 'session-preferences-satisfiable': 'lets the role key-grants-the-role do Decrypt' },
  },

  // The policy of a key that does not leave it to them.
  {
    name: 'key-to-itself-names-another',
    says: "IAM policies count for nothing where the key's policy does not give the account their use",
    source: PAGES.defaultKeyPolicy,
    region: 'keyToItself',
    role: coreAnd(allow('kms:*')),
    expect: NOT_NAMED,
  },
  {
    name: 'key-to-itself-names-the-role',
    says: "a key's policy is enough for the roles that it names",
    source: PAGES.keyPolicies,
    region: 'keyToItself',
    role: { managed: [CORE] },
    expect: {},
  },
  {
    name: 'key-to-itself-for-roles-like-this',
    says: "the condition keys of the account and of the role's ARN are certain of every call",
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
    region: 'keyToItself',
    role: { managed: [CORE] },
    expect: {},
  },
  {
    name: 'key-to-itself-grants-the-role',
    says: 'a grant needs neither kind of policy',
    source: PAGES.grants,
    region: 'keyToItself',
    role: { managed: [CORE] },
    expect: {},
  },
  {
    name: 'key-to-itself-grants-and-role-denied',
    says: 'a Deny of a policy beats a grant',
    source: PAGES.evaluation,
    region: 'keyToItself',
    role: coreAnd(deny('kms:*')),
    expect: satisfiable(deniedBy('more.Denied', [DECRYPT])),
  },
  {
    name: 'key-to-itself-grants-encryption',
    says: 'a grant is for the operations that it lists, and Decrypt is not among these',
    source: PAGES.grants,
    region: 'keyToItself',
    role: { managed: [CORE] },
    expect: NOT_NAMED,
  },
  {
    name: 'key-to-itself-grants-in-a-context',
    says: 'a grant may ask for an encryption context, which is not visible',
    source: PAGES.grants,
    region: 'keyToItself',
    role: { managed: [CORE] },
    expect: satisfiable({ asks: ['Does a grant of the KMS key '] }),
  },
];
