import { type Call, type Handler, textOf } from './call.ts';
import { denied, ServiceError } from './errors.ts';

/** An access key id that tells whose it is, so that one endpoint can serve several accounts. */
function accessKeyOf(accountId: string): string {
  return `ASIA${accountId}SCAN`;
}

/** The account that an access key of {@link accessKeyOf} belongs to; `undefined` for any other key. */
export function accountOfKey(accessKeyId: string): string | undefined {
  return /^ASIA(\d{12})SCAN$/.exec(accessKeyId)?.[1];
}

const assumeRole: Handler = (call: Call) => {
  const arn = textOf(call.input, 'RoleArn') ?? '';
  const session = textOf(call.input, 'RoleSessionName');
  const [, partition, , , accountId, resource = ''] = arn.split(':');
  if (accountId === undefined || session === undefined || !resource.startsWith('role/')) {
    throw new ServiceError('ValidationError', 'RoleArn and RoleSessionName are required.');
  }
  if (!call.accounts.some((account) => account.accountId === accountId)) {
    throw denied('sts', call.action, call.callerArn, `on resource: ${arn}`);
  }
  const roleName = resource.split('/').at(-1);
  return {
    Credentials: {
      AccessKeyId: accessKeyOf(accountId),
      SecretAccessKey: 'not-a-secret',
      SessionToken: 'not-a-token',
      Expiration: new Date(Date.now() + 3_600_000),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROASCAN:${session}`,
      Arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${session}`,
    },
  };
};

export const STS_HANDLERS: Readonly<Record<string, Handler>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: (call) => ({
    UserId: 'AIDASCAN',
    Account: call.account.accountId,
    Arn: call.callerArn,
  }),
};
