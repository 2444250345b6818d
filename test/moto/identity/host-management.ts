import { MANAGEMENT_ROLE } from './account.ts';
import {
  allow,
  asksWhether,
  CHANNELS,
  CORE,
  coreAnd,
  DATA,
  deny,
  inline,
  lacks,
  LACKS_ALL,
  PAGES,
  type RoleSituation,
  SESSION,
  UPDATE,
} from './role-situation.ts';

const SOURCE = PAGES.agentCredentials;
const TURNS = {
  'agent-policies-attached': `turns to Default Host Management with the role ${MANAGEMENT_ROLE}`,
};
const UNRELATED = ['AmazonS3ReadOnlyAccess'];
const LAMBDA = [
  { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
];

/** Which of two identities the agent uses: only a refused registration makes it turn to Default Host Management. */
export const HOST_MANAGEMENT_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'shadowing-without-channels',
    says: 'a role that may register is used for everything, so its lack of channels is not made up for',
    source: SOURCE,
    region: 'on',
    role: inline(allow(UPDATE)),
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'shadowing-without-data-channel',
    says: 'the agent comes Online with such a role, and every session fails',
    source: SOURCE,
    region: 'on',
    role: inline(allow(SESSION.slice(0, 3))),
    expect: { 'agent-policies-attached': lacks(DATA) },
  },
  {
    name: 'serving-beside-host-management',
    says: 'a role that may do everything serves, and Default Host Management is never asked',
    source: SOURCE,
    region: 'on',
    role: { managed: [CORE] },
    expect: {},
    evidence: { 'agent-policies-attached': 'gives the role serving-beside-host-management' },
  },
  {
    name: 'unrelated-role-rescued',
    says: 'AccessDeniedException on registration makes the agent turn to Default Host Management',
    source: SOURCE,
    region: 'on',
    role: { managed: UNRELATED },
    expect: {},
    evidence: TURNS,
  },
  {
    name: 'unrelated-role-alone',
    says: 'without Default Host Management nothing makes up for the missing rights',
    source: SOURCE,
    role: { managed: UNRELATED },
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'unrelated-role-and-no-answer',
    says: 'Default Host Management might make up for it, and was not read',
    source: SOURCE,
    region: 'silent',
    role: { managed: UNRELATED },
    expect: { 'agent-policies-attached': { asks: ['ssm:GetServiceSetting'] } },
  },
  {
    name: 'unrelated-role-and-weak-management-role',
    says: 'the agent turns to a role that then lacks the data channel',
    source: SOURCE,
    region: 'withWeakRole',
    role: { managed: UNRELATED },
    expect: { 'agent-policies-attached': lacks(DATA, 'WeakManagementRole') },
  },
  {
    name: 'unrelated-role-and-untrusted-management-role',
    says: 'a management role that Systems Manager may not assume serves nobody',
    source: PAGES.hostManagement,
    region: 'withUntrustedRole',
    role: { managed: UNRELATED },
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'denied-role-rescued',
    says: 'a Deny of the registration is an AccessDeniedException like any other',
    source: SOURCE,
    region: 'on',
    role: coreAnd(deny(UPDATE)),
    expect: {},
    evidence: TURNS,
  },
  {
    name: 'bounded-role-rescued',
    says: 'so is a registration that the permissions boundary does not allow',
    source: SOURCE,
    region: 'on',
    role: { managed: [CORE], boundary: [allow('s3:*')] },
    expect: {},
    evidence: TURNS,
  },
  {
    name: 'untrusting-role-rescued',
    says: 'AssumeRoleUnauthorizedAccess makes the agent turn to Default Host Management too',
    source: SOURCE,
    region: 'on',
    role: { managed: [CORE], trust: LAMBDA },
    expect: {},
    evidence: { 'agent-policies-attached': 'EC2 may not assume the role' },
  },
  {
    name: 'channels-without-registration-rescued',
    says: 'channels alone do not register, so that Default Host Management serves',
    source: SOURCE,
    region: 'on',
    role: { managed: ['AmazonSageMakerClusterInstanceRolePolicy'] },
    expect: {},
    evidence: TURNS,
  },
  {
    name: 'role-of-uncertain-registration',
    says: 'who serves hangs on a condition, so that nothing is certain of the rights',
    source: SOURCE,
    region: 'on',
    role: inline(allow(UPDATE, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })),
    expect: { 'agent-policies-attached': asksWhether([UPDATE]) },
  },
];
