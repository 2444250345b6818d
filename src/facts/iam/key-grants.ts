import type { GrantListEntry } from '../../model/aws-session-targets.ts';
import type { RoleDetail } from '../../model/aws.ts';
import { chainKnown, known, unknown, type Known } from '../../model/known.ts';

/**
 * The grant of a KMS key that lets a role decrypt, in words; undefined when none does. A grant with constraints, or one
 * to a session of the role, leaves it open.
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
    const decrypting = list.filter(({ Operations }) => Operations?.includes('Decrypt') === true);
    const own = decrypting.filter(({ GranteePrincipal }) => GranteePrincipal === Arn && Arn !== '');
    const free = own.find(({ Constraints }) => Object.keys(Constraints ?? {}).length === 0);
    if (free !== undefined)
      return known(`The grant ${free.GrantId ?? ''} lets the role ${RoleName} do Decrypt.`);
    const session = `:assumed-role/${RoleName}/`;
    const isOpen =
      own.length > 0 ||
      decrypting.some(({ GranteePrincipal = '' }) => GranteePrincipal.includes(session) || Arn === '');
    return isOpen ? unknown({ kind: 'not-visible', question }) : known(undefined);
  });
}
