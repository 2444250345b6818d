import { allow, ALLOW_ALL, type AclRules, deny, DENY_ALL } from '../acls.ts';
import { createEndpoints, endpointsThat } from '../endpoints.ts';
import { ANYWHERE } from '../groups.ts';
import { besideEndpoints, inCommonVpc, PUBLIC, routed } from '../places.ts';
import type { NetworkSituation } from '../situation.ts';
import { internetGateway, natGateway, natGatewayIn, transitGateway } from '../targets.ts';
import { createSubnet, createVpc } from '../vpc.ts';
import type { Place } from '../world.ts';

const PRIVATE_RANGE = '10.0.0.0/8';

/** An instance with a public address behind these rules. */
const open = (acl: AclRules): Place => inCommonVpc({ ...PUBLIC, acl });
/** An instance that endpoints in another subnet serve, behind these rules. */
const closed = (acl: AclRules): Place => besideEndpoints({ acl });
/** An instance without rules, and endpoints behind these. */
const toEndpoints = (acl: AclRules): Place => endpointsThat({ subnet: { acl }, apart: {} });
/** An instance without rules, and a NAT gateway behind these. */
const toNat = (acl: AclRules): Place =>
  routed([ANYWHERE, natGatewayIn({ routes: [[ANYWHERE, internetGateway]], acl })]);

/** One endpoint in the subnet of the instance, which an ACL closes, and one in another. */
const oneElsewhere: Place = async (world) => {
  const vpc = await createVpc(world);
  const subnet = await createSubnet(world, vpc, { acl: { in: [], out: [] } });
  await createEndpoints(world, [subnet], { services: ['ssm'] });
  const other = await createSubnet(world, vpc);
  // They share a group, which lets the VPC in by now.
  await createEndpoints(world, [other], { services: ['ssmmessages'], admits: [] });
  return subnet;
};

const THROUGH = { expect: { 'network-acl-allows-https': 'pass' }, verdict: 'unknown' } as const;
const STOPPED = { expect: { 'network-acl-allows-https': 'fail' }, verdict: 'blocked' } as const;

