import { type Call, type Handler, require, textOf } from './call.ts';
import { ServiceError } from './errors.ts';
import { describeInstanceInformation, describeInstanceProperties } from './ssm-nodes.ts';

const DEFAULT_HOST_MANAGEMENT = '/ssm/managed-instance/default-ec2-instance-management-role';
const PREFERENCES = 'SSM-SessionManagerRunShell';

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
  DescribeInstanceProperties: describeInstanceProperties,
  GetConnectionStatus: getConnectionStatus,
  GetDocument: getDocument,
  GetServiceSetting: getServiceSetting,
};
