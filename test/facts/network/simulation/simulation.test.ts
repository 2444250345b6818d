import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solvePath } from '../../../../src/facts/network/solve-path.ts';
import type { RegionField } from '../../../../src/model/inventory.ts';
import { type Gap, type Known, known, unknown } from '../../../../src/model/known.ts';
import { buildSubject, type SubjectChanges } from '../../../support/subject.ts';
import { ENDPOINTS, type Outcome, send, type World } from './packet.ts';
import { describeWorld, world } from './world.ts';

/** Public addresses on both sides of every block that the worlds are made of. */
const PUBLIC = [
  '3.5.0.1',
  '51.255.255.254',
  '52.94.0.1',
  '55.255.255.1',
  '126.0.0.1',
  '130.1.1.1',
  '192.169.0.1',
];
/** Where a private hosted zone may lead, if something leads there. */
const PRIVATE = ['10.200.0.5'];
const CLIENT_PORTS = [32_768, 39_999, 40_000, 45_000, 50_000, 50_001, 60_999];
const NAT_PORTS = [1024, 32_767, 32_768, 45_000, 60_999, 61_000, 65_535];

function outcomes(given: World, addresses: readonly string[]): Outcome[][] {
  return addresses.map((to) =>
    CLIENT_PORTS.flatMap((port) => NAT_PORTS.map((natPort) => send(given, { to, port, natPort }))),
  );
}

function judge(changes: SubjectChanges) {
  const { hops } = solvePath(buildSubject(changes), 'ssm');
  const has = (wanted: string): boolean => hops.some(({ status }) => status === wanted);
  if (has('fail')) return 'stopped';
  if (has('unknown')) return 'open';
  return has('degraded') ? 'degraded' : 'works';
}

const ENTITIES = [
  ['SecurityGroups', ['IpPermissions', 'IpPermissionsEgress']],
  ['Subnets', ['CidrBlock', 'OwnerId', 'Ipv6Native']],
  ['Vpcs', ['OwnerId', 'DhcpOptionsId', 'CidrBlock']],
  ['RouteTables', ['Routes', 'Associations']],
  ['NetworkAcls', ['Entries', 'Associations']],
  ['InternetGateways', ['Attachments']],
  ['NatGateways', ['State', 'ConnectivityType', 'SubnetId', 'AvailabilityMode']],
  ['VpcEndpoints', ['State', 'ServiceName', 'PrivateDnsEnabled', 'Groups', 'PolicyDocument']],
  ['NetworkInterfaces', ['PrivateIpAddress', 'SubnetId']],
  ['DhcpOptions', ['DhcpConfigurations']],
] as const;
const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };

/** One answer, or one attribute of every entity in it, becomes unread. */
const loss = fc.oneof(
  ...ENTITIES.map(([field, attributes]) =>
    fc.record({ field: fc.constant(field), attribute: fc.constantFrom(undefined, ...attributes) }),
  ),
);

function lose(
  changes: SubjectChanges,
  { field, attribute }: { field: RegionField; attribute?: string | undefined },
) {
  const list = buildSubject(changes).region[field] as Known<readonly object[]>;
  const lost =
    attribute === undefined || !list.known
      ? unknown(DENIED)
      : known(list.value.map((entity) => ({ ...entity, Gaps: { [attribute]: DENIED } })));
  return { ...changes, region: { ...changes.region, [field]: lost } };
}

const counts = { works: 0, degraded: 0, stopped: 0, open: 0 };

it('what the solver says of a path holds for each packet on it', () => {
  fc.assert(
    fc.property(world, (given) => {
      const verdict = judge(describeWorld(given));
      counts[verdict] += 1;
      const isEndpoint = given.endpoint !== undefined;
      const targets = given.endpoint === undefined ? PUBLIC : [ENDPOINTS[given.endpoint.subnet]];
      const sent = outcomes(given, targets);
      switch (verdict) {
        case 'works':
          expect(sent.flat().every((outcome) => outcome === 'delivered')).toBe(true);
          break;
        case 'degraded':
          for (const toOne of sent) {
            expect(toOne).toContain('delivered');
            expect(toOne).not.toContain('beyond');
          }
          break;
        case 'stopped': {
          const all = isEndpoint ? sent : [...sent, ...outcomes(given, PRIVATE)];
          expect(all.flat().every((outcome) => outcome === 'dropped')).toBe(true);
          break;
        }
        case 'open':
          break;
      }
    }),
    { numRuns: 10_000 },
  );
});

it('an answer that was not read, or a part of one, never makes a claim', () => {
  fc.assert(
    fc.property(world, loss, (given, lost) => {
      const changes = describeWorld(given);
      const before = judge(changes);
      const after = judge(lose(changes, lost));
      const allowed =
        before === 'works' || before === 'degraded' ? ['works', 'degraded', 'open'] : [before, 'open'];
      expect(allowed).toContain(after);
    }),
    { numRuns: 10_000 },
  );
});

it('met every answer often, so that the property above says something', () => {
  for (const [verdict, count] of Object.entries(counts)) expect(count, verdict).toBeGreaterThan(100);
});
