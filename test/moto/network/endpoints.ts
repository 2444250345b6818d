import { createEndpoints, endpointsThat } from '../endpoints.ts';
import { ANYWHERE, tcp, vpcRange } from '../groups.ts';
import { natInstanceIn } from '../instances.ts';
import { apartFromEndpoints, endpointPlace, inPeerOfEndpoints, PUBLIC } from '../places.ts';
import { BLOCK_PUBLIC_ACCESS, BY_ENDPOINTS, type NetworkSituation } from '../situation.ts';
import { natGateway } from '../targets.ts';
import { createSubnet, createVpc } from '../vpc.ts';
import type { Place } from '../world.ts';

const NO_PATH = { expect: { 'endpoint-path-exists': 'fail' }, verdict: 'blocked' } as const;
const USABLE = { expect: BY_ENDPOINTS, verdict: 'unknown' } as const;
const REFUSED = { expect: { 'vpc-endpoint-usable': 'fail' }, verdict: 'blocked' } as const;

const allow = (...Action: string[]) => ({ Effect: 'Allow', Principal: '*', Action, Resource: '*' });
const deny = (...Action: string[]) => ({ ...allow(...Action), Effect: 'Deny' });

const ssmByEndpoint = endpointsThat({ services: ['ssm'], apart: { routes: [[ANYWHERE, natGateway]] } });

/** A route that is more specific than the local one sends packets for the endpoints through an appliance. */
const behindAppliance: Place = async (world) => {
  const vpc = await createVpc(world);
  const subnet = await createSubnet(world, vpc);
  await createEndpoints(world, [subnet]);
  return createSubnet(world, vpc, { routes: [[subnet.cidr, natInstanceIn({})]] });
};

