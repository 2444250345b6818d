import type { Image, Instance, Reservation } from '../../src/model/aws.ts';
import { type Call, type Handler, listOf, require, textOf } from './call.ts';
import { idsOf, IN_VPC, LISTING_HANDLERS, page } from './ec2-listings.ts';
import { LAUNCH_TEMPLATE_HANDLERS } from './launch-templates.ts';
import { applyFilters, isFiltered, pick } from './entities.ts';
import { ServiceError } from './errors.ts';

interface Placed {
  readonly instance: Instance;
  readonly reservation: Reservation;
}

const placed = new WeakMap<object, readonly Placed[]>();
const flattened = new WeakMap<object, readonly Instance[]>();

function placeInstances(reservations: readonly Reservation[]): readonly Placed[] {
  return remember(placed, reservations, () =>
    reservations.flatMap((reservation) =>
      (reservation.Instances ?? []).map((instance) => ({ instance, reservation })),
    ),
  );
}

/** One list for all calls, so that its index of ids is built once. */
function listInstances(reservations: readonly Reservation[]): readonly Instance[] {
  return remember(flattened, reservations, () =>
    placeInstances(reservations).map(({ instance }) => instance),
  );
}

function remember<T>(cache: WeakMap<object, T>, key: object, derive: () => T): T {
  const existing = cache.get(key);
  if (existing !== undefined) return existing;
  const value = derive();
  cache.set(key, value);
  return value;
}

/** Instances back in their reservations; one that falls on two pages stands on both, with a part each. */
function groupByReservation(pairs: readonly Placed[]): Reservation[] {
  const groups: { reservation: Reservation; instances: Instance[] }[] = [];
  for (const { reservation, instance } of pairs) {
    const last = groups.at(-1);
    if (last?.reservation === reservation) last.instances.push(instance);
    else groups.push({ reservation, instances: [instance] });
  }
  return groups.map(({ reservation, instances }) =>
    instances.length === reservation.Instances?.length
      ? reservation
      : { ...reservation, Instances: instances },
  );
}

const describeInstances: Handler = (call) => {
  const reservations = require(call, call.region.Reservations);
  const ids = idsOf(call, 'InstanceIds');
  let chosen = placeInstances(reservations);
  if (ids.length > 0 || isFiltered(call)) {
    const all = listInstances(reservations);
    const named = ids.length > 0 ? pick(all, ids, 'InstanceId', 'InvalidInstanceID.NotFound') : all;
    const filters = { ...IN_VPC, 'image-id': 'ImageId', 'instance-state-name': 'State.Name' };
    const kept = new Set(applyFilters(call, named, filters));
    chosen = chosen.filter(({ instance }) => kept.has(instance));
  }
  const { items, NextToken } = page(call, chosen);
  return { Reservations: groupByReservation(items), NextToken };
};

/** Without IncludeAllInstances, AWS answers for running instances only. */
const describeInstanceStatus: Handler = (call) => {
  const list = require(call, call.region.InstanceStatuses);
  const ids = idsOf(call, 'InstanceIds');
  const chosen = ids.length > 0 ? pick(list, ids, 'InstanceId', 'InvalidInstanceID.NotFound') : list;
  const reservations = call.region.Reservations;
  const stopped = new Set<string | undefined>(
    (reservations.known ? listInstances(reservations.value) : [])
      .filter(({ State }) => State?.Name !== 'running')
      .map(({ InstanceId }) => InstanceId),
  );
  const kept =
    call.input['IncludeAllInstances'] === true || stopped.size === 0
      ? chosen
      : chosen.filter(({ InstanceId }) => !stopped.has(InstanceId));
  const { items, NextToken } = page(call, applyFilters(call, kept, {}));
  return { InstanceStatuses: items, NextToken };
};

