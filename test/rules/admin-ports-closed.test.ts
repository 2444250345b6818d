import type { IpPermission } from '../../src/model/aws.ts';
import rule from '../../src/rules/admin-ports-closed.ts';
import { known } from '../../src/model/known.ts';
import { denied, groups, https, instanceIn, tcp } from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';
import { healthyInstance } from '../support/subject.ts';

const ANYWHERE = '0.0.0.0/0';

function inbound(...rules: readonly IpPermission[]) {
  return { region: groups({ 'sg-app': { in: rules } }) };
}

testRule(rule, {
  pass: [
    { name: 'no inbound rule' },
    { name: 'HTTPS from anywhere', given: inbound(https(ANYWHERE)) },
    { name: 'SSH from the office', given: inbound(tcp(22, 22, '198.51.100.0/24')) },
    { name: 'SSH from private addresses', given: inbound(tcp(22, 22, '10.0.0.0/8')) },
    { name: 'half of the internet is not the internet', given: inbound(tcp(22, 22, '0.0.0.0/1')) },
    {
      name: 'UDP 3389 from anywhere',
      given: inbound({ IpProtocol: 'udp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: ANYWHERE }] }),
    },
    {
      name: 'SSH from a group',
      given: inbound({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        UserIdGroupPairs: [{ GroupId: 'sg-bastion' }],
      }),
    },
    {
      name: 'SSH from a prefix list of the office',
      given: {
        region: {
          ...groups({
            'sg-app': {
              in: [
                { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-1' }] },
              ],
            },
          }),
          PrefixListEntries: { 'pl-1': known([{ Cidr: '198.51.100.0/24' }]) },
        },
      },
    },
  ],
  fail: [
    {
      name: 'one open group proves it, whatever another interface has',
      given: {
        ...inbound(tcp(22, 22, ANYWHERE)),
        instance: {
          NetworkInterfaces: [...(healthyInstance.NetworkInterfaces ?? []), { NetworkInterfaceId: 'eni-2' }],
        },
      },
      at: ['sg-app:22'],
    },
    { name: 'SSH from anywhere', given: inbound(tcp(22, 22, ANYWHERE)), at: ['sg-app:22'] },
    { name: 'SSH from anywhere by IPv6', given: inbound(tcp(22, 22, '::/0')), at: ['sg-app:22'] },
    {
      name: 'everything from anywhere',
      given: inbound({ IpProtocol: '-1', IpRanges: [{ CidrIp: ANYWHERE }] }),
      at: ['sg-app:22', 'sg-app:3389'],
    },
    {
      name: 'SSH from both halves',
      given: inbound(tcp(22, 22, '0.0.0.0/1'), tcp(20, 30, '128.0.0.0/1')),
      at: ['sg-app:22'],
    },
    {
      name: 'RDP from both halves by IPv6',
      given: inbound(tcp(3389, 3389, '::/1', '8000::/1')),
      at: ['sg-app:3389'],
    },
    {
      name: 'a range that holds both',
      given: inbound(tcp(0, 65_535, ANYWHERE)),
      at: ['sg-app:22', 'sg-app:3389'],
    },
    {
      name: 'a group of the second interface',
      given: {
        instance: {
          NetworkInterfaces: [
            ...(instanceIn('subnet-public').NetworkInterfaces ?? []),
            { NetworkInterfaceId: 'eni-2', Attachment: { DeviceIndex: 1 }, Groups: [{ GroupId: 'sg-open' }] },
          ],
        },
        region: groups({ 'sg-app': {}, 'sg-open': { in: [tcp(22, 22, ANYWHERE)] } }),
      },
      at: ['sg-open:22'],
    },
    {
      name: 'anywhere by a prefix list',
      given: {
        region: {
          ...groups({
            'sg-app': {
              in: [
                { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-1' }] },
              ],
            },
          }),
          PrefixListEntries: { 'pl-1': known([{ Cidr: ANYWHERE }]) },
        },
      },
      at: ['sg-app:22'],
    },
  ],
  unknown: [
    { name: 'groups were not read', given: { region: denied('SecurityGroups') } },
    { name: 'no network interface', given: { instance: { NetworkInterfaces: [] } } },
    {
      name: 'a second interface whose groups are not in the answer',
      given: {
        instance: {
          NetworkInterfaces: [...(healthyInstance.NetworkInterfaces ?? []), { NetworkInterfaceId: 'eni-2' }],
        },
      },
    },
    {
      name: 'a prefix list that was not read',
      given: inbound({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        PrefixListIds: [{ PrefixListId: 'pl-1' }],
      }),
    },
    { name: 'a CIDR that cannot be parsed', given: inbound(tcp(22, 22, '0.0.0.0')) },
  ],
});
