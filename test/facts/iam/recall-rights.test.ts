import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listLoggingDemands } from '../../../src/facts/agent/preferences-demands.ts';
import { decide } from '../../../src/facts/iam/evaluate.ts';
import { decideKeyRight } from '../../../src/facts/iam/key-right.ts';
import { decideRightOn } from '../../../src/facts/iam/resource-rights.ts';
import { agentRights } from '../../../src/facts/iam/rights.ts';
import { decideRight, decideRights } from '../../../src/facts/iam/role-rights.ts';
import type { IamInventory, Subject } from '../../../src/model/inventory.ts';
import { readPreferences } from '../../../src/model/session-preferences.ts';
import { listSubjects } from '../../../src/model/subjects.ts';
import { buildFleet } from '../../aws-endpoint/fleet.ts';
import { ACCOUNT, buildSubject, REGION } from '../../support/subject.ts';
import {
  account,
  allow,
  CONTROL,
  DATA,
  deny,
  FIVE,
  policy,
  preferences,
  role,
  trust,
  UPDATE,
} from './role-fixtures.ts';

vi.mock(import('../../../src/facts/iam/evaluate.ts'), { spy: true });

const IDS = Array.from({ length: 10 }, (_, index) => `i-0${String(index).repeat(16)}`);
const arnOf = (id: string | undefined) => `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${id}`;
const KEY = '11111111-2222-3333-4444-555555555555';
const SESSION_DOCUMENT = preferences({
  kmsKeyId: KEY,
  cloudWatchLogGroupName: '/sessions',
  s3BucketName: 'sessions',
  s3EncryptionEnabled: true,
});

/** The five session rights, six of logging, and the key. */
function decideAll(subject: Subject): unknown {
  const agent = agentRights(subject);
  const demands = readPreferences(subject);
  if (!agent.known || !demands.known || agent.value.principal === undefined) return agent;
  const { principal } = agent.value;
  const { rights } = listLoggingDemands(subject, demands.value);
  return [agent, decideRights(subject, principal, rights), decideKeyRight(subject, principal, KEY)];
}

const source = (value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { 'ec2:SourceInstanceARN': value } },
});
const channels = allow([...CONTROL, ...DATA]);

beforeEach(() => {
  vi.mocked(decide).mockClear();
});

describe('a role of ten instances', () => {
  // Twelve rights, of which the four of the channels are answered as one, and so are the two that write a log stream.
  // Each further number is one more evaluation for an instance that is set apart.
  it.each<[string, readonly Readonly<Record<string, unknown>>[], number]>([
    ['that tells none apart', [allow(FIVE)], 8],
    ['that allows every instance of the account', [allow(UPDATE, arnOf('*')), channels], 8],
    ['that allows every instance anywhere', [allow(UPDATE, 'arn:*:ec2:*:*:instance/*'), channels], 8],
    ['that names resources of other services', [allow('s3:PutObject', 'arn:aws:s3:::a/*'), allow(FIVE)], 8],
    ['that names two instances', [allow(UPDATE, [arnOf(IDS[1]), arnOf(IDS[2])]), channels], 8 + 2],
    ['that denies one instance', [allow(FIVE), deny('ssm:*', arnOf(IDS[3]))], 8 + 1],
    ['that names an instance elsewhere', [allow(FIVE), deny('ssm:*', arnOf('i-0elsewhere'))], 8],
    ['that matches a prefix of ids', [allow(UPDATE, arnOf('i-01*')), channels], 8 + 9],
    ['that asks for any source instance', [{ ...allow(FIVE), ...source(arnOf('*'), 'ArnLike') }], 8],
    ['that asks for one source instance', [{ ...allow(FIVE), ...source(arnOf(IDS[4])) }], 8 + 2],
    [
      'with a folder for each instance',
      [allow(FIVE), allow('s3:PutObject', 'arn:aws:s3:::sessions/${ec2:SourceInstanceARN}/*')],
      8 + 9,
    ],
    ['whose wildcard runs on over the service', [allow(UPDATE, `arn:*:instance/${IDS[5]}`), channels], 8 + 9],
    ['with a variable of the role', [allow(FIVE), allow('s3:*', 'arn:aws:s3:::${aws:PrincipalArn}/*')], 8],
  ])('%s', (_, statements, evaluations) => {
    const iam = account([role({ inline: statements })]);
    const subjects = IDS.map((InstanceId) => ({
      ...buildSubject({ instance: { InstanceId }, region: { SessionDocument: SESSION_DOCUMENT } }),
      iam,
    }));
    const answers = subjects.map(decideAll);
    expect(decide).toHaveBeenCalledTimes(evaluations);
    // In another order, and again: nothing is left to evaluate.
    expect(subjects.toReversed().map(decideAll)).toEqual(answers.toReversed());
    expect(decide).toHaveBeenCalledTimes(evaluations);
    expect(answers).toEqual(subjects.map((subject) => decideAll({ ...subject, iam: { ...iam } })));
  });
});