/**
 * Both services are needed, and an endpoint with private DNS answers for its whole VPC:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export const ENDPOINT_SITUATIONS: readonly NetworkSituation[] = [
  { name: 'endpoints-for-both-services', place: endpointPlace, ...USABLE },
  {
    name: 'endpoints-in-another-zone',
    place: endpointsThat({ subnet: { zone: 'b' }, apart: { zone: 'a' } }),
    ...USABLE,
  },
  {
    name: 'endpoints-behind-appliance',
    place: behindAppliance,
    expect: { 'endpoint-path-exists': 'unknown', 'vpc-endpoint-usable': 'pass' },
    verdict: 'unknown',
    asks: 'eni-',
  },
  { name: 'endpoints-in-another-vpc', place: apartFromEndpoints, ...NO_PATH },
  {
    // Their private names are for their own VPC; a hosted zone or a Resolver rule may give them to this one.
    name: 'endpoints-in-peered-vpc',
    place: inPeerOfEndpoints,
    expect: { 'endpoint-path-exists': 'unknown' },
    verdict: 'unknown',
    asks: 'pcx-',
  },
  { name: 'endpoint-for-ssm-alone', place: endpointsThat({ services: ['ssm'] }), ...NO_PATH },
  { name: 'endpoint-for-ssmmessages-alone', place: endpointsThat({ services: ['ssmmessages'] }), ...NO_PATH },
  {
    name: 'endpoints-for-other-services',
    place: endpointsThat({ services: ['ssm-contacts', 'ec2messages'] }),
    ...NO_PATH,
  },
  {
    name: 'ssm-by-endpoint-ssmmessages-by-nat',
    place: ssmByEndpoint,
    expect: {
      'https-egress-allowed': 'pass',
      'endpoint-path-exists': 'unknown',
      'vpc-endpoint-usable': 'pass',
      'network-acl-allows-https': 'pass',
    },
    verdict: 'unknown',
    asks: BLOCK_PUBLIC_ACCESS,
  },
  {
    name: 'ssm-by-endpoint-and-egress-to-vpc-alone',
    place: ssmByEndpoint,
    egress: [tcp(443, vpcRange)],
    expect: { 'https-egress-allowed': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'endpoints-deleted',
    place: endpointsThat({ areDeleted: true }),
    expect: { 'endpoint-path-exists': 'fail', 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'endpoints-deleted-beside-nat',
    place: endpointsThat({ areDeleted: true, apart: { routes: [[ANYWHERE, natGateway]] } }),
    expect: { 'endpoint-path-exists': 'unknown' },
    verdict: 'unknown',
    asks: BLOCK_PUBLIC_ACCESS,
  },
  {
    // The internet path is a good one, but no name leads there.
    name: 'public-instance-captured-by-closed-endpoints',
    place: endpointsThat({ admits: [], apart: PUBLIC }),
    expect: { 'endpoint-path-exists': 'pass', 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'public-instance-captured-by-endpoint-for-ssm',
    place: endpointsThat({ admits: [], services: ['ssm'], apart: PUBLIC }),
    expect: { 'endpoint-path-exists': 'unknown', 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
    asks: BLOCK_PUBLIC_ACCESS,
  },
  {
    // What EC2 does not show may lead the name to the endpoint all the same: a hosted zone, a Resolver rule.
    name: 'endpoints-private-dns-off',
    place: endpointsThat({ privateDns: false }),
    expect: { 'endpoint-path-exists': 'unknown', 'vpc-endpoint-usable': 'unknown' },
    verdict: 'unknown',
    asks: 'vpce-',
  },
  {
    // Wherever the name leads, nothing lets the instance in.
    name: 'endpoints-private-dns-off-and-closed',
    place: endpointsThat({ privateDns: false, admits: [] }),
    ...REFUSED,
  },
  {
    name: 'endpoints-private-dns-off-beside-nat',
    place: endpointsThat({ privateDns: false, apart: { routes: [[ANYWHERE, natGateway]] } }),
    expect: { 'endpoint-path-exists': 'unknown' },
    verdict: 'unknown',
    asks: BLOCK_PUBLIC_ACCESS,
  },

  // What a policy refuses, no right of the role makes good:
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  {
    name: 'endpoint-policy-allows-what-a-session-needs',
    place: endpointsThat({ policy: [allow('ssm:UpdateInstanceInformation', 'ssmmessages:*')] }),
    ...USABLE,
  },
  {
    name: 'endpoint-policy-allows-something-else',
    place: endpointsThat({ policy: [allow('ssm:GetParameter')] }),
    ...REFUSED,
  },
  {
    name: 'endpoint-policy-denies-channels',
    place: endpointsThat({ policy: [allow('*'), deny('ssmmessages:*')] }),
    ...REFUSED,
  },
  {
    name: 'endpoint-policy-denies-data-channel',
    place: endpointsThat({ policy: [allow('*'), deny('ssmmessages:OpenDataChannel')] }),
    ...REFUSED,
  },
  {
    name: 'endpoint-policy-denies-something-else',
    place: endpointsThat({ policy: [allow('*'), deny('ssm:DeleteParameter')] }),
    ...USABLE,
  },
  {
    // The actions of ssmmessages know no resource, so that a statement for some resources is not for them.
    name: 'endpoint-policy-for-instances-alone',
    place: endpointsThat({ policy: [{ ...allow('*'), Resource: 'arn:aws:ec2:*:*:instance/*' }] }),
    ...REFUSED,
  },
  {
    name: 'endpoint-policy-for-every-principal-of-aws',
    place: endpointsThat({ policy: [{ ...allow('*'), Principal: { AWS: '*' } }] }),
    ...USABLE,
  },
  {
    name: 'endpoint-policy-for-an-organization',
    place: endpointsThat({
      policy: [{ ...allow('*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-0123456789' } } }],
    }),
    expect: { 'endpoint-path-exists': 'pass', 'vpc-endpoint-usable': 'unknown' },
    verdict: 'unknown',
    asks: 'vpce-',
  },
];
