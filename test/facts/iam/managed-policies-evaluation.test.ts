import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/facts/iam/evaluate.ts';
import type { Word } from '../../../src/facts/iam/evaluate.ts';
import { INSTANCE } from './evaluation/case.ts';

/** AWS managed policies as published, in their default versions of 2026-03. */
const FOLDER = new URL('../../fixtures/policies/', import.meta.url);

const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/sessions';
const OBJECT = 'arn:aws:s3:::amzn-s3-demo-bucket/i-0abc.log';
const BUCKET = 'arn:aws:s3:::amzn-s3-demo-bucket';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Session actions, the four of CloudWatch Logs, then S3 and KMS; the columns of the table below. */
const ACTIONS = [
  ['ssm:UpdateInstanceInformation', INSTANCE],
  ['ssmmessages:CreateControlChannel', '*'],
  ['ssmmessages:OpenControlChannel', '*'],
  ['ssmmessages:CreateDataChannel', '*'],
  ['ssmmessages:OpenDataChannel', '*'],
  ['logs:CreateLogStream', GROUP],
  ['logs:PutLogEvents', `${GROUP}:log-stream:i-0abc`],
  ['logs:DescribeLogGroups', 'arn:aws:logs:eu-west-1:111122223333:log-group:*'],
  ['logs:DescribeLogStreams', GROUP],
  ['s3:PutObject', OBJECT],
  ['s3:PutObjectAcl', OBJECT],
  ['s3:GetEncryptionConfiguration', BUCKET],
  ['kms:Decrypt', KEY],
  ['kms:GenerateDataKey', KEY],
] as const;

/** `A` allow, `-` implicit deny, `?` conditional. Five session, four logs, three S3 and two KMS actions. */
const TABLE: Readonly<Record<string, string>> = {
  AWSCloud9SSMInstanceProfile: 'AAAAA ---- --- --',
  AWSEC2SqlHaInstancePolicy: '?AAAA ---- --- --',
  AmazonEC2RoleforSSM: 'AAAAA AAAA A-A --',
  AmazonEKSLocalOutpostClusterPolicy: 'AAAAA ---- --- --',
  AmazonElasticFileSystemsUtils: 'AAAAA AAAA --- --',
  AmazonRDSCustomInstanceProfileRolePolicy: '?AA-- ---- --- ??',
  AmazonSSMFullAccess: 'AAAAA AAAA --- --',
  AmazonSSMManagedEC2InstanceDefaultPolicy: 'AAAAA ---- --- --',
  AmazonSSMManagedInstanceCore: 'AAAAA ---- --- --',
  AmazonSageMakerClusterInstanceRolePolicy: '-AAAA ---- --- --',
  CloudWatchAgentServerPolicy: '----- AAAA --- --',
  CloudWatchLogsFullAccess: '----- AAAA --- --',
};

const WORDS: Readonly<Record<string, Word>> = { A: 'allow', '-': 'implicit-deny', '?': 'conditional' };

function readPolicy(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

const CELLS = Object.entries(TABLE).flatMap(([name, row]) => {
  const marks = [...row.replaceAll(' ', '')];
  return ACTIONS.map(
    ([action, resource], index) => [name, action, WORDS[marks[index] ?? ''], resource] as const,
  );
});

test.each(CELLS)('%s: %s -> %s', (name, action, word, resource) => {
  expect(evaluate({ action, resource }, { identity: [readPolicy(name)] })).toBe(word);
});

test('every policy of the folder has a row', () => {
  const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  expect(Object.keys(TABLE).toSorted()).toEqual(files.toSorted());
});

test.each<[string, Record<string, string | string[]>, Word]>([
  ['the tag that the policy asks for', { 'aws:ResourceTag/SqlHaMonitored': 'true' }, 'allow'],
  ['another value of the tag', { 'aws:ResourceTag/SqlHaMonitored': 'false' }, 'implicit-deny'],
  ['no such tag', { 'aws:ResourceTag/SqlHaMonitored': [] }, 'implicit-deny'],
])('AWSEC2SqlHaInstancePolicy with %s', (_, context, word) => {
  const request = { action: 'ssm:UpdateInstanceInformation', resource: INSTANCE, context };
  expect(evaluate(request, { identity: [readPolicy('AWSEC2SqlHaInstancePolicy')] })).toBe(word);
});

test('AmazonEKSLocalOutpostClusterPolicy writes to the log groups of EKS alone', () => {
  const identity = [readPolicy('AmazonEKSLocalOutpostClusterPolicy')];
  const stream = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/dev:log-stream:kube';
  expect(evaluate({ action: 'logs:PutLogEvents', resource: stream }, { identity })).toBe('allow');
});

test('the broad logs policy may delete the audit trail, the narrow one not', () => {
  const request = { action: 'logs:DeleteLogGroup', resource: GROUP };
  expect(evaluate(request, { identity: [readPolicy('CloudWatchLogsFullAccess')] })).toBe('allow');
  expect(evaluate(request, { identity: [readPolicy('CloudWatchAgentServerPolicy')] })).toBe('implicit-deny');
});
