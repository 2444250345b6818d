import { ACCOUNT } from './account.ts';
import {
  allow,
  asksWhether,
  CHANNELS,
  CONTROL,
  coreAnd,
  DATA,
  deniedBy,
  deny,
  inline,
  lacks,
  LACKS_ALL,
  PAGES,
  type RoleSituation,
  SESSION,
  UPDATE,
} from './role-situation.ts';

/** The channels are granted; the registration on this resource alone. */
const registersOn = (...Resource: readonly string[]) => inline(allow(UPDATE, { Resource }), allow(CHANNELS));
const UNREGISTERED = { 'agent-policies-attached': lacks([UPDATE]) } as const;

/** What the statements of one's own policies grant: by their actions, by their resources, and less what is denied. */
export const OWN_POLICY_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'by-wildcards',
    says: 'an asterisk stands for any number of characters, a question mark for one',
    source: PAGES.action,
    role: inline(
      allow([
        'ssm:Update*Information',
        'ssmmessages:Create*',
        'ssmmessages:Open???????Channel',
        'ssmmessages:Open????Channel',
      ]),
    ),
    expect: {},
  },
  {
    name: 'by-wildcards-that-miss',
    says: 'a question mark is not any number of characters',
    source: PAGES.action,
    role: inline(allow([UPDATE, 'ssmmessages:*ControlChannel', 'ssmmessages:?DataChannel'])),
    expect: { 'agent-policies-attached': lacks(DATA) },
  },
  {
    name: 'by-one-wildcard-for-the-channels',
    says: 'an asterisk may stand in the middle of a name',
    source: PAGES.action,
    role: inline(allow([UPDATE, 'ssmmessages:*Channel'])),
    expect: {},
  },
  {
    name: 'by-upper-case-actions',
    says: 'names of actions do not tell case apart',
    source: PAGES.action,
    role: inline(allow(['SSM:UPDATEINSTANCEINFORMATION', 'SsmMessages:*CHANNEL'])),
    expect: {},
  },
  {
    name: 'by-everything-but-others',
    says: 'NotAction allows every action that it does not name',
    source: PAGES.notAction,
    role: inline({ Effect: 'Allow', NotAction: ['iam:*', 'ssm:SendCommand'], Resource: '*' }),
    expect: {},
  },
  {
    name: 'by-everything-but-the-channels',
    says: 'NotAction leaves out what it names, by wildcards too',
    source: PAGES.notAction,
    role: inline({ Effect: 'Allow', NotAction: ['ssmmessages:*'], Resource: '*' }),
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'on-everything-but-a-bucket',
    says: 'NotResource allows every resource that it does not name',
    source: PAGES.notResource,
    role: inline({ Effect: 'Allow', Action: SESSION, NotResource: 'arn:aws:s3:::payroll/*' }),
    expect: {},
  },
  {
    name: 'on-everything-but-instances',
    says: 'NotResource leaves out what it names',
    source: PAGES.notResource,
    role: inline({ Effect: 'Allow', Action: SESSION, NotResource: 'arn:aws:ec2:*:*:instance/*' }),
    expect: UNREGISTERED,
  },

  // Resources of the registration, which is asked for on the ARN of the instance.
  {
    name: 'on-the-own-instance',
    says: 'the registration is authorised on the ARN of the instance',
    source: 'https://github.com/aws/amazon-ssm-agent/issues/543',
    role: registersOn('{instance}'),
    expect: {},
  },
  {
    name: 'on-another-instance',
    says: 'the ARN of another instance does not match',
    source: PAGES.resource,
    role: registersOn(`arn:aws:ec2:eu-west-2:${ACCOUNT}:instance/i-0123456789abcdef0`),
    expect: UNREGISTERED,
  },
  {
    name: 'on-two-instances',
    says: 'any resource of a list may match',
    source: PAGES.resource,
    role: registersOn(`arn:aws:ec2:eu-west-2:${ACCOUNT}:instance/i-0123456789abcdef0`, '{instance}'),
    expect: {},
  },
  {
    name: 'on-instances-of-any-account',
    says: 'wildcards may stand for Region and account',
    source: PAGES.resource,
    role: registersOn('arn:aws:ec2:*:*:instance/*'),
    expect: {},
  },
  {
    name: 'on-instances-of-another-region',
    says: 'the Region is part of the ARN',
    source: PAGES.resource,
    role: registersOn(`arn:aws:ec2:us-east-1:${ACCOUNT}:instance/*`),
    expect: UNREGISTERED,
  },
  {
    name: 'on-hybrid-nodes',
    says: 'an EC2 instance is no managed-instance of Systems Manager',
    source: PAGES.resource,
    role: registersOn(`arn:aws:ssm:*:${ACCOUNT}:managed-instance/*`),
    expect: UNREGISTERED,
  },
  {
    name: 'on-the-instance-of-a-tag',
    says: 'a policy variable takes its value from the request, here from a tag of the role session',
    source: PAGES.variables,
    role: registersOn(`arn:aws:ec2:*:${ACCOUNT}:instance/\${aws:PrincipalTag/instance}`),
    expect: { 'agent-policies-attached': asksWhether([UPDATE]) },
  },
  {
    name: 'on-instances-of-an-account-by-variable',
    says: 'variables are documented for the last part of an ARN alone',
    source: PAGES.variables,
    role: registersOn('arn:aws:ec2:*:${aws:PrincipalAccount}:instance/*'),
    expect: { 'agent-policies-attached': asksWhether([UPDATE]) },
  },

  // Resources of the channels, which have none.
  {
    name: 'channels-on-an-arn',
    says: 'actions without resource types match the wildcard alone',
    source: PAGES.channels,
    role: inline(allow(UPDATE), allow(CHANNELS, { Resource: `arn:aws:ssmmessages:*:${ACCOUNT}:*` })),
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'everything-on-instances',
    says: 'a statement on instances grants the registration and no channel',
    source: PAGES.channels,
    role: inline(allow('*', { Resource: 'arn:aws:ec2:*:*:instance/*' })),
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'channels-on-arn-and-wildcard',
    says: 'the wildcard counts beside whatever else is listed',
    source: PAGES.resource,
    role: inline(allow(SESSION, { Resource: ['arn:aws:s3:::payroll', '*'] })),
    expect: {},
  },
  {
    name: 'by-old-message-delivery-alone',
    says: 'ec2messages delivers commands, and opens no session',
    source: PAGES.permissions,
    role: inline(allow([UPDATE, 'ec2messages:*'])),
    expect: { 'agent-policies-attached': lacks(CHANNELS) },
  },
  {
    name: 'without-opening-channels',
    says: 'each of the five actions is needed',
    source: PAGES.permissions,
    role: inline(allow([UPDATE, 'ssmmessages:Create*'])),
    expect: { 'agent-policies-attached': lacks([CONTROL[1], DATA[1]]) },
  },

  // Denials.
  {
    name: 'one-action-denied',
    says: 'an explicit Deny beats every Allow, whichever policy holds it',
    source: PAGES.evaluation,
    role: coreAnd(deny(DATA[1])),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', [DATA[1]]) },
  },
  {
    name: 'denied-by-wildcard',
    says: 'wildcards serve in a Deny as in an Allow',
    source: PAGES.action,
    role: coreAnd(deny('ssmmessages:*data*')),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', DATA) },
  },
  {
    name: 'all-but-storage-denied',
    says: 'Deny with NotAction denies every action that it does not name',
    source: PAGES.notAction,
    role: coreAnd({ Sid: 'Denied', Effect: 'Deny', NotAction: 's3:*', Resource: '*' }),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', SESSION) },
  },
  {
    name: 'all-but-sessions-denied',
    says: 'Deny with NotAction spares what it names',
    source: PAGES.notAction,
    role: coreAnd({ Sid: 'Denied', Effect: 'Deny', NotAction: ['ssm:*', 'ssmmessages:*'], Resource: '*' }),
    expect: {},
  },
  {
    name: 'denied-on-the-own-instance',
    says: 'a Deny on the ARN of the instance reaches the registration alone',
    source: PAGES.resource,
    role: coreAnd(deny('*', { Resource: '{instance}' })),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', [UPDATE]) },
  },
  {
    name: 'denied-on-another-instance',
    says: 'a Deny on the ARN of another instance reaches nothing here',
    source: PAGES.resource,
    role: coreAnd(deny('*', { Resource: `arn:aws:ec2:*:${ACCOUNT}:instance/i-0123456789abcdef0` })),
    expect: {},
  },
  {
    name: 'denied-outside-of-buckets',
    says: 'Deny with NotResource reaches every other resource',
    source: PAGES.notResource,
    role: coreAnd({ Sid: 'Denied', Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::*' }),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', SESSION) },
  },
  {
    name: 'denied-and-not-granted',
    says: 'what is denied and what nothing allows has to be mended apart',
    source: PAGES.evaluation,
    role: inline(allow([UPDATE, ...CONTROL]), deny(CONTROL[1])),
    expect: {
      'agent-policies-attached': {
        fail: {
          [CONTROL[1]]: `iam-role/{role}:lift-deny-own.Denied-${CONTROL[1]}`,
          [DATA[0]]: `iam-role/{role}:grant-${DATA.join('+')}`,
          [DATA[1]]: `iam-role/{role}:grant-${DATA.join('+')}`,
        },
      },
    },
  },
  {
    name: 'denied-alone',
    says: 'a role that nothing is granted to needs its Deny lifted, and the grant as well',
    source: PAGES.evaluation,
    role: inline(deny('*')),
    expect: {
      'agent-policies-attached': {
        fail: Object.fromEntries(
          SESSION.flatMap((action) => [
            [action, `iam-role/{role}:lift-deny-own.Denied-${action}`],
            [`${action}@grant`, 'iam-role/{role}:attach-AmazonSSMManagedInstanceCore'],
          ]),
        ),
      },
    },
  },
  {
    name: 'granted-elsewhere-only',
    says: 'rights on other services are none here',
    source: PAGES.evaluation,
    role: inline(allow(['ec2:*', 's3:*', 'ssm:Get*', 'ssm:Describe*'])),
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
];
