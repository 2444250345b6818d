import type { Service } from '../../model/path.ts';
import type { Evidence } from '../../model/finding.ts';
import type { HopResult } from './hop-result.ts';
import { failed, combineAll, passed, undecided } from './hop-result.ts';
import { findDestinations, isAboutDns } from './destinations.ts';
import { dnsProblem } from './endpoint-problems.ts';
import { readZoneAnswer } from './hosted-zones.ts';
import { readDnsAttribute, readForeignResolver } from './names.ts';
import type { Situation } from './situation.ts';
import { findWays } from './ways.ts';
import { findPublicWays } from './public-ways.ts';

/**
 * Whether the service's name resolves to something. The VPC's resolver does it while EnableDnsSupport is on; other
 * servers may answer anything. Security groups and ACLs do not see traffic to the VPC's resolver:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
 */
export function judgeNames(situation: Situation, service: Service): HopResult {
  const { vpcId } = situation;
  const resolver = readForeignResolver(situation);
  if (!resolver.known) return undecided(resolver.gap);
  if (resolver.value !== undefined) return undecided(resolver.value);
  const support = readDnsAttribute(situation, 'EnableDnsSupport');
  if (!support.known) return undecided(support.gap);
  if (!support.value) {
    const needsHostnames = findDestinations(situation, service).endpoints.length > 0;
    return failed(dnsProblem(situation, needsHostnames), {
      resource: vpcId,
      detail: 'EnableDnsSupport is off.',
    });
  }
  const evidence = { resource: vpcId, detail: 'EnableDnsSupport is on and the VPC resolver answers.' };
  if (
    situation.families !== 'ipv4' &&
    findWays(situation, service).ways.every(({ reach }) => reach === 'nat64')
  ) {
    const detail = 'DNS64 gives names without IPv6 addresses some that a NAT gateway translates.';
    return passed(evidence, ...tellAssumption(situation, service), { resource: situation.subnetId, detail });
  }
  return combineAll([
    passed(evidence, ...tellAssumption(situation, service)),
    judgeEndpointName(situation, service),
  ]);
}

/** While the public addresses are in reach, a hosted zone that nobody looked for is not assumed; that is said. */
function tellAssumption(situation: Situation, service: Service): Evidence[] {
  const isRead = readZoneAnswer(situation, service).kind !== 'unread';
  const { isPublic, mayBeTranslated } = findDestinations(situation, service);
  if (isRead || (!isPublic && mayBeTranslated !== true)) return [];
  const detail = `Whether a private hosted zone leads ${service} elsewhere was not read; none is assumed.`;
  return [{ resource: situation.vpcId, detail }];
}

/** Where the public addresses are out of reach, the name has to lead to an endpoint. */
function judgeEndpointName(situation: Situation, service: Service): HopResult {
  const zones = readZoneAnswer(situation, service);
  const { endpoints, elsewhere, remote } = findDestinations(situation, service);
  if (zones.kind === 'missing' && endpoints.length === 0) return failed(zones.problem, zones.evidence);
  if (zones.kind === 'endpoint' && remote !== undefined) return passed(zones.evidence);
  if (elsewhere !== undefined) return undecided(elsewhere);
  const open = endpoints.flatMap(({ capture }) => (capture.answer === 'yes' ? [] : [capture]));
  if (open.length === 0 || open.length < endpoints.length) return passed();
  const { exists, privateWays } = findPublicWays(situation);
  const [gap] = exists.gaps;
  if (gap !== undefined) return undecided(gap);
  if (exists.status !== 'fail' || privateWays.length > 0) return passed();
  // Other names, or translated addresses, do not take the endpoint's private DNS.
  const { ways } = findWays(situation, service);
  if (ways.some(({ reach }) => reach === 'nat64' || reach === 'anywhere')) return passed();
  const first = open.find(({ answer }) => answer === 'undecided') ?? open[0];
  if (first === undefined) return passed();
  if (first.answer === 'undecided') return undecided(first.gap);
  // A dead endpoint's name is not what has to be mended.
  return isAboutDns(situation, first.problem)
    ? failed(first.problem, { resource: situation.vpcId, detail: 'Private DNS names do not resolve here.' })
    : passed();
}
