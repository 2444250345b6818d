import {
  allow,
  asksWhether,
  CHANNELS,
  CORE,
  CONTROL,
  DATA,
  deniedBy,
  deny,
  lacks,
  LACKS_ALL,
  managedPolicyPage,
  PAGES,
  type RoleSituation,
  SESSION,
  UPDATE,
} from './role-situation.ts';

/** Grants the five actions without condition. */
const ENOUGH = [
  'AmazonSSMManagedEC2InstanceDefaultPolicy',
  'AmazonEC2RoleforSSM',
  'AWSCloud9SSMInstanceProfile',
  'AmazonElasticFileSystemsUtils',
  'AmazonSSMFullAccess',
  'AmazonEKSLocalOutpostClusterPolicy',
  'PowerUserAccess',
  'AdministratorAccess',
];
/** Grants none of them. */
const NOTHING = ['CloudWatchAgentServerPolicy', 'AmazonSSMReadOnlyAccess', 'ReadOnlyAccess'];

/** What AWS managed policies grant, by their documents and not by their names; and the versions of one's own. */
export const MANAGED_POLICY_SITUATIONS: readonly RoleSituation[] = [
  ...ENOUGH.map((policy): RoleSituation => ({
    name: `by-${policy}`,
    says: 'its document allows the five actions on every resource',
    source: managedPolicyPage(policy),
    role: { managed: [policy] },
    expect: {},
    evidence: { 'agent-policies-attached': `allowed by ${policy}` },
  })),
  ...NOTHING.map((policy): RoleSituation => ({
    name: `by-${policy}`,
    says: 'its document allows none of the five actions',
    source: managedPolicyPage(policy),
    role: { managed: [policy] },
    expect: { 'agent-policies-attached': LACKS_ALL },
  })),
  {
    name: 'by-AmazonSageMakerClusterInstanceRolePolicy',
    says: 'its document allows the channels and no registration',
    source: managedPolicyPage('AmazonSageMakerClusterInstanceRolePolicy'),
    role: { managed: ['AmazonSageMakerClusterInstanceRolePolicy'] },
    expect: { 'agent-policies-attached': lacks([UPDATE]) },
  },
  {
    name: 'by-AmazonRDSCustomInstanceProfileRolePolicy',
    says: 'its document allows no data channel, and the registration by a tag',
    source: managedPolicyPage('AmazonRDSCustomInstanceProfileRolePolicy'),
    role: { managed: ['AmazonRDSCustomInstanceProfileRolePolicy'] },
    expect: { 'agent-policies-attached': { ...lacks(DATA), ...asksWhether([UPDATE]) } },
  },
  {
    name: 'by-AWSEC2SqlHaInstancePolicy',
    says: 'its document allows the registration by a tag',
    source: managedPolicyPage('AWSEC2SqlHaInstancePolicy'),
    role: { managed: ['AWSEC2SqlHaInstancePolicy'] },
    expect: { 'agent-policies-attached': asksWhether([UPDATE]) },
  },
  {
    name: 'by-AmazonSSMAutomationRole',
    says: 'its document allows a data channel of user sessions, by their ARN, and none of the agent',
    source: managedPolicyPage('AmazonSSMAutomationRole'),
    role: { managed: ['AmazonSSMAutomationRole'] },
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'by-two-that-complete-each-other',
    says: 'the policies of a role are taken together',
    source: PAGES.evaluation,
    role: {
      managed: ['AmazonSageMakerClusterInstanceRolePolicy', 'CloudWatchAgentServerPolicy'],
      inline: { registration: [allow(UPDATE)] },
    },
    expect: {},
    evidence: {
      'agent-policies-attached': 'ssm:UpdateInstanceInformation: allowed by inline policy registration',
    },
  },
  {
    name: 'without-any-policy',
    says: 'a request that nothing allows is denied',
    source: PAGES.evaluation,
    role: {},
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'core-and-AWSDenyAll',
    says: 'a Deny in one managed policy beats the Allow in another',
    source: PAGES.evaluation,
    role: { managed: [CORE, 'AWSDenyAll'] },
    expect: { 'agent-policies-attached': deniedBy('AWSDenyAll.DenyAll', SESSION) },
  },

  // Versions of a customer managed policy.
  {
    name: 'version-1-of-2-grants',
    says: 'the default version alone has effect, though a later one would deny',
    source: PAGES.versions,
    role: { versions: [[allow(SESSION)], [deny('*')]], defaultVersion: 1 },
    expect: {},
  },
  {
    name: 'version-1-of-2-grants-too-little',
    says: 'the default version alone has effect, though a later one would grant everything',
    source: PAGES.versions,
    role: { versions: [[allow([UPDATE, ...CONTROL])], [allow('*')]], defaultVersion: 1 },
    expect: { 'agent-policies-attached': lacks(DATA) },
  },
  {
    name: 'version-3-of-3-denies',
    says: 'a version that was made the default replaces what the earlier ones granted',
    source: PAGES.versions,
    role: {
      versions: [[allow(SESSION)], [allow('*')], [allow('*'), deny('ssmmessages:*')]],
      defaultVersion: 3,
    },
    expect: { 'agent-policies-attached': deniedBy('{role}-policy.Denied', CHANNELS) },
  },
];