it('keeps no answer of one Region for another, not even under a trust policy that nobody can settle', () => {
  const hidden = { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } };
  const here = { Condition: { StringEquals: { 'aws:RequestedRegion': REGION } } };
  const iam = account([
    role({ inline: [{ ...allow(FIVE), ...here }], trust: trust('ec2.amazonaws.com', hidden) }),
  ]);
  const words = [REGION, 'us-east-1', REGION].map((region) => {
    const arn = `arn:aws:ec2:${region}:${ACCOUNT}:instance/${IDS[0]}`;
    const agent = agentRights({ ...buildSubject({ region: { region } }), arn, iam });
    return agent.known && [...new Set(agent.value.rights.map(({ word }) => word))];
  });
  expect(words).toEqual([['allow'], ['implicit-deny'], ['allow']]);
});

it("tells instances apart by a key's policy that spells the condition with an escape", () => {
  const own = role({});
  const base = buildSubject({ iam: account([own]) });
  const text = JSON.stringify(
    policy({
      Effect: 'Allow',
      Principal: { AWS: own.Arn },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:SourceInstanceARN': arnOf(IDS[0]) } },
    }),
  );
  const words = IDS.slice(0, 2).map((InstanceId) => {
    const subject = { ...base, arn: arnOf(InstanceId) };
    const request = { action: 'kms:Decrypt', resource: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}` };
    return decideRightOn(subject, { role: own, via: 'instance-profile' }, request, {
      on: { type: 'kms-key', id: KEY },
      document: text.replace('SourceInstance', String.raw`Source\u0049nstance`),
      counts: 'delegated',
    }).right.word;
  });
  expect(words).toEqual(['allow', 'implicit-deny']);
});

describe('a fleet of varied roles', () => {
  const fleet = buildFleet({ instances: 600, roles: 60, variedRoles: true });
  const subjects = listSubjects(fleet);

  it('is evaluated once for each role, right and instance scope', () => {
    const answers = subjects.map(decideAll);
    const asked = vi.mocked(decide).mock.calls.map(([request, policies]) => {
      const { 'aws:PrincipalArn': principal, 'ec2:SourceInstanceARN': instance } = request.context ?? {};
      return { right: `${String(principal)} ${request.action}`, instance, policies };
    });
    const times = new Map<string, number>();
    for (const { right } of asked) times.set(right, (times.get(right) ?? 0) + 1);
    const repeated = asked.filter(({ right }) => (times.get(right) ?? 0) > 1);
    // What is evaluated more than once names instances, and no instance twice.
    const unexplained = repeated.filter(
      ({ policies }) => !/:instance\/i-|SourceInstanceARN/.test(JSON.stringify(policies)),
    );
    expect(unexplained.map(({ right }) => right)).toEqual([]);
    const scopes = repeated.map(({ right, instance }) => `${right} ${String(instance)}`);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(asked.length).toBeLessThan(60 * 12 + 100);

    // Each instance gets what it would get alone.
    const alone = subjects.map((subject) => decideAll({ ...subject, iam: copyOf(subject.iam) }));
    expect(answers).toEqual(alone);
  });
});

it('a list of rights is answered as each of them is alone', () => {
  const subjects = listSubjects(buildFleet({ instances: 120, roles: 60, variedRoles: true }));
  const requests = [
    ...[...CONTROL, ...DATA].map((action) => ({ action, resource: '*' })),
    ...['s3:PutObject', 's3:GetObject', 'logs:PutLogEvents', 'logs:CreateLogStream', 'kms:Decrypt'].map(
      (action) => ({ action, resource: `arn:aws:s3:::sessions-${ACCOUNT}/team-1/a` }),
    ),
  ];
  for (const subject of subjects) {
    const agent = agentRights(subject);
    if (!agent.known || agent.value.principal === undefined) continue;
    const { principal } = agent.value;
    const apart = { ...subject, iam: copyOf(subject.iam) };
    expect(decideRights(subject, principal, requests)).toEqual(
      requests.map((request) => decideRight(apart, principal, request)),
    );
  }
});

function copyOf(iam: IamInventory): IamInventory {
  return { ...iam };
}
