import { ANYWHERE, tcp } from './groups.ts';
import { RIGHTS, type Situation, UNREAD } from './situation.ts';

/** Who the agent is, what it may do, and the instance itself; the way out is a good one. */
export const AGENT_SITUATIONS: readonly Situation[] = [
  {
    name: 'public-with-everything',
    expect: {
      ...UNREAD,
      ...RIGHTS,
      'https-egress-allowed': 'pass',
      'endpoint-path-exists': 'unknown',
      'network-acl-allows-https': 'pass',
      'name-resolution-works': 'pass',
      'metadata-service-enabled': 'pass',
      'ami-has-agent': 'pass',
      'status-checks-passed': 'pass',
      'admin-ports-closed': 'pass',
    },
    verdict: 'unknown',
  },

  // Who the agent is, and what it may do.
  {
    name: 'no-instance-profile',
    profile: null,
    expect: { 'instance-profile-attached': 'unknown', 'role-trusts-ec2': 'not-applicable' },
    verdict: 'unknown',
  },
  {
    name: 'instance-profile-without-role',
    profile: 'no-role',
    expect: { 'instance-profile-attached': 'unknown', 'role-trusts-ec2': 'not-applicable' },
    verdict: 'unknown',
  },
  {
    name: 'role-trusts-lambda-only',
    profile: 'trusts-lambda',
    expect: { 'instance-profile-attached': 'pass', 'role-trusts-ec2': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'data-channel-right-missing',
    profile: 'control-channel-only',
    expect: { 'role-trusts-ec2': 'pass', 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'channels-denied-explicitly',
    profile: 'explicit-deny',
    expect: { 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  {
    // The agent would turn to Default Host Management, of which nothing is known here.
    name: 'boundary-without-ssm',
    profile: 'boundary-without-ssm',
    expect: { 'agent-policies-attached': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'boundary-without-channels',
    profile: 'boundary-without-channels',
    expect: { 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  { name: 'inline-policy', profile: 'inline', expect: RIGHTS, verdict: 'unknown' },
  { name: 'customer-managed-policy', profile: 'customer-managed', expect: RIGHTS, verdict: 'unknown' },
  { name: 'rights-by-not-action', profile: 'by-not-action', expect: RIGHTS, verdict: 'unknown' },
  {
    name: 'rights-under-a-condition',
    profile: 'conditional',
    expect: { 'agent-policies-attached': 'unknown' },
    verdict: 'unknown',
  },

  // The instance itself.
  {
    name: 'metadata-endpoint-disabled',
    metadataEndpoint: 'disabled',
    expect: { 'metadata-service-enabled': 'fail' },
    verdict: 'blocked',
  },
  { name: 'stopped', end: 'stopped', expect: RIGHTS, verdict: 'dormant' },
  { name: 'terminated', end: 'terminated', expect: {}, verdict: 'dormant' },
  {
    name: 'windows',
    image: 'windows',
    expect: { ...RIGHTS, 'ami-has-agent': 'pass' },
    verdict: 'unknown',
  },
  {
    // Somebody may have installed the agent since; only the agent itself could say.
    name: 'image-minimal',
    image: 'amazon-linux-minimal',
    expect: { 'ami-has-agent': 'unknown' },
    verdict: 'unknown',
  },
  { name: 'image-custom', image: 'custom', expect: { 'ami-has-agent': 'unknown' }, verdict: 'unknown' },
  {
    name: 'ssh-open-to-the-world',
    ingress: [tcp(22, ANYWHERE)],
    expect: { ...RIGHTS, 'admin-ports-closed': 'fail' },
    verdict: 'unknown',
  },
];
