import { type Known, known, mapKnown } from '../../model/known.ts';
import { judgeAclAt, type Peer } from './acl-check.ts';
import { ANY_IPV4, ANY_IPV6, NAT64_IPV6, PUBLIC_IPV4 } from './address-space.ts';
import type { Ports } from './acl.ts';
import { type AddressSet, type Family, intersect, isEmpty } from './cidr-set.ts';
import { type EndpointInterface, listEndpointSubnets } from './endpoints.ts';
import { missing } from './lookup.ts';
import { readNatSubnet } from './nat-gateway.ts';
import { findForwarder } from './nat-instance.ts';
import { ask, combineAll, combineAny, failed, type HopResult, passed, undecided } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { forIndividual, readSourceAddresses } from './source-addresses.ts';
import { endpointOf, type Way } from './way.ts';

const HTTPS: Ports = [443, 443];
/** https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports */
const NAT_PORTS: Ports = [1024, 65_535];
/**
 * Linux: `net.ipv4.ip_local_port_range` as kernels since 3.11 have it; that AWS ends it at 61000, as older kernels do,
 * changes nothing: one port in 28,233 carries no session. Windows: Server 2008 and later. macOS: as it is shipped.
 */
const EPHEMERAL: Record<'linux' | 'windows' | 'macos', Ports> = {
  linux: [32_768, 60_999],
  windows: [49_152, 65_535],
  macos: [49_152, 65_535],
};

/** TCP 443 out of the instance's subnet. ACLs do not see traffic that stays in one subnet. */
export function judgeSubnetAcl(situation: Situation, way: Way): HopResult {
  const { subnetId } = situation;
  const out = (addresses: AddressSet, peer: Peer): HopResult =>
    judgeAclAt(situation, subnetId, { direction: 'out', ports: HTTPS, addresses }, peer);
  const endpoint = endpointOf(way);
  if (endpoint !== undefined) {
    return judgeEach(situation, endpoint, ({ addresses }) => out(addresses, 'vpc'));
  }
  const far = readFarSide(situation, way);
  return far.known ? unlessNear(way, out(far.value.addresses, far.value.peer)) : undecided(far.gap);
}

/** TCP 443 into the endpoint's subnets; `undefined` where no endpoint is on the way. */
export function judgeEndpointAcl(situation: Situation, way: Way): HopResult | undefined {
  const { reach, gap } = way;
  if (reach === 'anywhere') return gap === undefined ? undefined : undecided(gap);
  const endpoint = endpointOf(way);
  if (endpoint === undefined) return undefined;
  return judgeEach(situation, endpoint, ({ subnetId }) =>
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
    { direction: 'out', ports: HTTPS, addresses: way.reach === 'anywhere' ? ANY_IPV4 : PUBLIC_IPV4 },
    way.reach === 'anywhere' ? 'anywhere' : 'public',
  );
  if (subnet.value === situation.subnetId) return onward;
  return combineAll([judgeFromInstance(situation, subnet.value, 'in', HTTPS, familyOf(way)), onward]);
}

/** The answers: ACLs keep no state, so ephemeral ports must be open on every subnet on the way back. */
export function judgeReturnPorts(situation: Situation, way: Way): HopResult {
  const { os } = situation;
  if (os !== undefined && os !== 'either') return judgeReturn(situation, way, EPHEMERAL[os]);
  const results = [
    judgeReturn(situation, way, EPHEMERAL.linux),
    judgeReturn(situation, way, EPHEMERAL.windows),
  ];
  const question = ask('Is the instance a Linux or a Windows one? They use different ephemeral ports.');
  const either = combineAny(results, question);
  const isByOs = results.some(({ status }) => status !== either.status);
  return os === undefined && either.status === 'unknown' && isByOs ? { ...either, needsOs: true } : either;
}

function judgeReturn(situation: Situation, way: Way, ports: Ports): HopResult {
  const { subnetId } = situation;
  const endpoint = endpointOf(way);
  if (endpoint !== undefined) {
    return judgeEach(situation, endpoint, (item) =>
      joinPorts(situation, [
        judgeFromInstance(situation, item.subnetId, 'out', ports),
        judgeAclAt(situation, subnetId, { direction: 'in', ports, addresses: item.addresses }, 'vpc'),
      ]),
    );
  }

  const far = readFarSide(situation, way);
  if (!far.known) return undecided(far.gap);
  const { addresses, peer } = far.value;
  const toNat: HopResult[] = [];
  const results: HopResult[] = [];
  const nat = readNatSubnetOf(situation, way);
  if (nat !== undefined && !nat.known) return undecided(nat.gap);
  if (nat?.value !== undefined) {
    // What is beyond a NAT speaks IPv4 with it, whatever the instance speaks.
    const beyond = way.reach === 'nat64' ? PUBLIC_IPV4 : addresses;
    toNat.push(
      judgeAclAt(situation, nat.value, { direction: 'in', ports: NAT_PORTS, addresses: beyond }, peer),
    );
    if (nat.value !== subnetId)
      results.push(judgeFromInstance(situation, nat.value, 'out', ports, familyOf(way)));
  }
  results.push(judgeAclAt(situation, subnetId, { direction: 'in', ports, addresses }, peer));
  return unlessNear(way, combineAll([...toNat, joinPorts(situation, results)]));
}

