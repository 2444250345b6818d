import type { Instance, InstanceInformation } from '../../src/model/aws.ts';
import { type Call, type Handler, listOf, require, textOf } from './call.ts';
import { byId } from './entities.ts';
import { ServiceError } from './errors.ts';
import { paginate } from './paging.ts';

/** States of instances that DescribeInstanceInformation does not show. */
const HIDDEN = new Set(['stopped', 'terminated']);

function instancesOf({ region }: Call): ReadonlyMap<unknown, Instance> {
  const { Reservations } = region;
  if (!Reservations.known) return new Map();
  return byId(instanceLists(Reservations.value), 'InstanceId');
}

const lists = new WeakMap<object, readonly Instance[]>();

function instanceLists(
  reservations: readonly { readonly Instances?: readonly Instance[] }[],
): readonly Instance[] {
  const list = lists.get(reservations) ?? reservations.flatMap(({ Instances = [] }) => Instances);
  lists.set(reservations, list);
  return list;
}

/** Filter keys that are honoured here, with the attribute that each compares. */
const FILTERS: Readonly<Record<string, keyof InstanceInformation>> = {
  InstanceIds: 'InstanceId',
  PingStatus: 'PingStatus',
  PlatformTypes: 'PlatformType',
  ResourceType: 'ResourceType',
};

export const describeInstanceInformation: Handler = (call) => {
  const instances = instancesOf(call);
  let nodes: readonly InstanceInformation[] = require(call, call.region.InstanceInformationList).filter(
    ({ InstanceId }) => !HIDDEN.has(instances.get(InstanceId)?.State?.Name ?? ''),
  );
  for (const filter of listOf(call.input, 'Filters') as object[]) {
    nodes = applyFilter(nodes, textOf({ ...filter }, 'Key') ?? '', listOf({ ...filter }, 'Values'));
  }
  if (listOf(call.input, 'InstanceInformationFilterList').length > 0) {
    throw new ServiceError('ValidationException', 'This endpoint takes Filters only.');
  }
  const { MaxResults: size, NextToken: token } = call.input;
  const { page, next } = paginate(call, nodes, { size, token }, { min: 5, max: 50, fallback: 10 });
  return { InstanceInformationList: page, NextToken: next };
};

function applyFilter(
  nodes: readonly InstanceInformation[],
  key: string,
  values: readonly unknown[],
): readonly InstanceInformation[] {
  const attribute = FILTERS[key];
  if (attribute === undefined)
    throw new ServiceError('InvalidFilterKey', `The filter key ${key} is not valid.`);
  if (values.length === 0 || values.length > 100) {
    throw new ServiceError('ValidationException', 'A filter takes from 1 to 100 values.');
  }
  if (key === 'InstanceIds') {
    const index = byId(nodes, 'InstanceId');
    return values.flatMap((id) => index.get(id) ?? []);
  }
  return nodes.filter((node) => values.includes(node[attribute]));
}

/** As the console shows them: stopped ones too, with much of what EC2 knows, and the public address for the private. */
export const describeInstanceProperties: Handler = (call) => {
  const instances = instancesOf(call);
  const nodes = require(call, call.region.InstanceInformationList);
  const { MaxResults: size, NextToken: token } = call.input;
  const { page, next } = paginate(call, nodes, { size, token }, { min: 5, max: 1000, fallback: 10 });
  return {
    InstanceProperties: page.map((node) => {
      const instance = instances.get(node.InstanceId);
      return {
        ...node,
        IPAddress: instance?.PublicIpAddress ?? '',
        InstanceState: instance?.State?.Name ?? '',
        InstanceType: instance?.InstanceType ?? '',
        InstanceRole: instance?.IamInstanceProfile?.Arn ?? '',
        LaunchTime: instance?.LaunchTime,
        KeyName: 'ops',
      };
    }),
    NextToken: next,
  };
};
