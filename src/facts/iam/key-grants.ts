import type { GrantListEntry } from '../../model/aws-session-targets.ts';
import type { RoleDetail } from '../../model/aws.ts';
import { chainKnown, known, unknown, type Known } from '../../model/known.ts';

/**
 * The grant of a KMS key that lets a role decrypt, in words; undefined when none does. A grant with constraints, or one
 * to a session of the role or to the whole account, leaves it open.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function decideGrants(
  grants: Known<readonly GrantListEntry[]> | undefined,
  { Arn = '', RoleName = '' }: RoleDetail,
  keyArn: string,
): Known<string | undefined> {
  const question = `Does a grant of the KMS key ${keyArn} let the role ${RoleName} do kms:Decrypt?`;
  if (grants === undefined) return unknown({ kind: 'not-visible', question });
  return chainKnown(grants, (list): Known<string | undefined> => {
    const decrypting = list.filter(({ Operations }) => Operations?.includes('Decrypt') !== false);
    const free = decrypting.find(
      ({ GranteePrincipal, Operations, Constraints = {} }) =>
        GranteePrincipal === Arn && Arn !== '' && Operations !== undefined && isEmpty(Constraints),
    );
    if (free !== undefined)
      return known(`The grant ${free.GrantId ?? ''} lets the role ${RoleName} do Decrypt.`);
    const isOpen = decrypting.some(({ GranteePrincipal }) => mayBe(GranteePrincipal, Arn, RoleName, keyArn));
    return isOpen ? unknown({ kind: 'not-visible', question }) : known(undefined);
  });
}

function isEmpty(constraints: object): boolean {
  return Object.keys(constraints).length === 0;
}

/** Whether a grantee may be the role: itself, a session of it, or its account. */
function mayBe(grantee: string | undefined, roleArn: string, roleName: string, keyArn: string): boolean {
  if (grantee === undefined || grantee === roleArn || roleArn === '') return true;
  const account = keyArn.split(':')[4] ?? '';
  return (
    grantee.includes(`:assumed-role/${roleName}/`) ||
    grantee === account ||
    grantee.endsWith(`:iam::${account}:root`)
  );
}