/** Several ACLs that see the same ports: those that all of them let through have to be some. */
function joinPorts(situation: Situation, results: readonly HopResult[]): HopResult {
  const combined = combineAll(results);
  const [first, ...others] = results.flatMap(({ window }) => window ?? []);
  if (combined.status !== 'degraded' || first === undefined) return combined;
  const ever = others.reduce((set, window) => intersect(set, window.ever), first.ever);
  if (isEmpty(ever)) return failed(first.problem, ...combined.evidence);
  const always = others.reduce((set, window) => intersect(set, window.always), first.always);
  if (!isEmpty(always)) return combined;
  const question = ask('Is there a port of the instance that every ACL on the way back lets through?');
  return forIndividual(situation, undecided(question, ...combined.evidence));
}

/** The other side of a way that ends outside of the VPC, as the ACL of the instance's subnet sees it. */
function readFarSide(
  { families }: Situation,
  { reach }: Way,
): Known<{ readonly addresses: AddressSet; readonly peer: Peer }> {
  if (reach === 'public') return known({ addresses: PUBLIC_IPV4, peer: 'public' });
  if (reach === 'nat64') return known({ addresses: NAT64_IPV6, peer: 'public' });
  if (reach === 'anywhere' || 'endpoint' in reach) {
    return known({ addresses: families === 'ipv6' ? ANY_IPV6 : ANY_IPV4, peer: 'anywhere' });
  }
  return mapKnown(reach.addresses, (addresses) => ({ addresses, peer: 'public' }));
}

function familyOf({ reach }: Way): Family {
  return reach === 'nat64' ? 6 : 4;
}

/** Where nobody can name the other side it may stand in the same subnet, whose ACL would not see the traffic. */
function unlessNear({ reach, kind, gap }: Way, result: HopResult): HopResult {
  const isNamed = reach !== 'anywhere' || kind === 'beyond-vpc';
  return isNamed || result.status !== 'fail' || gap === undefined ? result : undecided(gap);
}

function readNatSubnetOf(situation: Situation, { target }: Way): Known<string | undefined> | undefined {
  if (target?.kind === 'nat-gateway') return readNatSubnet(situation, target.id);
  if (target?.kind !== 'network-interface') return undefined;
  const found = findForwarder(situation, target);
  if (!found.known) return found;
  // Only a regional NAT gateway stands in no subnet.
  return found.value.via.SubnetId === undefined
    ? missing('ec2:DescribeInstances')
    : known(found.value.via.SubnetId);
}

/** Traffic of a foreign subnet's ACL with the instance: `in` from it, `out` to it. */
function judgeFromInstance(
  situation: Situation,
  subnetId: string,
  direction: 'in' | 'out',
  ports: Ports,
  family: Family = 4,
): HopResult {
  const source = readSourceAddresses(situation, family);
  if (!source.known) return forIndividual(situation, undecided(source.gap));
  const result = judgeAclAt(situation, subnetId, { direction, ports, addresses: source.value }, 'vpc');
  return result.status === 'unknown' ? forIndividual(situation, result) : result;
}

type Endpoint = Parameters<typeof listEndpointSubnets>[1];

/**
 * One check for each of the endpoint's subnets, whose ACL is the same for all addresses in it. The agent may be given
 * any of the addresses, so what differs between the subnets is not certain.
 */
function judgeEach(
  situation: Situation,
  endpoint: Endpoint,
  judge: (item: EndpointInterface) => HopResult,
): HopResult {
  const subnets = listEndpointSubnets(situation, endpoint);
  if (!subnets.known) return undecided(subnets.gap);
  const results = subnets.value.map((item) =>
    item.subnetId === situation.subnetId
      ? passed({ resource: item.subnetId, detail: 'ACLs do not see traffic inside one subnet.' })
      : judge(item),
  );
  const id = endpoint.VpcEndpointId ?? 'the endpoint';
  return combineAny(results, ask(`Which of the addresses of ${id} is the agent given?`));
}
