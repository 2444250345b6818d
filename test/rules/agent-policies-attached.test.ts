import { describe, expect, it } from 'vitest';
import { unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/agent-policies-attached.ts';
import {
  CONTROL,
  DATA,
  FIVE,
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  HYBRID,
  UPDATE,
  account,
  allow,
  aws,
  deny,
  hostRole,
  policy,
  role,
  trust,
  type RoleForm,
} from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import { ACCOUNT, buildSubject, type SubjectChanges } from '../support/subject.ts';

const off = { region: { ServiceSetting: HOST_MANAGEMENT_OFF } };
const on = { region: { ServiceSetting: HOST_MANAGEMENT_ON } };
const unread = { region: { ServiceSetting: unknown({ kind: 'denied', action: 'ssm:GetServiceSetting' }) } };
const noProfile = { instance: { IamInstanceProfile: {} } };
const byName = { match: 'by-name' } as const;
const OWN = `arn:aws:iam::${ACCOUNT}:policy/team/session-manager`;
const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const core = aws('AmazonSSMManagedInstanceCore');
const hidden = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } };

const withRole = (form: RoleForm, ...others: ReturnType<typeof role>[]): SubjectChanges => ({
  iam: account([role(form), ...others]),
});

testRule(rule, {
  pass: [
    { name: 'AmazonSSMManagedInstanceCore' },
    { name: 'another AWS policy with the five', given: withRole({ attached: [aws('AmazonEC2RoleforSSM')] }) },
    { name: 'the five inline', given: withRole({ inline: [allow(FIVE)] }) },
    {
      name: 'a role that may not register, with Default Host Management on',
      given: { ...withRole({}, hostRole()), ...on },
    },
    {
      name: 'no profile, with Default Host Management on',
      given: { ...noProfile, iam: account([hostRole()]), ...on },
    },
    { name: 'by name: Core', options: byName },
    {
      name: 'by name: Core on a role that may do nothing',
      options: byName,
      given: withRole({ attached: [core], inline: [deny('*')] }),
    },
    {
      name: "by name: the customer's own policy",
      options: { ...byName, policies: ['session-manager'] },
      given: withRole({ attached: [OWN] }),
    },
  ],
  fail: [
    { name: 'nothing', given: { ...withRole({}), ...off }, at: [UPDATE, ...CONTROL, ...DATA] },
    {
      name: 'no data channel',
      given: withRole({ inline: [allow([UPDATE, ...CONTROL])] }),
      at: [...DATA],
    },
    {
      name: 'a role that shadows Default Host Management',
      given: { ...withRole({ inline: [allow(UPDATE)] }, hostRole()), ...on },
      at: [...CONTROL, ...DATA],
    },
    {
      name: 'no registration',
      given: { ...withRole({ inline: [allow([...CONTROL, ...DATA])] }), ...off },
      at: [UPDATE],
    },
    {
      name: 'a right that is denied, and that no policy allows either',
      given: withRole({ inline: [allow(FIVE.slice(0, -1)), deny(FIVE.at(-1) ?? '')] }),
      at: [FIVE.at(-1) ?? '', `${FIVE.at(-1) ?? ''}@grant`],
    },
    {
      name: 'one action denied',
      given: withRole({ attached: [core], inline: [deny('ssmmessages:OpenDataChannel')] }),
      at: ['ssmmessages:OpenDataChannel'],
    },
    {
      name: 'a boundary without messages',
      given: {
        iam: account([role({ inline: [allow(FIVE)], boundary: LIMIT })], { [LIMIT]: policy(allow('ssm:*')) }),
      },
      at: [...CONTROL, ...DATA],
    },
    {
      name: 'a role that EC2 may not assume lacks rights too',
      given: { ...withRole({ inline: [allow(UPDATE)], trust: trust('lambda.amazonaws.com') }), ...off },
      at: [...CONTROL, ...DATA],
    },
    {
      name: 'Amazon RDS Custom: registration depends on a tag, the data channel is missing for certain',
      given: { ...withRole({ attached: [aws('AmazonRDSCustomInstanceProfileRolePolicy')] }), ...off },
      at: [...DATA],
    },
    {
      name: 'by name: another policy that grants the same',
      options: byName,
      given: withRole({ attached: [aws('AmazonEC2RoleforSSM')] }),
      at: ['AttachedManagedPolicies/AmazonSSMManagedInstanceCore'],
    },
    {
      name: 'by name: one of two',
      options: { ...byName, policies: ['AmazonSSMManagedInstanceCore', 'session-manager'] },
      given: withRole({ attached: [core] }),
      at: ['AttachedManagedPolicies/session-manager'],
    },
    { name: 'by name: no profile', options: byName, given: noProfile, at: ['IamInstanceProfile'] },
  ],
  unknown: [
    {
      name: 'a role whose attached policies are not in the answer',
      given: { ...withRole({ rest: { AttachedManagedPolicies: undefined as never } }), ...off },
    },
    {
      name: 'by name: a role whose attached policies are not in the answer',
      options: byName,
      given: { ...withRole({ rest: { AttachedManagedPolicies: undefined as never } }), ...off },
    },
    {
      name: 'a role whose inline policies are not in the answer',
      given: {
        ...withRole({
          attached: [aws('AmazonSSMManagedInstanceCore')],
          rest: { RolePolicyList: undefined as never },
        }),
        ...off,
      },
    },
    {
      name: 'no rights, and a hybrid node has the address of the instance',
      given: {
        ...withRole({ inline: [allow('s3:*')] }),
        region: { ...off.region, InstanceInformationList: HYBRID },
      },
    },
    {
      name: 'a condition that nobody can see',
      given: { ...withRole({ inline: [{ ...allow(FIVE), ...hidden }] }), ...off },
    },
    {
      name: 'a role that may not register, Default Host Management unread',
      given: { ...withRole({}), ...unread },
    },
    { name: 'a customer policy that is not listed', given: { ...withRole({ attached: [OWN] }), ...off } },
    {
      name: 'inline policies that were not read',
      given: {
        ...withRole({ rest: { Gaps: { RolePolicyList: { kind: 'denied', action: 'iam:GetRolePolicy' } } } }),
        ...off,
      },
    },
    {
      name: 'by name: attached policies that were not read',
      options: byName,
      given: withRole({
        rest: {
          Gaps: { AttachedManagedPolicies: { kind: 'denied', action: 'iam:ListAttachedRolePolicies' } },
        },
      }),
    },
  ],
  notApplicable: [{ name: 'no credentials at all', given: { ...noProfile, ...off } }],
});

