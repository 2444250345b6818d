import { SourceError } from '../../model/errors.ts';
import { known, unknown, type Known } from '../../model/known.ts';
import type { Clients, ConnectionOptions } from './clients.ts';
import { isBadCredentials, isDenied, toGap } from './to-gap.ts';

export interface Identity {
  readonly accountId: string;
  readonly partition: string;
}

/** Who is asking. Nothing can be scanned without an answer, so a failure ends the run with the way out. */
export async function readIdentity(
  clients: Clients,
  region: string,
  options: ConnectionOptions,
): Promise<Identity> {
  let answer: { readonly Account?: string; readonly Arn?: string };
  try {
    answer = await clients.send('sts', region, 'GetCallerIdentity', {});
  } catch (error) {
    throw new SourceError(explainCredentials(error, options), { cause: error });
  }
  const partition = answer.Arn?.split(':')[1];
  if (answer.Account === undefined || partition === undefined) {
    throw new SourceError(
      'sts:GetCallerIdentity answered without an account: is the endpoint an AWS endpoint?',
    );
  }
  return { accountId: answer.Account, partition };
}

function explainCredentials(error: unknown, { profile, roleArn }: ConnectionOptions): string {
  const gap = toGap(error, 'sts:GetCallerIdentity');
  const detail = gap.kind === 'api-error' ? `${gap.code}: ${gap.message}` : 'denied';
  if (roleArn !== undefined && isDenied(error)) {
    return `cannot assume ${roleArn} (${detail}); its trust policy must allow the identity that you run as`;
  }
  if (!isBadCredentials(error))
    return `cannot reach AWS STS (${detail}); check the network, --endpoint-url and the region`;
  const name = profile === undefined ? '' : ` --profile ${profile}`;
  return `no usable AWS credentials (${detail}); renew them with: aws sso login${name} (or: aws configure${name})`;
}

/** Every region that is enabled for the account: opted-in ones and those that need no opt-in. */
export async function readEnabledRegions(
  clients: Clients,
  region: string,
): Promise<Known<readonly string[]>> {
  try {
    const answer: { readonly Regions?: readonly { readonly RegionName?: string }[] } = await clients.send(
      'ec2',
      region,
      'DescribeRegions',
      {},
    );
    const names = answer.Regions?.map(({ RegionName }) => RegionName).filter((name) => name !== undefined);
    if (names !== undefined && names.length > 0) return known(names.sort());
    return unknown({
      kind: 'api-error',
      action: 'ec2:DescribeRegions',
      code: 'UnexpectedAnswer',
      message: 'no regions in it',
    });
  } catch (error) {
    return unknown(toGap(error, 'ec2:DescribeRegions'));
  }
}
