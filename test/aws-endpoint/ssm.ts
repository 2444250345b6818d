import { type Call, type Handler, require, textOf } from './call.ts';
import { ServiceError } from './errors.ts';
import { paginate } from './paging.ts';
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

/** Sessions of the last hour still stand. What nobody should look at comes along, as with AWS. */
const describeSessions: Handler = (call) => {
  const { State, MaxResults: size, NextToken: token } = call.input;
  if (State !== 'Active' && State !== 'History')
    throw new ServiceError('ValidationException', `The state ${String(State)} is none.`);
  const sessions = require(call, call.region.Sessions)
    .filter(({ StartDate }) => isRecent(call, StartDate) === (State === 'Active'))
    .map(({ Target, StartDate }, index) => ({
      SessionId: `ops-${index}`,
      Target,
      StartDate,
      Status: State === 'Active' ? 'Connected' : 'Terminated',
      Owner: `arn:aws:sts::${call.account.accountId}:assumed-role/ops/alice`,
      Reason: 'CHG-42',
      OutputUrl: { S3OutputUrl: 's3://session-logs/ops' },
    }));
  const { page, next } = paginate(call, sessions, { size, token }, { min: 1, max: 200, fallback: 200 });
  return { Sessions: page, NextToken: next };
};

function isRecent({ takenAt }: Call, time: string): boolean {
  return Date.parse(takenAt) - Date.parse(time) < 3_600_000;
}

export const SSM_HANDLERS: Readonly<Record<string, Handler>> = {
  DescribeInstanceInformation: describeInstanceInformation,
  DescribeInstanceProperties: describeInstanceProperties,
  DescribeSessions: describeSessions,
  GetConnectionStatus: getConnectionStatus,
  GetDocument: getDocument,
  GetServiceSetting: getServiceSetting,
};
