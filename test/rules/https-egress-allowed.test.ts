import rule from '../../src/rules/https-egress-allowed.ts';
import { known } from '../../src/model/known.ts';
import {
  denied,
  dns,
  endpoint,
  endpoints,
  groups,
  https,
  httpsList,
  privateInstance,
  routes,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';

const IRRELEVANT_ADDRESS = ['Instance.PublicIpAddress', 'Instance.State'];
const VPC_ONLY = endpoints({}, { egress: [https('10.0.0.0/16')] });
const HALVES = groups({ 'sg-app': { out: [https('0.0.0.0/1', '128.0.0.0/1')] } });

testRule(rule, {
  pass: [
    { name: 'everything is allowed out' },
    { name: 'anywhere in two halves', given: { region: HALVES } },
    {
      name: 'anywhere, although nothing else was read',
      given: { region: denied('VpcEndpoints', 'Vpcs', 'Subnets', 'RouteTables', 'DhcpOptions') },
    },
    {
      name: 'only the VPC, and both services have endpoints there',
      given: { instance: privateInstance, region: VPC_ONLY },
      // The endpoints' subnets bound their addresses, and private DNS off would leave no other path.
      irrelevant: [
        ...IRRELEVANT_ADDRESS,
        'NetworkInterfaces',
        'VpcAttributes.vpc-main.EnableDnsSupport',
        'VpcAttributes.vpc-main.EnableDnsHostnames',
        'DhcpOptions',
      ],
    },
    {
      name: 'anywhere by a prefix list',
      given: {
        region: {
          ...groups({ 'sg-app': { out: [httpsList('pl-1')] } }),
          PrefixListEntries: { 'pl-1': known([{ Cidr: '0.0.0.0/0' }]) },
        },
      },
    },
    { name: 'anywhere: the literal rule is there', options: { match: 'anywhere' } },
    { name: 'anywhere: two halves are the whole', given: { region: HALVES }, options: { match: 'anywhere' } },
  ],
  fail: [
    {
      name: 'no egress rule',
      given: { region: groups({ 'sg-app': {} }) },
      at: ['sg-app:allow-https-out'],
    },
    {
      name: 'only the VPC, and neither service has an endpoint',
      given: { region: groups({ 'sg-app': { out: [https('10.0.0.0/16')] } }) },
      at: ['sg-app:allow-https-out'],
    },
    {
      name: 'only the VPC, ssm by endpoint, ssmmessages by the internet',
      given: { region: { ...VPC_ONLY, VpcEndpoints: known([endpoint('ssm')]) } },
      at: ['sg-app:allow-https-out'],
    },
    {
      name: 'nothing to the endpoints',
      given: { region: endpoints({}, { egress: [https('10.9.0.0/16')] }) },
      at: ['sg-app:allow-https-out-to-vpc'],
    },
    {
      name: 'IPv6 alone',
      given: { region: groups({ 'sg-app': { out: [https('::/0')] } }) },
      at: ['sg-app:allow-https-out'],
    },
    {
      name: 'anywhere: the VPC is not enough, endpoints or not',
      given: { instance: privateInstance, region: VPC_ONLY },
      options: { match: 'anywhere' },
      at: ['sg-app:allow-https-out'],
    },
    {
      name: 'anywhere: a prefix list is not the literal rule',
      given: { region: groups({ 'sg-app': { out: [httpsList('pl-1')] } }) },
      options: { match: 'anywhere' },
      at: ['sg-app:allow-https-out'],
    },
  ],
  unknown: [
    {
      name: 'some public addresses',
      given: { region: groups({ 'sg-app': { out: [https('52.0.0.0/8')] } }) },
    },
    {
      name: 'a prefix list that was not read',
      given: { region: groups({ 'sg-app': { out: [httpsList('pl-1')] } }) },
    },
    {
      name: 'only the VPC, and endpoints were not read',
      given: { region: { ...VPC_ONLY, ...denied('VpcEndpoints') } },
    },
    {
      name: 'only the VPC, and whether the names lead to its endpoints depends on an unread attribute',
      given: {
        region: { ...VPC_ONLY, ...dns(known(true), { known: false, gap: { kind: 'denied', action: 'x' } }) },
      },
    },
    {
      name: 'only private addresses, and a transit gateway: endpoints may be beyond it',
      given: {
        instance: privateInstance,
        region: {
          ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
          ...routes({
            main: [{ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1', State: 'active' }],
          }),
        },
      },
    },
    { name: 'no network interface', given: { instance: { NetworkInterfaces: [] } } },
    {
      name: 'anywhere: groups were not read',
      given: { region: denied('SecurityGroups') },
      options: { match: 'anywhere' },
    },
  ],
});
