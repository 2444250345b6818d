import type { RegionField } from '../model/inventory.ts';
import type { Call } from './calls.ts';

type Part = Pick<Call, 'operation' | 'members' | 'paging' | 'why'>;

const bastionCall = (field: RegionField, part: Part): Call => ({
  service: 'ec2',
  scope: 'bastion',
  feeds: [field],
  ...part,
});

const pages = (max: number): Call['paging'] => ({
  size: 'MaxResults',
  max,
  tokenIn: 'NextToken',
  tokenOut: 'NextToken',
});

/** Each is optional: without it the answer is a question, as the command says. */
export const BASTION_REGION_CALLS: readonly Call[] = [
  bastionCall('AllNetworkInterfaces', {
    operation: 'DescribeNetworkInterfaces',
    members: ['NetworkInterfaces'],
    paging: pages(1000),
    why: 'databases and other services that a bastion reaches; for `bastion`, optional',
  }),
  bastionCall('InstanceConnectEndpoints', {
    operation: 'DescribeInstanceConnectEndpoints',
    members: ['InstanceConnectEndpoints'],
    paging: pages(50),
    why: 'another way in that is there already; for `bastion`, optional',
  }),
  bastionCall('ClientVpnEndpoints', {
    operation: 'DescribeClientVpnEndpoints',
    members: ['ClientVpnEndpoints'],
    paging: pages(1000),
    why: 'the same; for `bastion`, optional',
  }),
  bastionCall('VpcPeeringConnections', {
    operation: 'DescribeVpcPeeringConnections',
    members: ['VpcPeeringConnections'],
    paging: pages(1000),
    why: 'which VPC a route of the bastion leads to; for `bastion`, optional',
  }),
];

/** The whole account, where the call of the same name stops at the roles in use. */
export const AUTHORIZATION_DETAILS: Call = {
  service: 'iam',
  operation: 'GetAccountAuthorizationDetails',
  scope: 'bastion-account',
  feeds: ['AuthorizationDetails'],
  members: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
  paging: { size: 'MaxItems', max: 1000, tokenIn: 'Marker', tokenOut: 'Marker' },
  input: { Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  why: 'who may start sessions; for `bastion`, optional',
};

export const BASTION_CALLS: readonly Call[] = [...BASTION_REGION_CALLS, AUTHORIZATION_DETAILS];
