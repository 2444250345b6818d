import type { Instance, Tag } from './aws.ts';
import {
  type AccountInventory,
  BASTION_ANSWERS,
  type Inventory,
  LAUNCH_ANSWERS,
  OPTIONAL_ANSWERS,
  type RegionInventory,
  type Scope,
  type Subject,
} from './inventory.ts';
import type { Entity, Gap, Known } from './known.ts';
import { listLaunches } from './launches.ts';

/** What the configuration takes for granted where there is no account to read. */
export interface Assumptions {
  readonly defaultHostManagement: boolean;
}

const NOTHING_ASSUMED: Assumptions = { defaultHostManagement: false };

/**
 * Every instance of the inventory as a subject, in a fixed order: account, region, instance id. Those that would be
 * launched next follow the instances of their region.
 */
export function listSubjects(inventory: Inventory, assume: Assumptions = NOTHING_ASSUMED): Subject[] {
  return [...inventory.accounts]
    .sort((a, b) => compare(a.accountId, b.accountId))
    .flatMap((account) =>
      [...account.regions]
        .sort((a, b) => compare(a.region, b.region))
        .flatMap((region) => [
          ...subjectsOf(inventory, account, region, assume),
          ...plannedSubjectsOf(inventory, account, region),
        ]),
    );
}

function subjectsOf(
  inventory: Inventory,
  account: AccountInventory,
  region: RegionInventory,
  assume: Assumptions,
): Subject[] {
  // A region that could not be read has no subjects; its scope says so.
  if (!region.Reservations.known) return [];
  return region.Reservations.value
    .flatMap((reservation) => listInstances(reservation).map((instance) => ({ instance, reservation })))
    .sort((a, b) => compare(a.instance.InstanceId, b.instance.InstanceId))
    .map(({ instance, reservation }) => {
      const accountId = reservation.OwnerId ?? account.accountId;
      return {
        instance,
        arn: `arn:${account.partition}:ec2:${region.region}:${accountId}:instance/${instance.InstanceId}`,
        accountId,
        partition: account.partition,
        takenAt: inventory.takenAt,
        planned: inventory.source.kind === 'terraform-plan' || inventory.source.kind === 'template',
        ...(assume.defaultHostManagement ? { assumesHostManagement: true } : {}),
        region,
        iam: account.iam,
      };
    });
}

function plannedSubjectsOf(
  { takenAt }: Inventory,
  { accountId, partition, iam }: AccountInventory,
  region: RegionInventory,
): Subject[] {
  if (!region.Reservations.known) return [];
  const place = `arn:${partition}:ec2:${region.region}:${accountId}:`;
  return listLaunches(region)
    .map(({ instance, resource, origin }) => ({
      instance,
      arn: resource.startsWith('arn:') ? resource : `${place}${resource}`,
      accountId,
      partition,
      takenAt,
      planned: true,
      launch: origin,
      region,
      iam,
    }))
    .sort((a, b) => compare(a.instance.InstanceId, b.instance.InstanceId));
}

/** A reservation without `Instances` holds none: AWS leaves empty lists out. */
function listInstances(reservation: { readonly Instances?: readonly Instance[] }): readonly Instance[] {
  return reservation.Instances ?? [];
}

/** What was read of each account's region. An account's IAM gaps count in each of its regions that has instances. */
export function listScopes(inventory: Inventory): Scope[] {
  return inventory.accounts
    .flatMap((account) => account.regions.map((region) => scopeOf(account, region)))
    .sort((a, b) => compare(a.accountId, b.accountId) || compare(a.region, b.region));
}

function scopeOf(account: AccountInventory, region: RegionInventory): Scope {
  const where = { accountId: account.accountId, partition: account.partition, region: region.region };
  if (region.skipped !== undefined) return { ...where, status: 'skipped', gaps: [] };
  if (!region.Reservations.known) return { ...where, status: 'unreadable', gaps: [region.Reservations.gap] };
  const launches = scopeOfLaunches(region);
  // Nothing more is asked of a region without instances, so nothing more can be missing there.
  const hasInstances = region.Reservations.value.some((reservation) => listInstances(reservation).length > 0);
  if (!hasInstances && listLaunches(region).length === 0) {
    return { ...where, status: launches.gaps.length > 0 ? 'partial' : 'read', ...launches };
  }
  const { SimulationResults: _, AuthorizationDetails: _details, ...iam } = account.iam;
  const gaps = dedupe([
    ...launches.gaps,
    ...gapsIn(withoutOptional(region)),
    ...gapsIn(iam),
    ...gapsOf(listNodes(region)),
    ...gapsOf(listIamEntities(account.iam)),
  ]);
  return { ...where, status: gaps.length > 0 ? 'partial' : 'read', ...launches, gaps };
}

