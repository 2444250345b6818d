import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { decideService } from './trust.ts';

type TrustWord = 'allow' | 'implicit-deny' | 'explicit-deny';

const EC2 = ['ec2.amazonaws.com'] as const;
const EC2_IN_CHINA = ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] as const;
const SYSTEMS_MANAGER = ['ssm.amazonaws.com'] as const;

/** Whether EC2 may assume the role; roles in China may name EC2 by either of two principals. */
export function trustsEc2({ partition }: Subject, role: RoleDetail): Known<TrustWord> {
  return decideTrust(role, partition === 'aws-cn' ? EC2_IN_CHINA : EC2);
}

/** Whether Systems Manager may assume the role, as Default Host Management needs it. */
export function trustsSystemsManager(role: RoleDetail): Known<TrustWord> {
  return decideTrust(role, SYSTEMS_MANAGER);
}

/** A condition whose outcome is not visible is a gap, unless the role is refused either way. */
const decideTrust = memoize((role: RoleDetail, principals: readonly string[]): Known<TrustWord> =>
  chainKnown(read(role, 'AssumeRolePolicyDocument'), (document) => {
    if (document === undefined) return unknown({ kind: 'not-collected', action: 'iam:GetRole' });
    const decisions = principals.map((service) => decideService(document, service));
    if (decisions.some(({ word }) => word === 'explicit-deny')) return known('explicit-deny');
    if (decisions.some(({ word }) => word === 'allow')) return known('allow');
    if (decisions.every(({ possible }) => !possible.has('allow'))) return known('implicit-deny');
    return unknown({
      kind: 'not-visible',
      question: `The trust policy of the role ${role.RoleName ?? role.Arn ?? ''} has conditions, or a part that cannot be read: does it let ${principals.join(' or ')} assume the role?`,
    });
  }),
);
