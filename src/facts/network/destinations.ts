import type { VpcEndpoint } from '../../model/aws.ts';
import type { Evidence, Problem } from '../../model/finding.ts';
import { chainKnown, type Gap, type Known, known, mapKnown, read } from '../../model/known.ts';
import { findServiceEndpoints, readEndpointState } from './endpoints.ts';
import { dnsProblem, endpointStateProblem } from './endpoint-problems.ts';
import { nameUnseen, readZoneAnswer } from './hosted-zones.ts';
import { findSubnet, findVpc, missingGap } from './lookup.ts';
import { memoize } from '../memo.ts';
import { readDnsAttribute, readForeignResolver } from './names.ts';
import type { Service } from '../../model/path.ts';
import { ask } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { listWanted, nameWanted } from './wanted.ts';

/** Whether a service's public name leads to an endpoint: certainly, perhaps, or not for the reason given. */
export type Capture =
  | { readonly answer: 'yes'; readonly by?: Evidence }
  | {
      readonly answer: 'undecided';
      readonly gap: Gap;
      /** Its private DNS is off, so that only a hosted zone, or what is like one, can lead the name there. */
      readonly needsZone?: boolean;
    }
  | { readonly answer: 'no'; readonly problem: Problem };

export interface EndpointDestination {
  readonly endpoint: VpcEndpoint;
  readonly capture: Capture;
}

/** What a service's public name may stand for, seen from one VPC. */
export interface Destinations {
  /** Endpoints of this VPC, captured or not. */
  readonly endpoints: readonly EndpointDestination[];
  /** An endpoint of another VPC that a private hosted zone leads the name to. */
  readonly remote?: { readonly endpointId: string; readonly zoneId: string };
  /** The name may resolve to the service's public addresses. */
  readonly isPublic: boolean;
  /** Set when the name may also lead somewhere that was not read. */
  readonly elsewhere?: Gap;
  /** The interface has no IPv4 address and no endpoint captures the name: DNS64 may translate it. */
  readonly mayBeTranslated?: boolean;
  /** `elsewhere` depends on the DNS servers alone, and without a way out of the VPC they change nothing. */
  readonly isElsewhereByName?: boolean;
}

/**
 * Decides where the name leads before any path is judged. An endpoint with private DNS answers for every instance of
 * its VPC, public ones included: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export const findDestinations = memoize((situation: Situation, service: Service): Destinations => {
  const unseen = readUnseenNetwork(situation);
  if (unseen !== undefined) return { endpoints: [], isPublic: false, elsewhere: unseen };
  const all = findServiceEndpoints(situation, service);
  // S3 has endpoints whose private DNS answers for networks outside of the VPC alone.
  const listed = mapKnown(all, (endpoints) => endpoints.filter((endpoint) => !isForOutside(endpoint)));
  const isIpv6Only = readIsIpv6Only(situation);
  if (!isIpv6Only.known || isIpv6Only.value) {
    const zones = readZoneAnswer(situation, service).kind;
    const mayBeTranslated =
      isIpv6Only.known &&
      listed.known &&
      listed.value.length === 0 &&
      (zones === 'none' || zones === 'unread');
    const question = ask(
      `Does the agent in ${situation.subnetId} reach ${nameWanted(situation)} over IPv6 alone?`,
    );
    const elsewhere = isIpv6Only.known ? question : isIpv6Only.gap;
    return { endpoints: [], isPublic: false, elsewhere, ...(mayBeTranslated ? { mayBeTranslated } : {}) };
  }
  if (!listed.known) return { endpoints: [], isPublic: true, elsewhere: listed.gap };

  const resolver = readForeignResolver(situation);
  const foreign = resolver.known ? resolver.value : resolver.gap;
  const endpoints = listed.value.map((endpoint): EndpointDestination => {
    const capture = judgeCapture(situation, service, endpoint);
    const isByName =
      capture.answer === 'yes' || (capture.answer === 'no' && isAboutDns(situation, capture.problem));
    return { endpoint, capture: foreign !== undefined && isByName ? undecidedBy(foreign) : capture };
  });
  const isCaptured = endpoints.some(({ capture }) => capture.answer === 'yes');
  if (!isCaptured && foreign === undefined) {
    const zoned = findZoned(situation, service, endpoints);
    if (zoned !== undefined) return zoned;
  }
  return {
    endpoints: isCaptured ? endpoints.filter(({ capture }) => capture.answer === 'yes') : endpoints,
    isPublic: !isCaptured,
    ...(foreign === undefined
      ? {}
      : { elsewhere: foreign, isElsewhereByName: !mayStayInside(situation, service, endpoints) }),
  };
});

/** A hosted zone leads the name to something in the VPC that is no endpoint for the service, or may do so. */
function mayStayInside(
  situation: Situation,
  service: Service,
  endpoints: readonly EndpointDestination[],
): boolean {
  const zones = readZoneAnswer(situation, service);
  if (zones.kind !== 'endpoint') return zones.kind === 'unclear';
  const isOfService = endpoints.some(({ endpoint }) => endpoint.VpcEndpointId === zones.endpointId);
  return !isOfService && mayBeOwn(situation, zones.endpointId);
}

