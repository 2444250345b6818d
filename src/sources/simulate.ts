import type { EvaluationResult, RoleDetail } from '../model/aws.ts';
import type { AccountInventory, IamInventory, RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, type Known } from '../model/known.ts';
import { SESSION_ACTIONS } from '../model/session-actions.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { instancesOf } from './items.ts';

/**
 * Asks IAM's policy simulator what each role in use may do of the session actions, one call a role. Policies that tell
 * instances apart are asked about with one instance of the role as their sample.
 */
export async function simulateRoles(
  ask: Ask,
  account: Omit<AccountInventory, 'iam'>,
  iam: IamInventory,
): Promise<IamInventory['SimulationResults']> {
  if (!iam.RoleDetailList.known) return {};
  const answers = iam.RoleDetailList.value.map(async (role) => {
    const sample = findSample(account, iam, role);
    if (role.Arn === undefined || sample === undefined) return [];
    return [[role.Arn, await simulate(ask, role.Arn, sample)] as const];
  });
  return Object.fromEntries((await Promise.all(answers)).flat());
}

interface Sample {
  readonly arn: string;
  readonly region: string;
}

/** The first instance with the role; for a role of Default Host Management, the first of the Region. */
function findSample(
  { accountId, partition, regions }: Omit<AccountInventory, 'iam'>,
  { InstanceProfiles }: IamInventory,
  { RoleName = '' }: RoleDetail,
): Sample | undefined {
  const profiles = InstanceProfiles.known ? InstanceProfiles.value : [];
  const arns = new Set(
    profiles.filter(({ Roles }) => Roles?.some((role) => role.RoleName === RoleName)).map(({ Arn }) => Arn),
  );
  for (const { region, Reservations, ServiceSetting } of regions) {
    const isSetting =
      ServiceSetting.known && ServiceSetting.value.SettingValue?.split('/').at(-1) === RoleName;
    const instance = listInstances(Reservations).find(
      ({ IamInstanceProfile }) => isSetting || arns.has(IamInstanceProfile?.Arn),
    );
    if (instance !== undefined) {
      return { region, arn: `arn:${partition}:ec2:${region}:${accountId}:instance/${instance.InstanceId}` };
    }
  }
  return undefined;
}

function listInstances(reservations: RegionInventory['Reservations']): ReturnType<typeof instancesOf> {
  return reservations.known ? instancesOf(reservations.value) : [];
}

/** Each action is evaluated on each resource: the instance decides for Systems Manager, `*` for its channels. */
async function simulate(
  ask: Ask,
  PolicySourceArn: string,
  { arn, region }: Sample,
): Promise<Known<readonly EvaluationResult[]>> {
  const call = callOf('SimulatePrincipalPolicy');
  const answer = await ask(call, {
    PolicySourceArn,
    ActionNames: SESSION_ACTIONS.map(({ action }) => action),
    ResourceArns: ['*', arn],
    ContextEntries: [
      entry('aws:SecureTransport', 'boolean', 'true'),
      entry('aws:RequestedRegion', 'string', region),
      entry('ec2:SourceInstanceARN', 'string', arn),
    ],
  });
  return chainKnown(answer, (response) => {
    const results = cutMember(call, 0, response);
    return results.known ? known(results.value as readonly EvaluationResult[]) : results;
  });
}

function entry(ContextKeyName: string, ContextKeyType: string, value: string): object {
  return { ContextKeyName, ContextKeyType, ContextKeyValues: [value] };
}
