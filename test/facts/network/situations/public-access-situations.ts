import { unknown } from '../../../../src/model/known.ts';
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
    given: { region: { ...blockPublicAccess('off'), VpcBlockPublicAccessOptions: unknown(DENIED) } },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'Block Public Access off in the account',
    given: { region: blockPublicAccess('off') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access bidirectional: nothing passes an internet gateway',
    given: { region: blockPublicAccess('block-bidirectional') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: a public address is cut off too',
    given: { region: blockPublicAccess('block-ingress') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: NAT gateways keep working',
    given: { ...behindNat, region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-ingress') } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'Block Public Access bidirectional stops NAT gateways',
    given: {
      ...behindNat,
      region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-bidirectional') },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with the VPC excluded both ways',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with the subnet excluded both ways',
    given: { region: blockPublicAccess('block-ingress', { 'subnet/subnet-public': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with another subnet excluded',
    given: {
      region: blockPublicAccess('block-ingress', { 'subnet/subnet-private': 'allow-bidirectional' }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with egress allowed: NAT gateways send out only',
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
    name: 'Block Public Access with egress allowed: for a public address nobody confirmed it',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-egress' }) },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'the subnet says that Block Public Access is in force',
    given: {
      region: subnets({
        'subnet-public': { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-bidirectional' } },
      }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
];
