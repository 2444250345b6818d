import { describe, expect, it } from 'vitest';
import { findPathGaps } from '../../../src/facts/agent/preferences-network.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import { known } from '../../../src/model/known.ts';
import { buildSubject } from '../../support/subject.ts';
import {
  defaultRoute,
  denied,
  endpoint,
  endpointInterface,
  endpoints,
  natGateway,
  privateInstance,
  routes,
  TO_NAT,
} from '../network/network.ts';

const SERVICES = ['kms', 'logs', 's3'] as const;
type Service = (typeof SERVICES)[number];

function questionsOf(service: Service, region: Partial<RegionInventory>): string[] {
  const gaps = findPathGaps(buildSubject({ instance: privateInstance, region }), service);
  return gaps.map((gap) => (gap.kind === 'not-visible' ? gap.question : gap.kind));
}

const behindNat = { ...natGateway(), ...routes({ main: [TO_NAT] }) };
const own = (service: Service): Partial<RegionInventory> => ({
  ...endpoints(),
  VpcEndpoints: known([endpoint(service)]),
  NetworkInterfaces: known([endpointInterface(service)]),
});

describe.each(SERVICES)('the way to %s', (service) => {
  it.each<[string, Partial<RegionInventory>]>([
    ['a NAT gateway', behindNat],
    ['an endpoint of its own', own(service)],
  ])('is no question with %s', (_name, region) => {
    expect(questionsOf(service, region)).toEqual([]);
  });

  it.each<[string, Partial<RegionInventory>, RegExp]>([
    ['endpoints for Systems Manager alone', endpoints(), /The configuration shows no working way\.$/],
    [
      'an endpoint that refuses',
      { ...own(service), ...endpoints({}, { sg: [] }), VpcEndpoints: known([endpoint(service)]) },
      /no working way/,
    ],
    ['a transit gateway', routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }), /Does tgw-1 lead/],
    ['endpoints that were not read', denied('VpcEndpoints'), /^denied$/],
  ])('is a question and never a failure with %s', (_name, region, question) => {
    expect(questionsOf(service, region)[0]).toMatch(question);
  });
});

it('S3 is reached by a gateway endpoint too', () => {
  const gateway = endpoint('s3', { VpcEndpointType: 'Gateway' });
  const region = {
    ...endpoints(),
    VpcEndpoints: known([gateway]),
    PrefixListEntries: { 'pl-s3': known([{ Cidr: '52.218.0.0/17' }]) },
    ...routes({ main: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' }] }),
  };
  expect(questionsOf('s3', region)).toEqual([]);
  expect(questionsOf('logs', region)).toHaveLength(1);
});
