import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/finding.ts';
import type { RegionInventory } from '../../src/model/inventory.ts';
import { describeGap, known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/session-preferences-satisfiable.ts';
import { KEY_CASES } from '../facts/agent/session-key-cases.ts';
import { LOG_CASES } from '../facts/agent/session-log-cases.ts';
import {
  KEY,
  FOREIGN_KEY,
  key,
  logGroup,
  bucket,
  bucketAnswers,
  mayDecrypt,
  maySeeBucket,
  situation,
} from '../facts/agent/session-targets.ts';
import {
  account,
  allow,
  aws,
  deny,
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  hostRole,
  preferences,
  type RoleForm,
} from '../facts/iam/role-fixtures.ts';
import {
  denied,
  endpoint,
  endpointInterface,
  endpoints,
  natGateway,
  privateInstance,
  routes,
  TO_NAT,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, type SubjectChanges } from '../support/subject.ts';

const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/sessions:*';
const hidden = { Condition: { StringEquals: { 'kms:ViaService': 'x' } } };

const given = (inputs: Readonly<Record<string, unknown>>, form: RoleForm = {}): SubjectChanges =>
  situation(inputs, form);
const mayUseKey = given(key, mayDecrypt);
/** The private instance, with endpoints for these services alone. */
const behindEndpoints = (...services: readonly string[]): SubjectChanges => ({
  instance: privateInstance,
  iam: mayUseKey.iam ?? {},
  region: {
    ...endpoints(),
    VpcEndpoints: known(services.map((service) => endpoint(service))),
    NetworkInterfaces: known(services.map((service) => endpointInterface(service))),
    SessionDocument: preferences(key),
  },
});

/** A public address leads to KMS and to the logs, without an endpoint's private name. */
const REACHABLE = [...KEY_CASES.pass, ...LOG_CASES.pass].map((one) => ({
  ...one,
  irrelevant: [
    ...(one.irrelevant ?? []),
    'VpcAttributes.vpc-main.EnableDnsHostnames',
    'Instance.InstanceType',
    'Instance.Platform',
  ],
}));

testRule(rule, {
  pass: [
    { name: 'no preferences' },
    {
      name: 'logging without encryption',
      given: given({ cloudWatchLogGroupName: '/ssm/sessions', s3BucketName: 'session-logs' }),
    },
    {
      name: 'encryption of a log that nobody writes',
      given: given({ cloudWatchEncryptionEnabled: true, s3EncryptionEnabled: true }),
    },
    { name: 'a user of the operating system', given: given({ runAsEnabled: true, runAsDefaultUser: 'ops' }) },
    {
      name: 'no demand, and credentials that cannot be told',
      given: {
        iam: { RoleDetailList: unknown({ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }) },
      },
    },
    ...REACHABLE,
  ],
  fail: [
    {
      name: 'a key that is denied',
      given: given(key, { inline: [allow('kms:Decrypt'), deny('kms:*')] }),
      at: ['kms:Decrypt'],
    },
    {
      name: 'a key of another account that is denied',
      given: given({ kmsKeyId: FOREIGN_KEY }, { inline: [deny('kms:Decrypt')] }),
      at: ['kms:Decrypt'],
    },
    {
      name: 'an encrypted log group, no right to look at it',
      given: given(logGroup),
      at: ['logs:DescribeLogGroups'],
    },
    {
      name: 'an encrypted log group, rights on the group alone',
      given: given(logGroup, { inline: [allow('logs:*', GROUP)] }),
      at: ['logs:DescribeLogGroups'],
    },
    {
      name: 'an encrypted bucket, no right to look at it',
      given: given(bucket, { inline: [allow('s3:PutObject')] }),
      at: ['s3:GetEncryptionConfiguration'],
    },
    {
      name: 'both logs',
      given: given({ ...logGroup, ...bucket }),
      at: ['logs:DescribeLogGroups', 's3:GetEncryptionConfiguration'],
    },
    {
      name: 'one right is missing, while the key is open',
      given: given({ ...key, ...logGroup }),
      at: ['logs:DescribeLogGroups'],
    },
    {
      name: 'Default Host Management may not look at logs',
      given: {
        instance: { IamInstanceProfile: {} },
        iam: account([hostRole()]),
        region: { SessionDocument: preferences(logGroup), ServiceSetting: HOST_MANAGEMENT_ON },
      },
      at: ['logs:DescribeLogGroups'],
    },
    ...KEY_CASES.fail,
    ...LOG_CASES.fail,
  ],
  unknown: [
    {
      name: 'preferences that were not read',
      given: { region: { SessionDocument: unknown({ kind: 'denied', action: 'ssm:GetDocument' }) } },
    },
    {
      name: 'a key that the role may use, as far as the role decides',
      given: given(key, { inline: [allow('kms:Decrypt', KEY)] }),
    },
    {
      name: 'a key by its id',
      given: given(
        { kmsKeyId: '1111aaaa-22bb-33cc-44dd-5555eeee6666' },
        { inline: [allow('kms:Decrypt', KEY)] },
      ),
    },
    {
      name: 'a key by its alias, and every key allowed',
      given: given({ kmsKeyId: 'alias/session' }, { inline: [allow('kms:*')] }),
    },
    {
      name: 'a key that another Deny does not touch',
      given: given(key, { inline: [allow('kms:Decrypt', KEY), deny('kms:Decrypt', FOREIGN_KEY)] }),
    },
    {
      name: 'a key, and a KMS endpoint',
      given: behindEndpoints('ssm', 'ssmmessages', 'kms'),
    },
    {
      name: 'a key, and a NAT gateway for everything',
      given: {
        ...mayUseKey,
        instance: privateInstance,
        region: { ...natGateway(), ...routes({ private: [TO_NAT] }), ...mayUseKey.region },
      },
    },
    { name: 'a key that only its own policy could allow', given: given(key) },
    {
      name: 'a key, and endpoints for Systems Manager alone: no way leads to KMS',
      given: behindEndpoints('ssm', 'ssmmessages'),
    },
    {
      name: 'a key, and endpoints that were not read',
      given: { ...mayUseKey, region: { ...mayUseKey.region, ...denied('VpcEndpoints') } },
    },
    {
      name: 'a key, and a KMS endpoint whose policy names keys',
      given: {
        ...behindEndpoints('kms'),
        region: {
          ...behindEndpoints('kms').region,
          VpcEndpoints: known([
            endpoint('kms', {
              PolicyDocument: JSON.stringify({
                Statement: [
                  { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: FOREIGN_KEY },
                ],
              }),
            }),
          ]),
        },
      },
    },
    {
      name: 'a key of another account',
      given: given({ kmsKeyId: FOREIGN_KEY }, { inline: [allow('kms:Decrypt')] }),
    },
    {
      name: 'a key by its alias, and one key allowed',
      given: given({ kmsKeyId: 'alias/session' }, { inline: [allow('kms:Decrypt', KEY)] }),
    },
    {
      name: 'a key by its alias, and another denied',
      given: given({ kmsKeyId: 'alias/session' }, { inline: [allow('kms:*'), deny('kms:Decrypt', KEY)] }),
    },
    {
      name: 'a key by its alias, and all keys but one allowed',
      given: given(
        { kmsKeyId: 'alias/session' },
        { inline: [{ Effect: 'Allow', Action: 'kms:Decrypt', NotResource: KEY }] },
      ),
    },
    {
      name: 'a key under a condition',
      given: given(key, { inline: [{ ...allow('kms:Decrypt'), ...hidden }] }),
    },
    { name: 'a key from a parameter without a default', given: given({ kmsKeyId: '{{ key }}' }) },
    {
      name: 'a log group whose encryption nobody read',
      given: given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')] }),
    },
    {
      name: 'a bucket whose encryption nobody read',
      given: given(bucket, { attached: [aws('AmazonEC2RoleforSSM')] }),
    },
    {
      name: 'a demand, and credentials that cannot be told',
      given: {
        ...given(key),
        iam: { RoleDetailList: unknown({ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }) },
      },
    },
    ...KEY_CASES.unknown,
    ...LOG_CASES.unknown,
  ],
  notApplicable: [
    {
      name: 'no credentials',
      given: {
        instance: { IamInstanceProfile: {} },
        region: { SessionDocument: preferences(key), ServiceSetting: HOST_MANAGEMENT_OFF },
      },
    },
  ],
});

/** Private, with an S3 interface endpoint as the only way to the bucket, whose Region is read so. */
function bucketFrom(BucketLocations: RegionInventory['BucketLocations']): Outcome {
  const { region, ...rest } = situation(bucket, maySeeBucket, bucketAnswers('AES256'));
  const subject = buildSubject({
    ...rest,
    instance: privateInstance,
    region: { ...behindEndpoints('ssm', 'ssmmessages', 's3').region, ...region, BucketLocations },
  });
  return rule.check(subject, { options: {} });
}

describe('a bucket behind an S3 endpoint', () => {
  it.each<[string, RegionInventory['BucketLocations'], string]>([
    ['in the Region of the endpoint', { 'session-logs': known('eu-west-1') }, 'pass'],
    [
      'in another Region',
      { 'session-logs': known('eu-central-1') },
      'is in eu-central-1: how does the agent on i-0aaaaaaaaaaaaaaaa reach it there?',
    ],
    ['in a Region that nobody asked about', {}, 'may be in another Region'],
    [
      'in a Region that may not be read',
      { 'session-logs': unknown({ kind: 'denied', action: 's3:GetBucketLocation' }) },
      's3:GetBucketLocation was denied',
    ],
  ])('%s', (_, locations, expected) => {
    const outcome = bucketFrom(locations);
    const said = outcome.status === 'unknown' ? outcome.gaps.map(describeGap).join() : outcome.status;
    expect(said).toContain(expected);
  });
});