/**
 * The first rule that matches decides, answers need rules of their own, and an ACL sees only what enters or leaves its
 * subnet: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html. Linux answers come to 32768-60999, those of
 * Windows to 49152-65535, those of a NAT gateway to 1024-65535:
 * https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const ACL_SITUATIONS: readonly NetworkSituation[] = [
  // HTTPS out.
  { name: 'acl-denies-https-before-allowing', place: open({ out: [deny(443), ALLOW_ALL] }), ...STOPPED },
  { name: 'acl-allows-https-before-denying', place: open({ out: [allow(443), DENY_ALL] }), ...THROUGH },
  { name: 'acl-allows-nothing-out', place: open({ out: [] }), ...STOPPED },
  { name: 'acl-allows-udp-alone', place: open({ out: [allow(443, 443, ANYWHERE, '17')] }), ...STOPPED },
  { name: 'acl-allows-ipv6-alone', place: open({ out: [allow(443, 443, '::/0')] }), ...STOPPED },
  {
    name: 'acl-allows-https-in-two-halves',
    place: open({ out: [allow(443, 443, '0.0.0.0/1'), allow(400, 500, '128.0.0.0/1')] }),
    ...THROUGH,
  },
  {
    name: 'acl-denies-a-public-block',
    place: open({ out: [deny(443, 443, '52.0.0.0/8'), ALLOW_ALL] }),
    expect: { 'network-acl-allows-https': 'unknown' },
    verdict: 'unknown',
    asks: 'acl-',
  },
  {
    name: 'acl-allows-https-to-private-range-alone',
    place: open({ out: [allow(443, 443, PRIVATE_RANGE)] }),
    ...STOPPED,
  },
  {
    name: 'acl-allows-https-to-private-range-with-endpoints',
    place: closed({ out: [allow(443, 443, PRIVATE_RANGE)] }),
    ...THROUGH,
  },
  {
    name: 'acl-denies-https-to-private-range',
    place: open({ out: [deny(443, 443, PRIVATE_RANGE), ALLOW_ALL] }),
    ...THROUGH,
  },
  {
    name: 'acl-denies-https-to-private-range-with-endpoints',
    place: closed({ out: [deny(443, 443, PRIVATE_RANGE), ALLOW_ALL] }),
    ...STOPPED,
  },
  {
    name: 'acl-allows-https-to-private-range-with-nat',
    place: inCommonVpc({ routes: [[ANYWHERE, natGateway]], acl: { out: [allow(443, 443, PRIVATE_RANGE)] } }),
    ...STOPPED,
  },
  {
    name: 'acl-denies-https-with-transit-gateway',
    place: inCommonVpc({ routes: [[ANYWHERE, transitGateway]], acl: { out: [deny(443), ALLOW_ALL] } }),
    ...STOPPED,
  },

  // Answers in.
  { name: 'acl-admits-no-answers', place: open({ in: [deny(1024, 65_535), ALLOW_ALL] }), ...STOPPED },
  { name: 'acl-admits-all-ports-but-https', place: open({ in: [deny(443), ALLOW_ALL] }), ...THROUGH },
  { name: 'acl-admits-ports-of-linux', place: open({ in: [allow(32_768, 60_999)] }), ...THROUGH },
  { name: 'acl-admits-some-ports-of-linux', place: open({ in: [allow(49_152, 65_535)] }), ...THROUGH },
  { name: 'acl-admits-other-ports', place: open({ in: [allow(1024, 2000)] }), ...STOPPED },
  {
    name: 'acl-admits-ports-of-windows',
    place: open({ in: [allow(49_152, 65_535)] }),
    image: 'windows',
    ...THROUGH,
  },
  {
    name: 'acl-admits-no-port-of-windows',
    place: open({ in: [allow(32_768, 49_151)] }),
    image: 'windows',
    ...STOPPED,
  },
  {
    name: 'acl-admits-answers-from-private-range-alone',
    place: open({ in: [allow(1024, 65_535, PRIVATE_RANGE)] }),
    ...STOPPED,
  },
  {
    name: 'acl-admits-answers-from-private-range-with-endpoints',
    place: closed({ in: [allow(1024, 65_535, PRIVATE_RANGE)] }),
    ...THROUGH,
  },
  {
    // A NAT gateway passes answers on under the address of who sent them.
    name: 'acl-denies-answers-from-private-range-with-nat',
    place: inCommonVpc({
      routes: [[ANYWHERE, natGateway]],
      acl: { in: [deny(1024, 65_535, PRIVATE_RANGE), ALLOW_ALL] },
    }),
    ...THROUGH,
  },
  {
    name: 'acl-admits-other-ports-with-transit-gateway',
    place: inCommonVpc({ routes: [[ANYWHERE, transitGateway]], acl: { in: [allow(1024, 2000)] } }),
    ...STOPPED,
  },
  { name: 'acl-denies-https-with-endpoints', place: closed({ out: [deny(443), ALLOW_ALL] }), ...STOPPED },
  {
    name: 'acl-admits-no-answers-with-endpoints',
    place: closed({ in: [deny(1024, 65_535), ALLOW_ALL] }),
    ...STOPPED,
  },

  // The ACL of the endpoints' subnet.
  {
    name: 'endpoint-acl-lets-https-in-and-answers-out',
    place: toEndpoints({
      in: [allow(443, 443, PRIVATE_RANGE)],
      out: [allow(1024, 65_535, PRIVATE_RANGE)],
    }),
    ...THROUGH,
  },
  { name: 'endpoint-acl-denies-https-in', place: toEndpoints({ in: [deny(443), ALLOW_ALL] }), ...STOPPED },
  {
    name: 'endpoint-acl-keeps-answers',
    place: toEndpoints({ out: [allow(443), allow(1024, 2000)] }),
    ...STOPPED,
  },
  {
    name: 'acl-of-the-one-subnet-denies-everything',
    place: endpointsThat({ subnet: { acl: { in: [], out: [] } } }),
    ...THROUGH,
  },
  {
    // Only what goes to the other endpoint leaves the subnet.
    name: 'acl-denies-everything-and-one-endpoint-is-elsewhere',
    place: oneElsewhere,
    ...STOPPED,
  },
  {
    // The name may give the agent the address in the other one.
    name: 'endpoint-acl-denies-https-in-one-of-two-subnets',
    place: endpointsThat({
      subnet: { zone: 'a' },
      alsoIn: { zone: 'b', acl: { in: [deny(443), ALLOW_ALL] } },
      apart: {},
    }),
    expect: { 'network-acl-allows-https': 'unknown' },
    verdict: 'unknown',
    asks: 'vpce-',
  },

  // The ACL of the NAT gateway's subnet.
  {
    name: 'nat-acl-lets-everything-needed-through',
    place: toNat({
      in: [allow(443, 443, PRIVATE_RANGE), allow(1024, 65_535)],
      out: [allow(443), allow(32_768, 60_999, PRIVATE_RANGE)],
    }),
    ...THROUGH,
  },
  {
    name: 'nat-acl-denies-https-in',
    place: toNat({ in: [deny(443, 443, PRIVATE_RANGE), ALLOW_ALL] }),
    ...STOPPED,
  },
  { name: 'nat-acl-denies-https-out', place: toNat({ out: [deny(443), ALLOW_ALL] }), ...STOPPED },
  {
    name: 'nat-acl-admits-no-answers',
    place: toNat({ in: [allow(1, 65_535, PRIVATE_RANGE), allow(443)] }),
    ...STOPPED,
  },
  {
    name: 'nat-acl-admits-some-ports-of-nat-gateway',
    place: toNat({ in: [allow(443), allow(32_768, 60_999)] }),
    ...THROUGH,
  },
  { name: 'nat-acl-keeps-answers', place: toNat({ out: [allow(443)] }), ...STOPPED },
];
