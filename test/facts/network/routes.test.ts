import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../../src/facts/network/cidr-set.ts';
import { chooseRoutes } from '../../../src/facts/network/routes.ts';
import type { Route } from '../../../src/model/aws.ts';
import { known } from '../../../src/model/known.ts';
import { healthyRegion } from '../../support/subject.ts';

function parse(text: string) {
  const set = parseCidr(text);
  if (set === undefined) throw new Error(`not a CIDR: ${text}`);
  return set;
}

function choose(routes: readonly Route[], destination: string, region = healthyRegion): string[] {
  const choice = chooseRoutes(region, { RouteTableId: 'rtb-1', Routes: routes }, parse(destination));
  if (!choice.known) throw new Error('the table was read');
  return choice.value.targets.map((target) => target?.id ?? 'none').sort();
}

describe('chooseRoutes', () => {
  it('takes the longest prefix for each address', () => {
    const route = fc.record({
      host: fc.integer({ min: 0, max: 15 }),
      length: fc.integer({ min: 28, max: 32 }),
      nat: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(route, {
          maxLength: 6,
          // EC2 has one route for each destination.
          selector: ({ host, length }) => `${Math.floor(host / 2 ** (32 - length))}/${length}`,
        }),
        (routes) => {
          const expected = new Set<string>();
          for (let address = 0; address < 16; address += 1) {
            const [best] = routes
              .filter(({ host, length }) => {
                const size = 2 ** (32 - length);
                return Math.floor(host / size) === Math.floor(address / size);
              })
              .sort((a, b) => b.length - a.length);
            expected.add(best === undefined ? 'none' : `nat-${best.nat}`);
          }
          const table = routes.map(({ host, length, nat }) => ({
            DestinationCidrBlock: `10.0.0.${host}/${length}`,
            NatGatewayId: `nat-${nat}`,
            State: 'active',
          }));
          expect(choose(table, '10.0.0.0/28')).toEqual([...expected].sort());
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each<[string, Route[], string, string[]]>([
    ['nothing matches', [{ DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local' }], '52.0.0.0/8', ['none']],
    [
      'a static route beats a propagated one',
      [
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute' },
      ],
      '52.0.0.0/8',
      ['igw-1'],
    ],
    [
      'a longer propagated route beats a shorter static one',
      [
        { DestinationCidrBlock: '52.0.0.0/8', GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute' },
      ],
      '52.0.0.0/8',
      ['vgw-1'],
    ],
    [
      'IPv6 routes carry no IPv4',
      [{ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' }],
      '52.0.0.0/8',
      ['none'],
    ],
    [
      'an unread prefix list may carry anything and takes nothing away',
      [
        { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' },
      ],
      '52.0.0.0/8',
      ['igw-1', 'tgw-1'],
    ],
  ])('%s', (_, routes, destination, expected) => {
    expect(choose(routes, destination)).toEqual(expected);
  });

  it('knows a planned internet gateway by the list it is in', () => {
    const region = {
      ...healthyRegion,
      InternetGateways: known([{ InternetGatewayId: 'aws_internet_gateway.main' }]),
    };
    const table = {
      RouteTableId: 'rtb-1',
      Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'aws_internet_gateway.main' }],
    };
    const choice = chooseRoutes(region, table, parse('52.0.0.0/8'));
    expect(choice.known && choice.value.targets.map((target) => target?.kind)).toEqual(['internet-gateway']);
  });
});
