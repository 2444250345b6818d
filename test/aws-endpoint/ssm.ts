import type { InstanceInformation } from '../../src/model/aws.ts';
import { type Call, type Handler, listOf, require, textOf } from './call.ts';
import { byId } from './entities.ts';
import { ServiceError } from './errors.ts';
import { paginate } from './paging.ts';

const DEFAULT_HOST_MANAGEMENT = '/ssm/managed-instance/default-ec2-instance-management-role';
const PREFERENCES = 'SSM-SessionManagerRunShell';

/** Filter keys that are honoured here, with the attribute that each compares. */
const FILTERS: Readonly<Record<string, keyof InstanceInformation>> = {
  InstanceIds: 'InstanceId',
  PingStatus: 'PingStatus',
  PlatformTypes: 'PlatformType',
  ResourceType: 'ResourceType',
};

const describeInstanceInformation: Handler = (call) => {
  let nodes = require(call, call.region.InstanceInformationList);
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

const getServiceSetting: Handler = (call) => {
  const id = textOf(call.input, 'SettingId') ?? '';
  // Callers give the path or the whole ARN.
  if (!id.endsWith(DEFAULT_HOST_MANAGEMENT)) {
    throw new ServiceError('ServiceSettingNotFound', `The service setting ${id} was not found.`);
  }
  return { ServiceSetting: require(call, call.region.ServiceSetting) };
};

const getDocument: Handler = (call) => {
  const name = textOf(call.input, 'Name');
  const document = name === PREFERENCES ? require(call, call.region.SessionDocument) : undefined;
  if (document === undefined) {
    throw new ServiceError('InvalidDocument', `Document with name ${String(name)} does not exist.`);
  }
  return document;
};

/** A node that nobody recorded is not connected, which is also what AWS says of one that it does not know. */
const getConnectionStatus: Handler = (call: Call) => {
  const Target = textOf(call.input, 'Target') ?? '';
  const status = call.region.ConnectionStatuses[Target];
  return { Target, Status: status === undefined ? 'notconnected' : require(call, status) };
};

export const SSM_HANDLERS: Readonly<Record<string, Handler>> = {
  DescribeInstanceInformation: describeInstanceInformation,
  GetConnectionStatus: getConnectionStatus,
  GetDocument: getDocument,
  GetServiceSetting: getServiceSetting,
};
