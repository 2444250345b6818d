import { known } from '../../../../src/model/known.ts';
import { acl, endpoint, endpointInterface, endpoints, privateInstance, subnets } from '../network.ts';
import type { Situations } from './situation.ts';

const OTHER_ZONE = subnets({ 'subnet-private': { AvailabilityZone: 'eu-west-1b' } });
const bothZones = {
  ...endpoints(),
  VpcEndpoints: known([
    endpoint('ssm', {
      NetworkInterfaceIds: ['eni-ssm', 'eni-near'],
      SubnetIds: ['subnet-private', 'subnet-public'],
    }),
  ]),
  NetworkInterfaces: known([
    endpointInterface('ssm'),
    endpointInterface('near', { SubnetId: 'subnet-public', PrivateIpAddress: '10.0.1.50' }),
  ]),
};

/** https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export const ZONE_SITUATIONS: Situations = [
  {
    name: 'endpoint in another zone than the instance: it works until that zone fails',
    fact: 'endpoint-zone-serves-all-subnets',
    given: { region: { ...endpoints(), ...OTHER_ZONE } },
    expected: { kind: 'endpoint', endpoint: 'degraded' },
  },
  {
    name: 'endpoint in both zones',
    fact: 'endpoint-zone-serves-all-subnets',
    given: { region: { ...bothZones, ...OTHER_ZONE } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint in another subnet of the same zone',
    fact: 'endpoint-zone-serves-all-subnets',
    given: { region: endpoints() },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'zones are not in the answer: a note that nobody can make',
    fact: 'endpoint-zone-serves-all-subnets',
    given: {
      region: { ...endpoints(), ...subnets({ 'subnet-private': { AvailabilityZone: undefined as never } }) },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'macOS uses the upper ephemeral ports: 32768-49151 lets none of its answers back',
    fact: 'acl-ephemeral-ports',
    given: {
      instance: { InstanceType: 'mac2.metal' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 49_151]]] }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'macOS with 49152-65535 in',
    fact: 'acl-ephemeral-ports',
    given: {
      instance: { InstanceType: 'mac1.metal' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [49_152, 65_535]]] }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'the private instance and the endpoint in one zone',
    fact: 'endpoint-zone-serves-all-subnets',
    given: { instance: privateInstance, region: { ...endpoints(), ...OTHER_ZONE } },
    expected: { kind: 'endpoint' },
  },
];
