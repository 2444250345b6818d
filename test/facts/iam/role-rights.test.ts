import { describe, expect, it } from 'vitest';
import { MANAGED_POLICIES } from '../../../src/data/managed-policies.ts';
import { decideRight } from '../../../src/facts/iam/role-rights.ts';
import { ACCOUNT, buildSubject, REGION } from '../../support/subject.ts';
import { account, allow, FIVE, role, UPDATE } from './role-fixtures.ts';

describe('decideRight', () => {
  const request = (subject: ReturnType<typeof buildSubject>) => ({ action: UPDATE, resource: subject.arn });

  it('tells two instances of one role apart where a policy does', () => {
    const iam = account([
      role({ inline: [allow(UPDATE, `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0aaaaaaaaaaaaaaaa`)] }),
    ]);
    const [app] = iam.RoleDetailList.known ? iam.RoleDetailList.value : [];
    if (app === undefined) throw new Error('no role');
    const words = ['i-0aaaaaaaaaaaaaaaa', 'i-0bbbbbbbbbbbbbbbb', 'i-0aaaaaaaaaaaaaaaa'].map((InstanceId) => {
      const subject = { ...buildSubject({ instance: { InstanceId } }), iam };
      return decideRight(subject, { role: app, via: 'instance-profile' }, request(subject)).word;
    });
    expect(words).toEqual(['allow', 'implicit-deny', 'allow']);
  });

  it('evaluates a role once for all its instances where no policy tells them apart', () => {
    const iam = account([role({ inline: [allow(FIVE)] })]);
    const [app] = iam.RoleDetailList.known ? iam.RoleDetailList.value : [];
    if (app === undefined) throw new Error('no role');
    const rights = ['i-0aaaaaaaaaaaaaaaa', 'i-0bbbbbbbbbbbbbbbb'].map((InstanceId) => {
      const subject = { ...buildSubject({ instance: { InstanceId } }), iam };
      return decideRight(subject, { role: app, via: 'instance-profile' }, request(subject));
    });
    expect(rights.map(({ resource }) => resource.slice(-19))).toEqual([
      'i-0aaaaaaaaaaaaaaaa',
      'i-0bbbbbbbbbbbbbbbb',
    ]);
    const [first, second] = rights.map((right) => (right.word === 'allow' ? right.by : []));
    expect(second).toBe(first);
  });
});

describe('decideRight, undecided', () => {
  it('asks a question that names no other instance of the role', () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const iam = account([role({ inline: [{ ...allow(FIVE), Condition }] })]);
    const [app] = iam.RoleDetailList.known ? iam.RoleDetailList.value : [];
    if (app === undefined) throw new Error('no role');
    const questions = ['i-0aaaaaaaaaaaaaaaa', 'i-0bbbbbbbbbbbbbbbb'].map((InstanceId) => {
      const built = buildSubject({ instance: { InstanceId } });
      const request = { action: UPDATE, resource: built.arn };
      const right = decideRight({ ...built, iam }, { role: app, via: 'instance-profile' }, request);
      return right.word === 'unknown' && right.gap.kind === 'not-visible' ? right.gap.question : right.word;
    });
    expect(questions[0]).toMatch(/^May the role app do ssm:UpdateInstanceInformation on its instances\?/);
    expect(questions[1]).toBe(questions[0]);
  });
});

describe('MANAGED_POLICIES', () => {
  it.each([
    ['AWSCloud9SSMInstanceProfile', 'v1', '2020-05-14', 1],
    ['AWSEC2SqlHaInstancePolicy', 'v3', '2026-02-12', 0],
    ['AmazonEC2RoleforSSM', 'v8', '2019-01-24', 0],
    ['AmazonSSMManagedInstanceCore', 'v2', '2019-05-23', 3],
    ['AmazonSSMManagedEC2InstanceDefaultPolicy', 'v2', '2024-07-16', 3],
    ['CloudWatchAgentServerPolicy', 'v3', '2024-02-06', 2],
    ['CloudWatchLogsFullAccess', 'v8', '2026-02-12', 1],
  ])('%s is %s of %s', (name, versionId, createDate, statements) => {
    const row = MANAGED_POLICIES.find((policy) => policy.name === name);
    expect(row).toMatchObject({ versionId, createDate });
    if (statements > 0) expect(row?.document.Statement).toHaveLength(statements);
  });
});
