import { expect, it } from 'vitest';
import { decideGrants } from '../../../src/facts/iam/key-grants.ts';
import type { GrantListEntry } from '../../../src/model/aws-session-targets.ts';
import { known, unknown } from '../../../src/model/known.ts';
import { ACCOUNT } from '../../support/subject.ts';
import { role } from './role-fixtures.ts';

const APP = role({ rest: { Arn: `arn:aws:iam::${ACCOUNT}:role/team/app` } });
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1111aaaa`;

const grant = (changes: Partial<GrantListEntry> = {}): GrantListEntry => ({
  GrantId: 'g-1',
  GranteePrincipal: `arn:aws:iam::${ACCOUNT}:role/team/app`,
  Operations: ['Decrypt', 'GenerateDataKey'],
  ...changes,
});
const to = (GranteePrincipal: string): GrantListEntry => grant({ GranteePrincipal });

// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html, and the response of ListGrants
it.each<[string, readonly GrantListEntry[], 'lets' | 'does not' | 'open']>([
  ['no grants', [], 'does not'],
  ['a grant to the role', [grant()], 'lets'],
  ['one of several', [to('arn:aws:iam::111122223333:role/other'), grant({ GrantId: 'g-2' })], 'lets'],
  ['empty constraints', [grant({ Constraints: {} })], 'lets'],
  ['another operation', [grant({ Operations: ['Encrypt'] })], 'does not'],
  ['a role of the same name without the path', [to(`arn:aws:iam::${ACCOUNT}:role/app`)], 'does not'],
  ['another account', [to('arn:aws:iam::444455556666:root')], 'does not'],
  ['a service', [to('autoscaling.amazonaws.com')], 'does not'],
  ['a session of another role', [to(`arn:aws:sts::${ACCOUNT}:assumed-role/batch/i-1`)], 'does not'],
  ['a session of the role', [to(`arn:aws:sts::${ACCOUNT}:assumed-role/app/i-1`)], 'open'],
  ['the account as a whole', [to(`arn:aws:iam::${ACCOUNT}:root`)], 'open'],
  ['the account by its number', [to(ACCOUNT)], 'open'],
  [
    'an encryption context',
    [grant({ Constraints: { EncryptionContextSubset: { 'aws:ssm:TargetId': 'i-1' } } })],
    'open',
  ],
  ['a constraint that nobody knows yet', [grant({ Constraints: { Later: 'x' } })], 'open'],
  ['a free grant beside a constrained one', [grant({ Constraints: { Later: 'x' } }), grant()], 'lets'],
  ['operations that the answer leaves out', [{ ...grant(), Operations: undefined as never }], 'open'],
  ['a grantee that the answer leaves out', [{ ...grant(), GranteePrincipal: undefined as never }], 'open'],
])('%s', (_, grants, answer) => {
  const found = decideGrants(known(grants), APP, KEY);
  expect(found.known ? (found.value === undefined ? 'does not' : 'lets') : 'open').toBe(answer);
});

it('a role without an ARN may be anybody', () => {
  const nameless = role({ rest: { Arn: undefined as never } });
  expect(decideGrants(known([to('arn:aws:iam::1:user/x')]), nameless, KEY).known).toBe(false);
  expect(decideGrants(known([]), nameless, KEY)).toEqual(known(undefined));
});

it('says what was not read', () => {
  const gap = { kind: 'denied', action: 'kms:ListGrants' } as const;
  expect(decideGrants(unknown(gap), APP, KEY)).toEqual(unknown(gap));
  expect(decideGrants(undefined, APP, KEY)).toEqual(
    unknown({
      kind: 'not-visible',
      question: `Does a grant of the KMS key ${KEY} let the role app do kms:Decrypt?`,
    }),
  );
});

it('names the grant', () => {
  expect(decideGrants(known([grant()]), APP, KEY)).toEqual(
    known('The grant g-1 lets the role app do Decrypt.'),
  );
});
