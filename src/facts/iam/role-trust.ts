import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Known } from '../../model/known.ts';
import { decideService } from './trust.ts';

type TrustWord = 'allow' | 'implicit-deny' | 'explicit-deny';

/** Whether EC2 may assume the role; roles in China may name EC2 by either of two principals. */
export function trustsEc2({ partition }: Subject, role: RoleDetail): Known<TrustWord> {
  return trusts(
    role,
    partition === 'aws-cn' ? ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] : ['ec2.amazonaws.com'],
  );
}

/** Whether Systems Manager may assume the role, as Default Host Management needs it. */
export function trustsSystemsManager(role: RoleDetail): Known<TrustWord> {
  return trusts(role, ['ssm.amazonaws.com']);
}

const cache = new WeakMap<RoleDetail, Map<string, Known<TrustWord>>>();

/** Decided once for each role and set of principals. */
function trusts(role: RoleDetail, principals: readonly string[]): Known<TrustWord> {
  let words = cache.get(role);
  if (words === undefined) cache.set(role, (words = new Map()));
  const key = principals.join(' ');
  let word = words.get(key);
  if (word === undefined) words.set(key, (word = decideTrust(role, principals)));
  return word;
}

/** A condition whose outcome is not visible is a gap, unless the role is refused either way. */
function decideTrust(role: RoleDetail, principals: readonly string[]): Known<TrustWord> {
  return chainKnown(read(role, 'AssumeRolePolicyDocument'), (document) => {
    if (document === undefined) return unknown({ kind: 'not-collected', action: 'iam:GetRole' });
    const decisions = principals.map((service) => decideService(document, service));
    if (decisions.some(({ word }) => word === 'explicit-deny')) return known('explicit-deny');
    if (decisions.some(({ word }) => word === 'allow')) return known('allow');
    if (decisions.every(({ possible }) => !possible.has('allow'))) return known('implicit-deny');
    return unknown({
      kind: 'not-visible',
      question: `The trust policy of the role ${role.RoleName ?? role.Arn ?? ''} has conditions, or a part that cannot be read: does it let ${principals.join(' or ')} assume the role?`,
    });
  });
}
