import { read } from '../../model/known.ts';
import type { Subject } from '../../model/inventory.ts';
import { findServiceEndpoints, readEndpointState } from './endpoints.ts';
import { SERVICES, type Service } from '../../model/path.ts';
import { combineAll, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { createEndpointsCause } from './endpoint-creation.ts';
import { findSender, type Situation } from './situation.ts';

/** Whether the instance has a public IPv4 address, or its VPC an interface endpoint for each service: nothing else. */
export function judgePublicAddressOrEndpoints(subject: Subject): HopResult {
  const sender = findSender(subject);
  if (!sender.known) return undecided(sender.gap);
  const { situation, interfaceId } = sender.value;
  const isPublic = situation.hasPublicAddress;
  if (isPublic.known && isPublic.value) {
    return passed({ resource: interfaceId, detail: 'Has a public IPv4 address.' });
  }
  const results = SERVICES.map((service) => [service, judgeService(situation, service)] as const);
  const missing = results.filter(([, { status }]) => status === 'fail').map(([service]) => service);
  const endpoints = combineAll(results.map(([, result]) => result));
  if (missing.length === 0) return endpoints;
  if (!isPublic.known) return undecided(isPublic.gap, ...endpoints.evidence);
  return failed(
    {
      at: `${situation.vpcId}:${missing.join('+')}`,
      message: `The instance has no public IPv4 address, and ${situation.vpcId} has no interface endpoint for ${missing.join(' and ')}.`,
      cause: createEndpointsCause(situation, missing),
      stages: missing,
    },
    ...endpoints.evidence,
  );
}

function judgeService(situation: Situation, service: Service): HopResult {
  const { vpcId } = situation;
  const endpoints = findServiceEndpoints(situation, service);
  if (!endpoints.known) return undecided(endpoints.gap);
  for (const endpoint of endpoints.value) {
    const state = readEndpointState(endpoint);
    if (!state.known) return undecided(state.gap);
    if (state.value !== 'available') continue;
    const id = read(endpoint, 'VpcEndpointId');
    const resource = id.known ? (id.value ?? vpcId) : vpcId;
    return passed({ resource, detail: `An interface endpoint for ${service}.` });
  }
  return failed(
    { at: vpcId, message: `No endpoint for ${service}.`, cause: createEndpointsCause(situation, [service]) },
    { resource: vpcId, detail: `Has no available interface endpoint for ${service}.` },
  );
}