/** Where a private hosted zone that was read leads the name; `undefined` where none does. */
function findZoned(
  situation: Situation,
  service: Service,
  endpoints: readonly EndpointDestination[],
): Destinations | undefined {
  const zones = readZoneAnswer(situation, service);
  if (zones.kind === 'unread' || zones.kind === 'none') return undefined;
  // Private DNS is a zone of the very name, before which a zone of a domain above has nothing to say.
  const rival = endpoints.find(({ capture }) => capture.answer === 'undecided' && capture.needsZone !== true);
  if (rival?.capture.answer === 'undecided') {
    return { endpoints, isPublic: true, elsewhere: rival.capture.gap };
  }
  switch (zones.kind) {
    case 'unclear':
      return { endpoints, isPublic: true, elsewhere: zones.gap };
    case 'missing':
      return { endpoints: [], isPublic: false, elsewhere: ask(zones.problem.message) };
    case 'endpoint': {
      const { endpointId, evidence } = zones;
      const own = endpoints.find(({ endpoint }) => endpoint.VpcEndpointId === endpointId);
      if (own !== undefined) {
        const { endpoint } = own;
        return { endpoints: [{ endpoint, capture: { answer: 'yes', by: evidence } }], isPublic: false };
      }
      const question = ask(`Does the network lead ${situation.vpcId} to ${endpointId}? ${evidence.detail}`);
      if (mayBeOwn(situation, endpointId)) return { endpoints, isPublic: true, elsewhere: question };
      const remote = { endpointId, zoneId: evidence.resource };
      return { endpoints: [], isPublic: false, elsewhere: question, remote };
    }
  }
}

/** An endpoint of this VPC for another service, such as one of the account's own that passes on what it gets. */
function mayBeOwn({ region, vpcId }: Situation, endpointId: string): boolean {
  if (!region.VpcEndpoints.known) return true;
  const found = region.VpcEndpoints.value.find(({ VpcEndpointId }) => VpcEndpointId === endpointId);
  const owner = found === undefined ? undefined : read(found, 'VpcId');
  return owner !== undefined && (!owner.known || owner.value === undefined || owner.value === vpcId);
}

/** The services that no endpoint of the VPC carries, whatever its state. */
export function findServicesWithoutEndpoint(situation: Situation): readonly Service[] {
  return listWanted(situation).filter(
    (service) => findDestinations(situation, service).endpoints.length === 0,
  );
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html */
function isForOutside(endpoint: VpcEndpoint): boolean {
  const options = read(endpoint, 'DnsOptions');
  return options.known && options.value?.PrivateDnsOnlyForInboundResolverEndpoint === true;
}

/** The reason why this account does not see the network that decides. */
function readUnseenNetwork(situation: Situation): Gap | undefined {
  const { region, vpcId, subnetId, accountId } = situation;
  const subnet = findSubnet(region, subnetId);
  if (!subnet.known) return subnet.gap;
  const vpc = findVpc(region, vpcId);
  if (!vpc.known) return vpc.gap;
  for (const owned of [subnet.value, vpc.value]) {
    const owner = readOwner(owned);
    if (!owner.known) return owner.gap;
    if (owner.value !== undefined && owner.value !== accountId) {
      return ask(
        `${vpcId} is shared by account ${owner.value}, which alone sees its endpoints and NAT gateways: how does it carry ${nameWanted(situation)}?`,
      );
    }
  }
  return undefined;
}

function readIsIpv6Only({ region, subnetId, families }: Situation): Known<boolean> {
  return chainKnown(findSubnet(region, subnetId), (subnet) =>
    mapKnown(read(subnet, 'Ipv6Native'), (native) => families === 'ipv6' || native === true),
  );
}

/** Absent in what was recorded before VPCs could be shared; a planned owner is whoever applies the plan. */
function readOwner(entity: {
  readonly OwnerId?: string;
  readonly Gaps?: { readonly [attribute: string]: Gap };
}): Known<string | undefined> {
  const owner = read(entity, 'OwnerId');
  return !owner.known && owner.gap.kind === 'after-apply' ? known(undefined) : owner;
}

function judgeCapture(situation: Situation, service: Service, endpoint: VpcEndpoint): Capture {
  const state = readEndpointState(endpoint);
  if (!state.known) return undecidedBy(state.gap);
  if (state.value === 'dead') {
    return { answer: 'no', problem: endpointStateProblem(situation, endpoint) };
  }
  const privateDns = read(endpoint, 'PrivateDnsEnabled');
  if (!privateDns.known) return undecidedBy(privateDns.gap);
  if (privateDns.value === undefined) return undecidedBy(missingGap('ec2:DescribeVpcEndpoints'));
  const support = readDnsAttribute(situation, 'EnableDnsSupport');
  const hostnames = readDnsAttribute(situation, 'EnableDnsHostnames');
  const off = [support, hostnames].filter((attribute) => attribute.known && !attribute.value);
  if (off.length > 0) return { answer: 'no', problem: dnsProblem(situation, true) };
  if (!support.known) return undecidedBy(support.gap);
  if (!hostnames.known) return undecidedBy(hostnames.gap);
  if (privateDns.value && state.value === 'available') return { answer: 'yes' };
  const id = endpoint.VpcEndpointId ?? 'the endpoint';
  if (state.value === 'settling')
    return undecidedBy(ask(`Does the name already lead to ${id}, which is not available yet?`));
  const { what, hint } = nameUnseen(situation, service);
  const gap = ask(`Does ${what} lead ${situation.vpcId} to ${id}, whose private DNS is off?${hint}`);
  return { answer: 'undecided', gap, needsZone: true };
}

/** The VPC's DNS attributes are what is wrong, which bind the VPC's own resolver alone. */
export function isAboutDns({ vpcId }: Situation, problem: Problem): boolean {
  return problem.at.startsWith(`${vpcId}:`);
}

function undecidedBy(gap: Gap): Capture {
  return { answer: 'undecided', gap };
}
