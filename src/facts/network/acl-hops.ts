import { type Known, known } from '../../model/known.ts';
import { judgeAclAt } from './acl-check.ts';
import { ANY_IPV4, PUBLIC_IPV4 } from './address-space.ts';
import type { Ports } from './acl.ts';
import { type EndpointInterface, joinAddresses, listEndpointInterfaces } from './endpoints.ts';
import { readNatSubnet } from './nat-gateway.ts';
import { findForwarder } from './nat-instance.ts';
import { ask, combineAll, combineAny, type HopResult, passed, undecided } from './path.ts';
import type { Situation } from './situation.ts';
import { forIndividual, readSourceAddresses } from './source-addresses.ts';
import type { Way } from './way.ts';

export type OsFamily = 'linux' | 'windows' | 'either';

const HTTPS: Ports = [443, 443];
/** https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports */
const NAT_PORTS: Ports = [1024, 65_535];
/** Linux: `net.ipv4.ip_local_port_range` as distributions ship it. Windows: Server 2008 and later. */
const EPHEMERAL: Record<'linux' | 'windows', Ports> = { linux: [32_768, 60_999], windows: [49_152, 65_535] };

/** TCP 443 out of the instance's subnet. ACLs do not see traffic that stays in one subnet. */
export function judgeSubnetAcl(situation: Situation, way: Way): HopResult {
  const { subnetId } = situation;
  const { reach } = way;
  if (typeof reach === 'string') {
    const addresses = reach === 'public' ? PUBLIC_IPV4 : ANY_IPV4;
    return unlessNear(
      way,
      judgeAclAt(situation, subnetId, { direction: 'out', ports: HTTPS, addresses }, reach),
    );
  }
  return judgeEach(situation, reach.endpoint, ({ addresses }) =>
    judgeAclAt(situation, subnetId, { direction: 'out', ports: HTTPS, addresses }, 'vpc'),
  );
}

/** TCP 443 into the endpoint's subnets; `undefined` where no endpoint is on the way. */
export function judgeEndpointAcl(situation: Situation, { reach, gap }: Way): HopResult | undefined {
  if (reach === 'public') return undefined;
  if (reach === 'anywhere') return gap === undefined ? undefined : undecided(gap);
  return judgeEach(situation, reach.endpoint, ({ subnetId }) =>
    judgeFromInstance(situation, subnetId, 'in', HTTPS),
  );
}

/** TCP 443 into the NAT's subnet and out of it again; `undefined` where no NAT can be on the way. */
export function judgeNatAcl(situation: Situation, way: Way): HopResult | undefined {
  // Where nobody can say what the route leads through, nobody can say whose ACLs it meets.
  if (way.reach === 'public' && way.route.status === 'unknown') return way.route;
  const subnet = readNatSubnetOf(situation, way);
  if (subnet === undefined) return undefined;
  if (!subnet.known) return undecided(subnet.gap);
  if (subnet.value === undefined) {
    return passed({
      resource: way.target?.id ?? 'NAT',
      detail: 'A regional NAT gateway stands in no subnet.',
    });
  }
  const onward = judgeAclAt(
    situation,
    subnet.value,
    { direction: 'out', ports: HTTPS, addresses: PUBLIC_IPV4 },
    'public',
  );
  if (subnet.value === situation.subnetId) return onward;
  return combineAll([judgeFromInstance(situation, subnet.value, 'in', HTTPS), onward]);
}

/** The answers: ACLs keep no state, so ephemeral ports must be open on every subnet on the way back. */
export function judgeReturnPorts(situation: Situation, way: Way, os: OsFamily): HopResult {
  if (os !== 'either') return judgeReturn(situation, way, EPHEMERAL[os]);
  return combineAny(
    [judgeReturn(situation, way, EPHEMERAL.linux), judgeReturn(situation, way, EPHEMERAL.windows)],
    ask('Is the instance a Linux or a Windows one? They use different ephemeral ports.'),
  );
}

function judgeReturn(situation: Situation, way: Way, ports: Ports): HopResult {
  const { subnetId } = situation;
  const { reach } = way;
  if (typeof reach !== 'string') {
    return judgeEach(situation, reach.endpoint, (item) =>
      combineAll([
        judgeFromInstance(situation, item.subnetId, 'out', ports),
        judgeAclAt(situation, subnetId, { direction: 'in', ports, addresses: item.addresses }, 'vpc'),
      ]),
    );
  }

  const addresses = reach === 'public' ? PUBLIC_IPV4 : ANY_IPV4;
  const results: HopResult[] = [];
  const nat = readNatSubnetOf(situation, way);
  if (nat !== undefined && !nat.known) return undecided(nat.gap);
  if (nat?.value !== undefined) {
    results.push(judgeAclAt(situation, nat.value, { direction: 'in', ports: NAT_PORTS, addresses }, reach));
    if (nat.value !== subnetId) results.push(judgeFromInstance(situation, nat.value, 'out', ports));
  }
  results.push(judgeAclAt(situation, subnetId, { direction: 'in', ports, addresses }, reach));
  return unlessNear(way, combineAll(results));
}

/** Where nobody can name the other side it may stand in the same subnet, whose ACL would not see the traffic. */
function unlessNear({ reach, kind, gap }: Way, result: HopResult): HopResult {
  const isNamed = reach !== 'anywhere' || kind === 'beyond-vpc';
  return isNamed || result.status !== 'fail' || gap === undefined ? result : undecided(gap);
}

function readNatSubnetOf(situation: Situation, { kind, target }: Way): Known<string | undefined> | undefined {
  if (target === undefined) return undefined;
  if (kind === 'nat-gateway') return readNatSubnet(situation, target.id);
  if (kind !== 'nat-instance') return undefined;
  const found = findForwarder(situation, target);
  return found.known ? known(found.value.via.SubnetId) : found;
}

/** Traffic of a foreign subnet's ACL with the instance: `in` from it, `out` to it. */
function judgeFromInstance(
  situation: Situation,
  subnetId: string,
  direction: 'in' | 'out',
  ports: Ports,
): HopResult {
  const source = readSourceAddresses(situation);
  if (!source.known) return forIndividual(situation, undecided(source.gap));
  const result = judgeAclAt(situation, subnetId, { direction, ports, addresses: source.value }, 'vpc');
  return result.status === 'unknown' ? forIndividual(situation, result) : result;
}

type Endpoint = Parameters<typeof listEndpointInterfaces>[1];

/**
 * One check for each of the endpoint's subnets, whose ACL is the same for all addresses in it. The agent may be given
 * any of the addresses, so what differs between the subnets is not certain.
 */
function judgeEach(
  situation: Situation,
  endpoint: Endpoint,
  judge: (item: EndpointInterface) => HopResult,
): HopResult {
  const interfaces = listEndpointInterfaces(situation, endpoint);
  if (!interfaces.known) return undecided(interfaces.gap);
  const subnetIds = [...new Set(interfaces.value.map(({ subnetId }) => subnetId))];
  const results = subnetIds.map((subnetId) => {
    if (subnetId === situation.subnetId) {
      return passed({ resource: subnetId, detail: 'ACLs do not see traffic inside one subnet.' });
    }
    const items = interfaces.value.filter((item) => item.subnetId === subnetId);
    return judge({ id: subnetId, subnetId, addresses: joinAddresses(items) });
  });
  const id = endpoint.VpcEndpointId ?? 'the endpoint';
  return combineAny(results, ask(`Which of the addresses of ${id} is the agent given?`));
}