/** Answers by image id alone: nobody wants the hundred thousand public images that AWS would list. */
const describeImages: Handler = (call) => {
  const list = require(call, call.region.Images);
  const ids = idsOf(call, 'ImageIds');
  if (ids.length > 0) return { Images: pick(list, ids, 'ImageId', 'InvalidAMIID.NotFound') };
  if (!isFiltered(call)) {
    throw new ServiceError('InvalidParameterValue', 'This endpoint describes images by image id only.');
  }
  const { items, NextToken } = page(
    call,
    applyFilters(call, list, { 'image-id': 'ImageId' }).filter((image) => isVisible(call, image)),
    { min: 1, max: 1000 },
  );
  return { Images: items, NextToken };
};

/** Deprecated images of others are left out of a search that does not ask for them. */
function isVisible(call: Call, image: Image): boolean {
  return (
    call.input['IncludeDeprecated'] === true ||
    image.OwnerId === call.account.accountId ||
    image.DeprecationTime === undefined ||
    image.DeprecationTime > call.takenAt
  );
}

const describeVpcAttribute: Handler = (call) => {
  const VpcId = textOf(call.input, 'VpcId') ?? '';
  const attributes = call.region.VpcAttributes[VpcId];
  if (attributes === undefined) {
    throw new ServiceError('InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`);
  }
  switch (call.input['Attribute']) {
    case 'enableDnsSupport':
      return { VpcId, EnableDnsSupport: { Value: require(call, attributes.EnableDnsSupport) } };
    case 'enableDnsHostnames':
      return { VpcId, EnableDnsHostnames: { Value: require(call, attributes.EnableDnsHostnames) } };
    default:
      throw new ServiceError('InvalidParameterValue', 'Attribute names no DNS attribute.');
  }
};

const getManagedPrefixListEntries: Handler = (call) => {
  const id = textOf(call.input, 'PrefixListId') ?? '';
  const entries = call.region.PrefixListEntries[id];
  if (entries === undefined) {
    throw new ServiceError('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
  }
  const { items, NextToken } = page(call, require(call, entries), { min: 1, max: 100 });
  return { Entries: items, NextToken };
};

/** An image without a recorded source is its own root. */
const getImageAncestry: Handler = (call) => {
  const ImageId = textOf(call.input, 'ImageId') ?? '';
  const line = call.region.ImageAncestryEntries[ImageId];
  if (line !== undefined) return { ImageAncestryEntries: require(call, line) };
  const [image] = pick(require(call, call.region.Images), [ImageId], 'ImageId', 'InvalidAMIID.NotFound');
  return { ImageAncestryEntries: [{ ImageId, ImageOwnerAlias: image?.ImageOwnerAlias }] };
};

const describeRegions: Handler = (call) => {
  const names = require(call, call.enabledRegions);
  const regions = names.map((RegionName) => ({
    RegionName,
    Endpoint: `ec2.${RegionName}.amazonaws.com`,
    OptInStatus: 'opt-in-not-required',
  }));
  const asked = listOf(call.input, 'RegionNames');
  return {
    Regions: asked.length > 0 ? pick(regions, asked, 'RegionName', 'InvalidParameterValue') : regions,
  };
};

export const EC2_HANDLERS: Readonly<Record<string, Handler>> = {
  ...LISTING_HANDLERS,
  ...LAUNCH_TEMPLATE_HANDLERS,
  DescribeImages: describeImages,
  DescribeInstances: describeInstances,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeRegions: describeRegions,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcBlockPublicAccessOptions: (call) => ({
    VpcBlockPublicAccessOptions: require(call, call.region.VpcBlockPublicAccessOptions),
  }),
  GetImageAncestry: getImageAncestry,
  GetManagedPrefixListEntries: getManagedPrefixListEntries,
};

/** Operations that return everything at once to a caller who asks for no page size. */
export const EC2_PAGED: ReadonlySet<string> = new Set([
  ...Object.keys(LISTING_HANDLERS),
  'DescribeInstances',
  'DescribeInstanceStatus',
  'GetManagedPrefixListEntries',
]);
