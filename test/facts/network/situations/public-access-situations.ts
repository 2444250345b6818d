import { known, unknown } from '../../../../src/model/known.ts';
import {
  DENIED,
  privateInstance,
  routes,
  TO_NAT,
  natGateway,
  subnets,
  blockPublicAccess,
} from '../network.ts';
import type { Situations } from './situation.ts';

const behindNat = { instance: privateInstance };
const natRoute = routes({ private: [TO_NAT] });

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html */
export const PUBLIC_ACCESS_SITUATIONS: Situations = [
  {
    name: 'Block Public Access was not read, and the subnet does not say',
    fact: 'unread-is-unknown',
    given: { region: { ...blockPublicAccess('off'), VpcBlockPublicAccessOptions: unknown(DENIED) } },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'Block Public Access off in the account',
    fact: 'bpa-mode-of-the-subnet',
    given: { region: blockPublicAccess('off') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access bidirectional: nothing passes an internet gateway',
    fact: 'bpa-bidirectional',
    given: { region: blockPublicAccess('block-bidirectional') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: a public address is cut off too',
    fact: 'bpa-ingress-blocks-own-address',
    given: { region: blockPublicAccess('block-ingress') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: NAT gateways keep working',
    fact: 'bpa-ingress-lets-nat-out',
    given: { ...behindNat, region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-ingress') } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'Block Public Access bidirectional stops NAT gateways',
    fact: 'bpa-bidirectional',
    given: {
      ...behindNat,
      region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-bidirectional') },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with the VPC excluded both ways',
    fact: 'bpa-exclusion',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with the subnet excluded both ways',
    fact: 'bpa-exclusion',
    given: { region: blockPublicAccess('block-ingress', { 'subnet/subnet-public': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with another subnet excluded',
    fact: 'bpa-exclusion',
    given: {
      region: blockPublicAccess('block-ingress', { 'subnet/subnet-private': 'allow-bidirectional' }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with egress allowed: NAT gateways send out only',
    fact: 'bpa-egress-exclusion',
    given: {
      ...behindNat,
      region: {
        ...natGateway(),
        ...natRoute,
        ...blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-egress' }),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'Block Public Access with egress allowed: a public address stays cut off',
    fact: 'bpa-egress-exclusion',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-egress' }) },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access for ingress with egress allowed: a public address stays cut off too',
    fact: 'bpa-egress-exclusion',
    given: { region: blockPublicAccess('block-ingress', { 'subnet/subnet-public': 'allow-egress' }) },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'the subnet says that Block Public Access is in force',
    fact: 'bpa-mode-of-the-subnet',
    given: {
      region: subnets({
        'subnet-public': { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-bidirectional' } },
      }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with an exclusion that does not say of what',
    fact: 'unread-is-unknown',
    given: {
      region: {
        ...blockPublicAccess('block-bidirectional'),
        VpcBlockPublicAccessExclusions: known([
          {
            ExclusionId: 'vpcbpa-1',
            InternetGatewayExclusionMode: 'allow-bidirectional',
            State: 'create-complete',
          },
        ]),
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
];
