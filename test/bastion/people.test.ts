import { expect, it } from 'vitest';
import { listPeople } from '../../src/bastion/people.ts';
import type { GroupDetail, UserDetail } from '../../src/model/aws-bastion.ts';

const Arn = 'arn:aws:iam::111122223333:user/alice';
const whole: UserDetail = { UserName: 'alice', Arn, GroupList: ['ops'], AttachedManagedPolicies: [] };
const ops: GroupDetail = { GroupName: 'ops', GroupPolicyList: [], AttachedManagedPolicies: [] };
const { GroupList: _, ...withoutGroups } = whole;
const { AttachedManagedPolicies: __, ...withoutAttached } = whole;

// What a user may do is whole only where everything that IAM always gives is there.
it.each<[string, UserDetail, readonly GroupDetail[], boolean]>([
  ['everything there; no inline policies are no gap', whole, [ops], true],
  ['the list of groups missing', withoutGroups, [ops], false],
  ['the list of attached policies missing', withoutAttached, [ops], false],
  ['a group that is not listed', whole, [], false],
  ['attached policies of a group missing', whole, [{ GroupName: 'ops' }], false],
])('%s', (_name, user, GroupDetailList, isWhole) => {
  const [person] = listPeople({ UserDetailList: [user], GroupDetailList, RoleDetailList: [], Policies: [] });
  expect(person?.policies.Gaps === undefined).toBe(isWhole);
});
