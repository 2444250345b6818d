import { known, unknown } from '../../../../src/model/known.ts';
import type { SubjectChanges } from '../../../support/subject.ts';
import {
  account,
  aws,
  CONTROL,
  HOST_MANAGEMENT_ON,
  hostRole,
  HYBRID,
  role,
  trust,
} from '../../iam/role-fixtures.ts';
import { DENIED, endpoints, privateInstance, routes } from '../network.ts';
import type { FactName } from './facts.ts';
import type { Situations } from './situation.ts';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const AGENT = ['ssm:*', 'ssmmessages:*'];

type Statement = Readonly<Record<string, unknown>>;

function policy(...statements: readonly Statement[]): string {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: AGENT,
    Resource: '*',
    ...statement,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const given = (PolicyDocument: string, changes: SubjectChanges = {}): SubjectChanges => ({
  ...changes,
  instance: { ...privateInstance, ...changes.instance },
  region: { ...endpoints({ PolicyDocument }), ...changes.region },
});

const onlyFor = (AWS: string | readonly string[], changes: SubjectChanges = {}): SubjectChanges =>
  given(policy({ Principal: { AWS } }), changes);

const when = (operator: string, key: string, value: string | readonly string[]): SubjectChanges =>
  given(policy({ Condition: { [operator]: { [key]: value } } }));

const inFolder = (Arn: string): SubjectChanges => ({
  iam: account([role({ attached: [aws('AmazonSSMManagedInstanceCore')], rest: { Arn } })]),
});

const byHostManagement: SubjectChanges = {
  instance: { IamInstanceProfile: undefined as never },
  region: { ServiceSetting: HOST_MANAGEMENT_ON },
  iam: account([hostRole()]),
};
const mayTurnToHostManagement: SubjectChanges = {
  region: { ServiceSetting: HOST_MANAGEMENT_ON },
  iam: account([role({ attached: [aws('AmazonSSMManagedInstanceCore')] }), hostRole()]),
};

type Row = readonly [name: string, given: SubjectChanges, answer: 'pass' | 'fail' | 'unknown'];

const ROWS: readonly (readonly [fact: FactName, rows: readonly Row[]])[] = [
  [
    'account-principal-holds-its-roles',
    [
      ['the root of the own account', onlyFor('arn:aws:iam::111122223333:root'), 'pass'],
      ['the id of the own account', onlyFor('111122223333'), 'pass'],
      ['the own account among others', onlyFor(['444455556666', '111122223333']), 'pass'],
      ['another account', onlyFor('arn:aws:iam::444455556666:root'), 'fail'],
      [
        'the own account, while IAM was not read: it is the same for every role',
        onlyFor('111122223333', { iam: { RoleDetailList: unknown(DENIED) } }),
        'pass',
      ],
      [
        'the own account, by Default Host Management: both callers are of it',
        onlyFor('111122223333', byHostManagement),
        'pass',
      ],
      [
        'everybody but the own account',
        given(policy({}, { Effect: 'Deny', Principal: { AWS: '111122223333' } })),
        'fail',
      ],
    ],
  ],
  [
    'role-principal-holds-its-sessions',
    [
      ['the role of the instance', onlyFor(ROLE), 'pass'],
      ['the role of the instance among others', onlyFor(['arn:aws:iam::111122223333:role/db', ROLE]), 'pass'],
      ['another role', onlyFor('arn:aws:iam::111122223333:role/db'), 'fail'],
      [
        'a role of that name in a folder, which is another role',
        onlyFor('arn:aws:iam::111122223333:role/team/app'),
        'fail',
      ],
      [
        'the role of the instance, in its folder',
        onlyFor(
          'arn:aws:iam::111122223333:role/team/app',
          inFolder('arn:aws:iam::111122223333:role/team/app'),
        ),
        'pass',
      ],
      ['a role of that name in another account', onlyFor('arn:aws:iam::444455556666:role/app'), 'fail'],
      ['a user', onlyFor('arn:aws:iam::111122223333:user/app'), 'fail'],
      ['a service', given(policy({ Principal: { Service: 'ec2.amazonaws.com' } })), 'fail'],
      [
        'everybody but the role of the instance',
        given(policy({}, { Effect: 'Deny', Principal: { AWS: ROLE } })),
        'fail',
      ],
      [
        'everybody but another role',
        given(policy({}, { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:role/db' } })),
        'pass',
      ],
      [
        'the role of the instance, for other actions',
        given(policy({ Principal: { AWS: ROLE }, Action: 'ssm:GetParameter' })),
        'fail',
      ],
      [
        'the role of the instance, while its roles were not read',
        onlyFor(ROLE, { iam: { RoleDetailList: unknown(DENIED) } }),
        'unknown',
      ],
      [
        'another role, while its roles were not read',
        onlyFor('arn:aws:iam::111122223333:role/db', { iam: { RoleDetailList: unknown(DENIED) } }),
        'unknown',
      ],
      [
        'another role, while instance profiles were not read',
        onlyFor('arn:aws:iam::111122223333:role/db', { iam: { InstanceProfiles: unknown(DENIED) } }),
        'unknown',
      ],
      [
        'another role, and no credentials at all',
        onlyFor('arn:aws:iam::111122223333:role/db', {
          instance: { IamInstanceProfile: undefined as never },
        }),
        'unknown',
      ],
      [
        'another role, while EC2 may not assume the own',
        onlyFor('arn:aws:iam::111122223333:role/db', {
          iam: account([role({ trust: trust('lambda.amazonaws.com') })]),
        }),
        'unknown',
      ],
      [
        'another role, while a hybrid node has the address of the instance',
        onlyFor('arn:aws:iam::111122223333:role/db', {
          instance: { PrivateIpAddress: '10.0.1.10' },
          region: { InstanceInformationList: HYBRID },
        }),
        'unknown',
      ],
      [
        'another role, while the nodes were not read',
        onlyFor('arn:aws:iam::111122223333:role/db', {
          region: { InstanceInformationList: unknown(DENIED) },
        }),
        'unknown',
      ],
      [
        'one instance, and the role of the instance',
        given(policy({ Principal: { AWS: ROLE }, Resource: 'arn:aws:ec2:*:*:instance/i-0aaaaaaaaaaaaaaaa' })),
        'pass',
      ],
      [
        'one instance, and another role',
        given(
          policy({
            Principal: { AWS: 'arn:aws:iam::111122223333:role/db' },
            Resource: 'arn:aws:ec2:*:*:instance/i-0aaaaaaaaaaaaaaaa',
          }),
        ),
        'fail',
      ],
    ],
  ],
  [
    'session-principal-has-a-name',
    [
      [
        'one session of the role',
        onlyFor('arn:aws:sts::111122223333:assumed-role/app/i-0aaaaaaaaaaaaaaaa'),
        'unknown',
      ],
      ['a session of another role', onlyFor('arn:aws:sts::111122223333:assumed-role/db/someone'), 'fail'],
    ],
  ],
  [
    'deleted-principal-leaves-its-id',
    [
      ['a unique id', onlyFor('AROAEXAMPLEID'), 'unknown'],
      [
        'everybody but named ones',
        given(policy({ Principal: undefined, NotPrincipal: { AWS: ROLE } })),
        'unknown',
      ],
    ],
  ],
  [
    'principal-arn-is-the-role',
    [
      ['a condition on the own role', when('ArnEquals', 'aws:PrincipalArn', ROLE), 'pass'],
      [
        'a condition on roles of the account',
        when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'),
        'pass',
      ],
      [
        'a condition on another role',
        when('StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/db'),
        'fail',
      ],
      ['a condition on all but the own role', when('ArnNotLike', 'aws:PrincipalArn', ROLE), 'fail'],
      [
        'a condition on the kind of principal',
        when('StringEquals', 'aws:PrincipalType', 'AssumedRole'),
        'pass',
      ],
      [
        'a condition on the kind of principal: users',
        when('StringEquals', 'aws:PrincipalType', 'User'),
        'fail',
      ],
      ['a condition on the Region', when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'), 'pass'],
      [
        'a condition on a tag of the principal',
        when('StringEquals', 'aws:PrincipalTag/team', 'web'),
        'unknown',
      ],
      [
        'a condition on the own role and on the organisation',
        given(
          policy({ Condition: { StringEquals: { 'aws:PrincipalArn': ROLE, 'aws:PrincipalOrgID': 'o-1' } } }),
        ),
        'unknown',
      ],
      [
        'a condition on another role and on the organisation',
        given(
          policy({
            Condition: {
              StringEquals: {
                'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/db',
                'aws:PrincipalOrgID': 'o-1',
              },
            },
          }),
        ),
        'fail',
      ],
    ],
  ],
  [
    'host-management-asks-as-the-instance',
    [
      [
        'the role of Default Host Management, whose first call is another identity',
        onlyFor(`arn:aws:iam::111122223333:role/${hostRole().RoleName ?? ''}`, byHostManagement),
        'unknown',
      ],
      ['another role, by Default Host Management', onlyFor(ROLE, byHostManagement), 'unknown'],
      ['everybody, by Default Host Management', given(policy({}), byHostManagement), 'pass'],
      [
        'another role, refused by which the agent turns to Default Host Management',
        onlyFor('arn:aws:iam::111122223333:role/db', mayTurnToHostManagement),
        'unknown',
      ],
      [
        'the role of the instance, which Default Host Management changes nothing about',
        onlyFor(ROLE, mayTurnToHostManagement),
        'pass',
      ],
      [
        'another role, while Default Host Management was not read',
        onlyFor('arn:aws:iam::111122223333:role/db', { region: { ServiceSetting: unknown(DENIED) } }),
        'unknown',
      ],
    ],
  ],
];

const s3Gateway = (PolicyDocument: string): SubjectChanges => ({
  instance: privateInstance,
  region: {
    ...routes({ main: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' }] }),
    PrefixListEntries: { 'pl-s3': known([{ Cidr: '52.218.0.0/17' }]) },
    VpcEndpoints: known([
      {
        VpcEndpointId: 'vpce-s3',
        VpcEndpointType: 'Gateway',
        VpcId: 'vpc-main',
        ServiceName: 'com.amazonaws.eu-west-1.s3',
        State: 'available',
        PolicyDocument,
      },
    ]),
  },
});

const GATEWAY_ROWS: readonly Row[] = [
  [
    'a condition on the own role',
    s3Gateway(policy({ Action: 's3:*', Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })),
    'pass',
  ],
  [
    'a condition on another role',
    s3Gateway(
      policy({
        Action: 's3:*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/db' } },
      }),
    ),
    'fail',
  ],
  [
    'the own account, which stands for its root user alone',
    s3Gateway(policy({ Action: 's3:*', Principal: { AWS: '111122223333' } })),
    'unknown',
  ],
  ['the own role as principal', s3Gateway(policy({ Action: 's3:*', Principal: { AWS: ROLE } })), 'unknown'],
];

/** Policies that name principals, judged with the role that the agent ends up with. */
export const ENDPOINT_PRINCIPAL_SITUATIONS: Situations = [
  ...ROWS.flatMap(([fact, rows]) =>
    rows.map(([name, changes, answer]) => ({
      name: `policy for ${name}`,
      fact,
      given: changes,
      expected: { kind: 'endpoint' as const, ...(answer !== 'pass' && { 'endpoint-policy': answer }) },
    })),
  ),
  {
    name: 'policy that lets the role open the control channel alone',
    fact: 'role-principal-holds-its-sessions',
    given: given(policy({ Principal: { AWS: ROLE }, Action: ['ssm:*', ...CONTROL] })),
    service: 'ssmmessages',
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  ...GATEWAY_ROWS.map(([name, changes, answer]) => ({
    name: `policy of a gateway endpoint for ${name}`,
    fact: 'gateway-endpoint-takes-everybody' as const,
    given: changes,
    service: 's3' as const,
    expected: { kind: 'gateway-endpoint' as const, ...(answer !== 'pass' && { gateway: answer }) },
  })),
];
