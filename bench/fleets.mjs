import { importTestSupport } from './endpoint.mjs';

/** What the endpoint serves beside the instances. */
export const ACCOUNT = { securityGroups: 40, roles: 20, vpcs: 4 };

/** Inventories of equal size whose instances share everything, much, or little. */
export const FLEETS = {
  'all alike': async (instances) => makeAlike(await buildAccount({ ...ACCOUNT, instances })),
  'the account above': async (instances) => buildAccount({ ...ACCOUNT, instances }),
  'a thousand groups, 20 VPCs': async (instances) =>
    buildAccount({ instances, securityGroups: 1000, roles: 200, vpcs: 20, images: 20 }),
};

export async function buildAccount(options) {
  const { buildFleet } = await importTestSupport('fleet');
  return buildFleet(options);
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