/** What nobody asked for is not missing; what was asked for and could not be read is. */
function scopeOfLaunches(region: RegionInventory): Pick<Scope, 'gaps' | 'launches'> {
  const answers = LAUNCH_ANSWERS.map((field) => [field, region[field]] as const).filter(
    ([, answer]) => answer.known || answer.gap.kind !== 'not-collected',
  );
  const lists = answers.filter(([field]) => field === 'AutoScalingGroups' || field === 'LaunchTemplates');
  const gaps = gapsIn(Object.fromEntries(answers));
  if (lists.some(([, answer]) => !answer.known)) return { gaps, launches: 'unread' };
  return { gaps, ...(lists.length === 2 ? { launches: 'read' } : {}) };
}

function withoutOptional(region: RegionInventory): object {
  const optional: readonly string[] = [...OPTIONAL_ANSWERS, ...LAUNCH_ANSWERS, ...BASTION_ANSWERS];
  return Object.fromEntries(Object.entries(region).filter(([field]) => !optional.includes(field)));
}

/** The addresses of hybrid nodes come from a call of their own. */
function listNodes({ InstanceInformationList }: RegionInventory): readonly Entity[] {
  return InstanceInformationList.known ? InstanceInformationList.value : [];
}

/** Profiles, roles and policies that were read one by one may be there with a part unread. */
function listIamEntities({
  InstanceProfiles,
  RoleDetailList,
  Policies,
}: AccountInventory['iam']): readonly Entity[] {
  const roles = RoleDetailList.known ? RoleDetailList.value : [];
  return [
    ...(InstanceProfiles.known ? InstanceProfiles.value : []),
    ...roles,
    ...roles.flatMap(({ RolePolicyList }) => RolePolicyList ?? []),
    ...(Policies.known ? Policies.value : []),
  ];
}

function gapsOf(entities: readonly Entity[]): Gap[] {
  return entities.flatMap(({ Gaps }) => (Gaps === undefined ? [] : Object.values(Gaps)));
}

function gapsIn(answers: object): Gap[] {
  const found: Gap[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    if ('known' in value) {
      const answer = value as Known<unknown>;
      if (!answer.known) found.push(answer.gap);
      return;
    }
    Object.values(value).forEach(visit);
  };
  Object.values(answers).forEach(visit);
  return dedupe(found);
}

function dedupe(gaps: readonly Gap[]): Gap[] {
  const byText = new Map(gaps.map((gap) => [JSON.stringify(gap), gap]));
  return [...byText.keys()].sort().flatMap((key) => byText.get(key) ?? []);
}

/** What an instance is called, wherever people or triage meet it. */
export interface SubjectNames {
  readonly instanceId: string;
  readonly arn: string;
  /** Value of the Name tag; empty without one. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  /** By key; EC2 leaves `Tags` out of an instance that has none. */
  readonly tags: readonly Tag[];
}

export function namesOf({ instance, arn, accountId, region }: Subject): SubjectNames {
  return {
    instanceId: instance.InstanceId,
    arn,
    name: tagValue(instance, 'Name') ?? '',
    accountId,
    region: region.region,
    ...(instance.VpcId === undefined ? {} : { vpcId: instance.VpcId }),
    ...(instance.SubnetId === undefined ? {} : { subnetId: instance.SubnetId }),
    tags: [...(instance.Tags ?? [])].sort((a, b) => compare(a.Key ?? '', b.Key ?? '')),
  };
}

export function tagValue(instance: Instance, key: string): string | undefined {
  return instance.Tags?.find((tag) => tag.Key === key)?.Value;
}

/** Orders by code unit, the same on every machine; `localeCompare` is not. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
