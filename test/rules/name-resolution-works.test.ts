import rule from '../../src/rules/name-resolution-works.ts';
import { known, unknown } from '../../src/model/known.ts';
import {
  DENIED,
  denied,
  dns,
  dnsServers,
  endpoint,
  endpoints,
  privateInstance,
  vpc,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';

/** Only private DNS needs DNS hostnames. */
const NO_ENDPOINT = ['VpcAttributes.vpc-main.EnableDnsHostnames'];
const ADDRESS = ['Instance.PublicIpAddress', 'Instance.State'];

testRule(rule, {
  pass: [
    { name: 'the resolver of the VPC answers', irrelevant: NO_ENDPOINT },
    {
      name: 'DNS hostnames are off and nothing needs them',
      given: { region: dns(known(true), known(false)) },
      irrelevant: NO_ENDPOINT,
    },
    {
      name: 'endpoints with private DNS',
      given: { instance: privateInstance, region: endpoints() },
      irrelevant: ADDRESS,
    },
    {
      name: 'the resolver of the VPC by number',
      given: { region: dnsServers('10.0.0.2') },
      irrelevant: NO_ENDPOINT,
    },
    {
      name: 'endpoints without private DNS, but a good internet path',
      given: { region: endpoints({ PrivateDnsEnabled: false }) },
      irrelevant: [
        // The internet path works, so the name need not lead to the endpoints.
        'VpcAttributes.vpc-main.EnableDnsHostnames',
      ],
    },
  ],
  fail: [
    {
      name: 'DNS support is off',
      given: { region: dns(known(false), known(true)) },
      at: ['vpc-main:dns-support'],
    },
    {
      name: 'DNS support is off, and endpoints need DNS hostnames too',
      given: { instance: privateInstance, region: { ...endpoints(), ...dns(known(false), known(false)) } },
      at: ['vpc-main:dns-support+dns-hostnames'],
    },
    {
      name: 'endpoints, no other path, and DNS hostnames are off',
      given: { instance: privateInstance, region: { ...endpoints(), ...dns(known(true), known(false)) } },
      at: ['vpc-main:dns-hostnames'],
    },
  ],
  unknown: [
    { name: 'own DNS servers', given: { region: dnsServers('10.0.0.53') } },
    {
      name: 'own DNS servers and DNS support off',
      given: { region: { ...dnsServers('10.0.0.53'), ...dns(known(false), known(false)) } },
    },
    { name: 'no DHCP option set', given: { region: vpc({ DhcpOptionsId: 'default' }) } },
    { name: 'DHCP options were not read', given: { region: denied('DhcpOptions') } },
    { name: 'DNS support was not read', given: { region: dns(unknown(DENIED), known(true)) } },
    {
      name: 'an endpoint without private DNS and no other path',
      given: { instance: privateInstance, region: endpoints({ PrivateDnsEnabled: false }) },
    },
    {
      name: 'one of two endpoints without private DNS',
      given: {
        instance: privateInstance,
        region: {
          ...endpoints(),
          VpcEndpoints: known([endpoint('ssm'), endpoint('ssmmessages', { PrivateDnsEnabled: false })]),
        },
      },
    },
  ],
});
