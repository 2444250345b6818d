import type { Admission } from '../model/bastion.ts';
import { quoteForShell } from '../model/shell.ts';

/** Commands for a person to run. What comes from the account is quoted, so that each stays one command. */
export function command(words: readonly string[]): string {
  return words.map((word) => quoteForShell(word)).join(' ');
}

export function ec2(region: string, ...words: readonly string[]): string {
  return command(['aws', 'ec2', ...words, '--region', region]);
}

/** Takes one source out of one rule. */
export function revokeRule(region: string, admission: Admission): string {
  const { groupId, by, source, protocol, fromPort, toPort } = admission;
  const ports =
    fromPort === undefined || toPort === undefined ? '' : `,FromPort=${fromPort},ToPort=${toPort}`;
  const from =
    by === 'group'
      ? `UserIdGroupPairs=[{GroupId=${source}}]`
      : by === 'prefix-list'
        ? `PrefixListIds=[{PrefixListId=${source}}]`
        : source.includes(':')
          ? `Ipv6Ranges=[{CidrIpv6=${source}}]`
          : `IpRanges=[{CidrIp=${source}}]`;
  return ec2(
    region,
    'revoke-security-group-ingress',
    '--group-id',
    groupId,
    '--ip-permissions',
    `IpProtocol=${protocol}${ports},${from}`,
  );
}
