import { writeSnapshot } from '../dist/sources/snapshot.js';
import { importTestSupport } from './endpoint.mjs';

/** Lists of a region that grow with its instances. */
const PER_INSTANCE = ['Reservations', 'InstanceStatuses', 'InstanceImageMetadata', 'InstanceInformationList'];

/** What the endpoint serves beside the instances. */
export const ACCOUNT = { securityGroups: 40, roles: 20, vpcs: 4 };

/** Inventories of equal size whose instances share everything, much, or little. */
export const FLEETS = {
  'all alike': async (instances) => makeAlike(await buildAccount({ ...ACCOUNT, instances })),
  'the account above': async (instances) => buildAccount({ ...ACCOUNT, instances }),
  'a thousand groups, 20 VPCs': async (instances) =>
    buildAccount({ instances, securityGroups: 1000, roles: 200, vpcs: 20, images: 20 }),
};

/** A little more than two hundred situations of the network. */
export const NETWORK = { securityGroups: 44, vpcs: 8, roles: 20, images: 5 };

/** Roles written in twenty ways, with Default Host Management and session preferences that demand encrypted logs. */
export const IDENTITY = { securityGroups: 44, vpcs: 8, roles: 500, variedRoles: true, images: 5 };

export async function buildAccount(options) {
  const { buildFleet } = await importTestSupport('fleet');
  return buildFleet(options);
}

/**
 * The text of a snapshot without indentation: with it, that of 100,000 instances is longer than a string may be. It is
 * the quicker one to parse, so nothing beside it looks better than it is.
 */
export function writeCompact(inventory) {
  const [account] = inventory.accounts;
  const [region] = account.regions;
  const empty = { known: true, value: [] };
  const emptied = { ...region, ...Object.fromEntries(PER_INSTANCE.map((field) => [field, empty])) };
  const rest = { ...inventory, accounts: [{ ...account, regions: [emptied] }] };
  const snapshot = JSON.parse(writeSnapshot(rest));
  for (const field of PER_INSTANCE) snapshot.accounts[0].regions[0][field] = region[field].value;
  return JSON.stringify(snapshot);
}

export function instancesOf(inventory) {
  return inventory.accounts
    .flatMap(({ regions }) => regions)
    .flatMap(({ Reservations }) => Reservations.value.flatMap(({ Instances }) => Instances));
}

/** Every instance becomes a copy of the first one that is online, under its own id. */
function makeAlike(inventory) {
  const [account] = inventory.accounts;
  const [region] = account.regions;
  const instances = instancesOf(inventory);
  const { InstanceId: chosen } = region.InstanceInformationList.value.find(
    ({ PingStatus }) => PingStatus === 'Online',
  );
  const copies = (list) => {
    const model = list.find(({ InstanceId }) => InstanceId === chosen);
    return instances.map(({ InstanceId }) => ({ ...model, InstanceId }));
  };
  const lists = ['InstanceStatuses', 'InstanceImageMetadata', 'InstanceInformationList'].map((field) => [
    field,
    { known: true, value: copies(region[field].value) },
  ]);
  const Reservations = {
    known: true,
    value: copies(instances).map((instance, index) => ({
      ...region.Reservations.value[index],
      Instances: [instance],
    })),
  };
  const alike = { ...region, ...Object.fromEntries(lists), Reservations };
  return { ...inventory, accounts: [{ ...account, regions: [alike] }] };
}

/** Instances that differ in nothing but their ids, addresses and tags count once. */
export function countSituations(inventory) {
  return new Set(
    instancesOf(inventory).map((instance) =>
      JSON.stringify([
        instance.SubnetId,
        instance.SecurityGroups,
        instance.PublicIpAddress !== undefined,
        instance.State,
        instance.IamInstanceProfile,
        instance.ImageId,
        instance.MetadataOptions,
      ]),
    ),
  ).size;
}
