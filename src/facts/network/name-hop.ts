import type { HopResult, Service } from './path.ts';
import { failed, combineAll, passed, undecided } from './path.ts';
import { findDestinations, isAboutDns } from './destinations.ts';
import { dnsProblem } from './endpoint-problems.ts';
import { readDnsAttribute, readForeignResolver } from './names.ts';
import type { Situation } from './situation.ts';
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
  return combineAll([passed(evidence), judgeEndpointName(situation, service)]);
}

/** Where the public addresses are out of reach, the name has to lead to an endpoint. */
function judgeEndpointName(situation: Situation, service: Service): HopResult {
  const { endpoints, elsewhere } = findDestinations(situation, service);
  if (elsewhere !== undefined) return undecided(elsewhere);
  const open = endpoints.flatMap(({ capture }) => (capture.answer === 'yes' ? [] : [capture]));
  if (open.length === 0 || open.length < endpoints.length) return passed();
  const { exists, privateWays } = findPublicWays(situation);
  const [gap] = exists.gaps;
  if (gap !== undefined) return undecided(gap);
  if (exists.status !== 'fail' || privateWays.length > 0) return passed();
  const first = open.find(({ answer }) => answer === 'undecided') ?? open[0];
  if (first === undefined) return passed();
  if (first.answer === 'undecided') return undecided(first.gap);
  // A dead endpoint's name is not what has to be mended.
  return isAboutDns(situation, first.problem)
    ? failed(first.problem, { resource: situation.vpcId, detail: 'Private DNS names do not resolve here.' })
    : passed();
}
