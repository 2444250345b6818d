import type {
  AutoScalingGroup,
  LaunchConfiguration,
  LaunchTemplate,
  LaunchTemplateVersion,
} from '../model/aws-launch.ts';
import type { LAUNCH_ANSWERS, RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, mapKnown, unknown, type Known } from '../model/known.ts';
import { findVersion, findVersionNumber } from '../model/launch-versions.ts';
import { listSpecifications } from '../model/launches.ts';
import { isRecord } from '../model/session-document.ts';
import { type Ask, cutMember, notCollected } from './answers.ts';
import { callOf } from './calls.ts';

export type LaunchAnswers = Pick<RegionInventory, (typeof LAUNCH_ANSWERS)[number]>;

/** Auto Scaling groups and launch templates, and of the latter the versions that a launch would take. */
export async function askLaunches(ask: Ask): Promise<LaunchAnswers> {
  const [groups, templates, versions, InstanceMetadataDefaults] = await Promise.all([
    askList<AutoScalingGroup>(ask, 'DescribeAutoScalingGroups', GROUP),
    askList<LaunchTemplate>(ask, 'DescribeLaunchTemplates', TEMPLATE),
    askList<LaunchTemplateVersion>(ask, 'DescribeLaunchTemplateVersions', VERSION),
    askDefaults(ask),
  ]);
  const usesConfigurations =
    groups.known && groups.value.some(({ LaunchConfigurationName }) => LaunchConfigurationName !== undefined);
  const [LaunchConfigurations, older] = await Promise.all([
    usesConfigurations
      ? askList<LaunchConfiguration>(ask, 'DescribeLaunchConfigurations', CONFIGURATION)
      : unknown(notCollected(callOf('DescribeLaunchConfigurations'))),
    askOlderVersions(ask, groups, templates, versions),
  ]);
  return {
    AutoScalingGroups: groups,
    LaunchConfigurations,
    LaunchTemplates: templates,
    LaunchTemplateVersions: mapKnown(versions, (list) => [...list, ...older].map(withoutUserData)),
    InstanceMetadataDefaults,
  };
}

const GROUP = [
  'AutoScalingGroupName',
  'AutoScalingGroupARN',
  'LaunchConfigurationName',
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'Status',
  'AvailabilityZones',
  'VPCZoneIdentifier',
  'Tags',
];
const TEMPLATE = [
  'LaunchTemplateId',
  'LaunchTemplateName',
  'DefaultVersionNumber',
  'LatestVersionNumber',
  'Tags',
];
const VERSION = [
  'LaunchTemplateId',
  'LaunchTemplateName',
  'VersionNumber',
  'DefaultVersion',
  'LaunchTemplateData',
];
const CONFIGURATION = [
  'LaunchConfigurationName',
  'ImageId',
  'InstanceType',
  'IamInstanceProfile',
  'SecurityGroups',
  'AssociatePublicIpAddress',
  'MetadataOptions',
];

/** The members that decide: user data stands beside them, and lists of instances that are read elsewhere. */
async function askList<T>(
  ask: Ask,
  operation: string,
  members: readonly string[],
): Promise<Known<readonly T[]>> {
  const call = callOf(operation);
  const answer = chainKnown(await ask(call, call.input ?? {}), (response) => cutMember(call, 0, response));
  return mapKnown(answer, (list) => (list as readonly object[]).map((item) => keep(item, members) as T));
}

function keep(item: object, members: readonly string[]): object {
  return Object.fromEntries(Object.entries(item).filter(([member]) => members.includes(member)));
}

function withoutUserData(version: LaunchTemplateVersion): LaunchTemplateVersion {
  const { LaunchTemplateData: data } = version;
  if (data === undefined) return version;
  return { ...version, LaunchTemplateData: keep(data, DATA) };
}

const DATA = [
  'ImageId',
  'InstanceType',
  'IamInstanceProfile',
  'NetworkInterfaces',
  'SecurityGroupIds',
  'SecurityGroups',
  'MetadataOptions',
  'TagSpecifications',
  'Operator',
];

async function askDefaults(ask: Ask): Promise<LaunchAnswers['InstanceMetadataDefaults']> {
  const call = callOf('GetInstanceMetadataDefaults');
  // An account that never set any gets an answer without the member.
  return chainKnown(await ask(call, {}), (response) => {
    const level = response?.['AccountLevel'];
    return isRecord(level) ? known(level) : known(undefined);
  });
}

/** Versions that groups name by number, and that are neither the latest nor the default one: one call a template. */
async function askOlderVersions(
  ask: Ask,
  groups: Known<readonly AutoScalingGroup[]>,
  templates: Known<readonly LaunchTemplate[]>,
  versions: Known<readonly LaunchTemplateVersion[]>,
): Promise<readonly LaunchTemplateVersion[]> {
  if (!groups.known || !versions.known) return [];
  const wanted = new Map<string, Set<number>>();
  for (const specification of groups.value.flatMap(listSpecifications)) {
    const found = findVersionNumber({ LaunchTemplates: templates }, specification);
    if (!found.known) continue;
    const { template, version } = found.value;
    const id = template.LaunchTemplateId ?? '';
    if (findVersion(versions.value, id, version) !== undefined) continue;
    wanted.set(id, (wanted.get(id) ?? new Set()).add(version));
  }
  const answers = [...wanted].map(async ([id, numbers]) =>
    askVersions(
      ask,
      id,
      [...numbers].sort((a, b) => a - b),
    ),
  );
  return (await Promise.all(answers)).flat();
}

async function askVersions(
  ask: Ask,
  LaunchTemplateId: string,
  numbers: readonly number[],
): Promise<readonly LaunchTemplateVersion[]> {
  const call = callOf('DescribeLaunchTemplateVersions');
  const input = { LaunchTemplateId, Versions: numbers.map(String) };
  const answer = chainKnown(await ask(call, input), (response) => cutMember(call, 0, response));
  if (!answer.known) {
    return numbers.map((VersionNumber) => ({
      LaunchTemplateId,
      VersionNumber,
      Gaps: { LaunchTemplateData: answer.gap },
    }));
  }
  const found = (answer.value as readonly LaunchTemplateVersion[]).map(
    (version) => keep(version, VERSION) as LaunchTemplateVersion,
  );
  // A folder's one file answers every question.
  return found.filter(
    (one) => one.LaunchTemplateId === LaunchTemplateId && numbers.includes(one.VersionNumber ?? 0),
  );
}
