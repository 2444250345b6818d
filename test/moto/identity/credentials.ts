import { MANAGEMENT_ROLE } from './account.ts';
import { CORE, DATA, inline, allow, lacks, PAGES, type RoleSituation, SESSION } from './role-situation.ts';

const CORE_ROLE = { managed: [CORE] };
const SETTING = ['ssm:GetServiceSetting'];

/** Where the agent's credentials come from: a profile that holds a role, or the Region's Default Host Management. */
export const CREDENTIAL_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'core-policy',
    says: 'an instance profile hands its role to the applications on the instance',
    source: PAGES.profiles,
    role: CORE_ROLE,
    expect: {},
    evidence: { 'instance-profile-attached': 'holds the role core-policy' },
  },
  {
    name: 'no-profile',
    says: 'without a profile and without Default Host Management the instance has no permissions at all',
    source: PAGES.permissions,
    expect: {
      'instance-profile-attached': {
        fail: { IamInstanceProfile: '/eu-west-2/instance/{instance}:attach-instance-profile' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },
  {
    name: 'no-profile-and-host-management',
    says: 'Default Host Management serves instances that have no profile',
    source: PAGES.hostManagement,
    region: 'on',
    expect: { 'role-trusts-ec2': 'not-applicable' },
    evidence: { 'instance-profile-attached': `is on in eu-west-3 with the role ${MANAGEMENT_ROLE}` },
  },
  {
    name: 'no-profile-and-no-answer',
    says: 'whether the instance has permissions then hangs on a setting that was not read',
    source: PAGES.hostManagement,
    region: 'silent',
    expect: {
      'instance-profile-attached': { asks: SETTING },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': { asks: SETTING },
    },
  },
  {
    name: 'no-profile-and-lost-management-role',
    says: 'the setting holds the name of a role, which may be gone or in a form that is not documented',
    source: PAGES.hostManagement,
    region: 'withLostRole',
    expect: {
      'instance-profile-attached': { asks: ['names the role DeletedManagementRole: does that role exist'] },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': { asks: ['names the role DeletedManagementRole: does that role exist'] },
    },
  },
  {
    name: 'no-profile-and-untrusted-management-role',
    says: 'Systems Manager, not EC2, has to be trusted by the role of Default Host Management',
    source: PAGES.hostManagement,
    region: 'withUntrustedRole',
    expect: {
      'instance-profile-attached': {
        fail: { ServiceSetting: '/global/iam-role/UntrustedManagementRole:trust-ssm' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },
  {
    name: 'no-profile-and-weak-management-role',
    says: 'a custom role of Default Host Management has to have the rights itself',
    source: PAGES.hostManagement,
    region: 'withWeakRole',
    expect: {
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': lacks(DATA, 'WeakManagementRole'),
    },
  },
  {
    name: 'no-profile-and-old-agent',
    says: 'Default Host Management needs agent 3.2.582.0',
    source: PAGES.hostManagement,
    region: 'on',
    lostAgent: '3.1.1927.0',
    expect: {
      'instance-profile-attached': {
        fail: { ServiceSetting: '/eu-west-3/instance/{instance}:agent-version' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },
  {
    name: 'no-profile-and-first-agent',
    says: 'agent 3.2.582.0 is the first that Default Host Management serves',
    source: PAGES.hostManagement,
    region: 'on',
    lostAgent: '3.2.582.0',
    expect: { 'role-trusts-ec2': 'not-applicable' },
  },
  {
    name: 'empty-profile',
    says: 'a profile may hold no role, and then gives no credentials',
    source: PAGES.profiles,
    profile: {},
    expect: {
      'instance-profile-attached': {
        fail: { 'InstanceProfile.Roles': '/global/instance-profile/empty-profile:add-role' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },
  {
    name: 'empty-profile-and-host-management',
    says: 'the metadata service answers EC2RoleRequestError, on which the agent turns to Default Host Management',
    source: PAGES.agentCredentials,
    region: 'on',
    profile: {},
    expect: { 'role-trusts-ec2': 'not-applicable' },
    evidence: { 'agent-policies-attached': 'holds no role' },
  },
  {
    name: 'empty-profile-and-no-answer',
    says: 'whether anything else gives credentials is not known',
    source: PAGES.hostManagement,
    region: 'silent',
    profile: {},
    expect: {
      'instance-profile-attached': { asks: SETTING },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': { asks: SETTING },
    },
  },
  {
    name: 'profile-emptied-while-in-use',
    says: 'a role can be taken out of a profile in use',
    source: PAGES.profiles,
    role: CORE_ROLE,
    profile: { later: 'emptied' },
    expect: {
      'instance-profile-attached': {
        fail: { 'InstanceProfile.Roles': '/global/instance-profile/{role}:add-role' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },
  ...(['off', 'on'] as const).map((region): RoleSituation => ({
    name: `profile-deleted-while-in-use-${region}`,
    says: 'IAM deletes a profile in use, and does not say what the instance holds afterwards',
    source: PAGES.profiles,
    region,
    role: CORE_ROLE,
    profile: { later: 'deleted' },
    expect: {
      'instance-profile-attached': { asks: ['IAM does not list the instance profile'] },
      'role-trusts-ec2': { asks: ['IAM does not list the instance profile'] },
      'agent-policies-attached': { asks: ['IAM does not list the instance profile'] },
    },
  })),
  {
    name: 'role-in-profile-of-another-name',
    says: 'a profile need not be named like the role in it',
    source: PAGES.profiles,
    role: CORE_ROLE,
    profile: { name: 'a-profile-of-another-name' },
    expect: {},
    evidence: {
      'instance-profile-attached': 'a-profile-of-another-name holds the role role-in-profile-of-another-name',
    },
  },
  {
    name: 'role-and-profile-under-paths',
    says: 'a path is part of the ARN and not of the name',
    source: PAGES.roleNames,
    role: { ...CORE_ROLE, path: '/service-role/fleet/' },
    profile: { path: '/fleet/' },
    expect: {},
    evidence: { 'role-trusts-ec2': 'EC2 may assume the role role-and-profile-under-paths' },
  },
  {
    name: 'weak-role-under-a-path',
    says: 'commands name a role without its path',
    source: PAGES.roleNames,
    role: { ...inline(allow(SESSION.slice(0, 3))), path: '/service-role/fleet/' },
    expect: { 'agent-policies-attached': lacks(DATA) },
  },
];
