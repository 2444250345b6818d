import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem } from '../../model/finding.ts';
import { type Gap, type Known, known, read } from '../../model/known.ts';
import { findServiceEndpoints, readEndpointState } from './endpoints.ts';
import { dnsProblem, endpointStateProblem } from './endpoint-problems.ts';
import { findSubnet, findVpc } from './lookup.ts';
import { memoize } from './memo.ts';
import { readDnsAttribute, readForeignResolver } from './names.ts';
import { ask, SERVICES, type Service } from './path.ts';
import type { Situation } from './situation.ts';

/** Whether a service's public name leads to an endpoint: certainly, perhaps, or not for the reason given. */
export type Capture =
  | { readonly answer: 'yes' }
  | { readonly answer: 'undecided'; readonly gap: Gap }
  | { readonly answer: 'no'; readonly problem: Problem };

export interface EndpointDestination {
  readonly endpoint: VpcEndpoint;
  readonly capture: Capture;
}

/** What a service's public name may stand for, seen from one VPC. */
export interface Destinations {
  /** Endpoints of this VPC, captured or not. */
  readonly endpoints: readonly EndpointDestination[];
  /** The name may resolve to the service's public addresses. */
  readonly isPublic: boolean;
  /** Set when the name may also lead somewhere that was not read. */
  readonly elsewhere?: Gap;
  /** `elsewhere` depends on the DNS servers alone; without a way out of the VPC they change nothing. */
  readonly isElsewhereByName?: boolean;
}

/**
 * Decides where the name leads before any path is judged. An endpoint with private DNS answers for every instance of
 * its VPC, public ones included: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export const findDestinations = memoize((situation: Situation, service: Service): Destinations => {
  const unseen = readUnseenNetwork(situation);
  if (unseen !== undefined) return { endpoints: [], isPublic: false, elsewhere: unseen };
  const listed = findServiceEndpoints(situation, service);
  if (!listed.known) return { endpoints: [], isPublic: true, elsewhere: listed.gap };

  const resolver = readForeignResolver(situation);
  const foreign = resolver.known ? resolver.value : resolver.gap;
  const endpoints = listed.value.map((endpoint): EndpointDestination => {
    const capture = judgeCapture(situation, endpoint);
    const isByName =
      capture.answer === 'yes' || (capture.answer === 'no' && isAboutDns(situation, capture.problem));
    return { endpoint, capture: foreign !== undefined && isByName ? undecidedBy(foreign) : capture };
  });
  const isCaptured = endpoints.some(({ capture }) => capture.answer === 'yes');
  return {
    endpoints: isCaptured ? endpoints.filter(({ capture }) => capture.answer === 'yes') : endpoints,
    isPublic: !isCaptured,
    ...(foreign === undefined ? {} : { elsewhere: foreign, isElsewhereByName: true }),
  };
});

/** The services that no endpoint of the VPC carries, whatever its state. */
export function findServicesWithoutEndpoint(situation: Situation): readonly Service[] {
  return SERVICES.filter((service) => findDestinations(situation, service).endpoints.length === 0);
}

/** The reason why this account does not see the network that decides, or why IPv4 does not. */
function readUnseenNetwork(situation: Situation): Gap | undefined {
  const { region, vpcId, subnetId, accountId, isIpv6Only } = situation;
  const subnet = findSubnet(region, subnetId);
  if (!subnet.known) return subnet.gap;
  const vpc = findVpc(region, vpcId);
  if (!vpc.known) return vpc.gap;
  for (const owned of [subnet.value, vpc.value]) {
    const owner = readOwner(owned);
    if (!owner.known) return owner.gap;
    if (owner.value !== undefined && owner.value !== accountId) {
      return ask(
        `${vpcId} is shared by account ${owner.value}, which alone sees its endpoints, routes and ACLs: how does it carry Systems Manager?`,
      );
    }
  }
  const native = read(subnet.value, 'Ipv6Native');
  if (!native.known) return native.gap;
  if (isIpv6Only || native.value === true) {
    return ask(`Does the agent in ${subnetId} reach Systems Manager over IPv6 alone?`);
  }
  return undefined;
}

/** Absent in what was recorded before VPCs could be shared; a planned owner is whoever applies the plan. */
function readOwner(entity: {
  readonly OwnerId?: string;
  readonly Gaps?: { readonly [attribute: string]: Gap };
}): Known<string | undefined> {
  const owner = read(entity, 'OwnerId');
  return !owner.known && owner.gap.kind === 'after-apply' ? known(undefined) : owner;
}

function judgeCapture(situation: Situation, endpoint: VpcEndpoint): Capture {
  const state = readEndpointState(endpoint);
  if (!state.known) return undecidedBy(state.gap);
  const problem = endpointStateProblem(situation, endpoint);
  if (state.value === 'dead') return { answer: 'no', problem };
  const privateDns = read(endpoint, 'PrivateDnsEnabled');
  if (!privateDns.known) return undecidedBy(privateDns.gap);
  const support = readDnsAttribute(situation, 'EnableDnsSupport');
  const hostnames = readDnsAttribute(situation, 'EnableDnsHostnames');
  const off = [support, hostnames].filter((attribute) => attribute.known && !attribute.value);
  if (off.length > 0) return { answer: 'no', problem: dnsProblem(situation, true) };
  if (!support.known) return undecidedBy(support.gap);
  if (!hostnames.known) return undecidedBy(hostnames.gap);
  if (privateDns.value === true && state.value === 'available') return { answer: 'yes' };
  const id = endpoint.VpcEndpointId ?? 'the endpoint';
  if (state.value === 'settling')
    return undecidedBy(ask(`Does the name already lead to ${id}, which is not available yet?`));
  return undecidedBy(
    ask(`Does a private hosted zone lead ${situation.vpcId} to ${id}, whose private DNS is off?`),
  );
}

/** The VPC's DNS attributes are what is wrong, which bind the VPC's own resolver alone. */
export function isAboutDns({ vpcId }: Situation, problem: Problem): boolean {
  return problem.at.startsWith(`${vpcId}:`);
}

function undecidedBy(gap: Gap): Capture {
  return { answer: 'undecided', gap };
}
