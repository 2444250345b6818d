import type { VpcEndpoint } from '../../model/aws.ts';
import { covers, intersects } from './cidr-set.ts';
import { endpointGroupProblem } from './endpoint-problems.ts';
import { readEndpointGroups } from './endpoints.ts';
import { ask, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { findReach } from './security-groups.ts';
import type { Situation } from './situation.ts';
import { forIndividual, readSourceAddresses } from './source-addresses.ts';

/** Whether the endpoint's security groups admit TCP 443 from the instance: by its address, or by one of its groups. */
export function judgeEndpointGroups(situation: Situation, endpoint: VpcEndpoint): HopResult {
  const groups = readEndpointGroups(endpoint);
  if (!groups.known) return undecided(groups.gap);
  const { addresses, gaps, groupIds, evidence } = findReach(situation.region, groups.value, 'in', 443);
  if (situation.groupIds.some((id) => groupIds.has(id))) return passed(...evidence);
  const source = readSourceAddresses(situation);
  if (source.known && covers(addresses, source.value)) return passed(...evidence);
  const [gap] = gaps;
  if (gap !== undefined) return forIndividual(situation, undecided(gap, ...evidence));
  if (!source.known) return forIndividual(situation, undecided(source.gap, ...evidence));
  if (intersects(addresses, source.value)) {
    const question = ask(
      `Do the security groups of ${endpoint.VpcEndpointId ?? 'the endpoint'} admit the instance?`,
    );
    return forIndividual(situation, undecided(question, ...evidence));
  }
  const refusal = groups.value.map((resource) => ({
    resource,
    detail: 'Admits no TCP 443 from the instance.',
  }));
  return failed(endpointGroupProblem(situation, endpoint, groups.value), ...refusal);
}