describe('the problems of agent-policies-attached', () => {
  const outcomeOf = (changes: SubjectChanges) =>
    rule.check(buildSubject(changes), { options: rule.defaults });

  it('say which part of a session stops and share the one grant that mends them', () => {
    const outcome = outcomeOf({ ...withRole({ inline: [allow('s3:*')] }), ...off });
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    expect(outcome.problems.map(({ stages }) => stages)).toEqual([
      ['ssm'],
      ['ssmmessages'],
      ['ssmmessages'],
      ['session'],
      ['session'],
    ]);
    expect(new Set(outcome.problems.map(({ cause }) => cause.key))).toEqual(
      new Set([`${ACCOUNT}/global/iam-role/app:attach-AmazonSSMManagedInstanceCore`]),
    );
    expect(outcome.problems[0].cause.fix.cli).toBe(
      'aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    );
  });

  it('grant the missing actions and no more', () => {
    const outcome = outcomeOf(withRole({ inline: [allow([UPDATE, ...CONTROL])] }));
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    expect(outcome.problems[0].cause.fix.cli).toBe(
      "aws iam put-role-policy --role-name app --policy-name session-manager-agent --policy-document '" +
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssmmessages:CreateDataChannel","ssmmessages:OpenDataChannel"],"Resource":"*"}]}' +
        "'",
    );
  });

  it('name the statement that denies', () => {
    const outcome = outcomeOf(withRole({ attached: [core], inline: [deny('ssmmessages:OpenDataChannel')] }));
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    expect(outcome.problems[0].message).toBe(
      'The role app may not do ssmmessages:OpenDataChannel: a policy denies it (inline policy inline, statement Stop); without it a session fails as soon as it is started.',
    );
    expect(outcome.problems[0].cause.fix.summary).toBe(
      'Take ssmmessages:OpenDataChannel out of the Deny that reaches the role app: inline policy inline, statement Stop.',
    );
  });

  it('name the boundary that does not allow', () => {
    const outcome = outcomeOf({
      iam: account([role({ inline: [allow(FIVE)], boundary: LIMIT })], { [LIMIT]: policy(allow('ssm:*')) }),
    });
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    expect(outcome.problems[0].cause.resource).toEqual({ type: 'iam-policy', id: 'limit' });
  });

  const detailsOf = (changes: Parameters<typeof outcomeOf>[0]) => {
    const { status, evidence } = outcomeOf(changes);
    return { status, text: evidence.map(({ detail }) => detail).join('\n') };
  };
  const deprecated = /^AmazonEC2RoleforSSM is deprecated .* AmazonSSMManagedInstanceCore replaces it;/m;

  it.each<[string, Parameters<typeof role>[0], Record<string, object>, string, boolean]>([
    ['AmazonEC2RoleforSSM', { attached: [aws('service-role/AmazonEC2RoleforSSM')] }, {}, 'pass', true],
    [
      'AmazonEC2RoleforSSM with a Deny',
      { attached: [aws('service-role/AmazonEC2RoleforSSM')], inline: [deny('ssmmessages:OpenDataChannel')] },
      {},
      'fail',
      true,
    ],
    [
      'a policy of the customer that has this name',
      { attached: ['arn:aws:iam::111122223333:policy/AmazonEC2RoleforSSM'] },
      { 'arn:aws:iam::111122223333:policy/AmazonEC2RoleforSSM': policy(allow(FIVE)) },
      'pass',
      false,
    ],
    ['AmazonSSMManagedInstanceCore', { attached: [core] }, {}, 'pass', false],
  ])('note %s where it is deprecated', (_, form, policies, status, isNoted) => {
    const found = detailsOf({ iam: account([role(form)], policies) });
    expect(found.status).toBe(status);
    expect(deprecated.test(found.text)).toBe(isNoted);
  });

  it.each<[string, Parameters<typeof role>[0], string, boolean]>([
    ['pass', { attached: [core] }, 'pass', true],
    ['ask', { attached: ['arn:aws:iam::111122223333:policy/unlisted'] }, 'unknown', true],
    ['fail', {}, 'fail', false],
  ])('say what is not considered where they %s', (_, form, status, isSaid) => {
    const found = detailsOf({ iam: account([role(form)]) });
    expect(found.status).toBe(status);
    expect(found.text.includes('Service control policies')).toBe(isSaid);
  });

  it('tell an inline policy, a managed one and the boundary apart', () => {
    const { text } = detailsOf({
      iam: account([role({ inline: [allow(FIVE)], attached: [core], boundary: LIMIT })], {
        [LIMIT]: policy({ Sid: 'Limit', ...allow('*') }),
      }),
    });
    expect(text).toContain(
      'allowed by inline policy inline, statement #1; AmazonSSMManagedInstanceCore, statement #1; permissions boundary limit, statement Limit.',
    );
  });
});
