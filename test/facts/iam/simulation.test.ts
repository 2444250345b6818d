import { describe, expect, it } from 'vitest';
import { compareWithSimulation } from '../../../src/facts/iam/simulation.ts';
import { decideRight } from '../../../src/facts/iam/role-rights.ts';
import type { EvaluationResult } from '../../../src/model/aws.ts';
import { known, unknown, type Known } from '../../../src/model/known.ts';
import { ACCOUNT, buildSubject, REGION } from '../../support/subject.ts';
import { account, allow, deny, FIVE, role, type RoleForm, UPDATE } from './role-fixtures.ts';

const SAMPLE = 'arn:aws:ec2:us-east-1:111122223333:instance/i-0another';
const OPEN = 'ssmmessages:OpenDataChannel';
const ALL: RoleForm = { inline: [allow(['ssm:*', 'ssmmessages:*'])] };
const SILENT = { OrganizationsDecisionDetail: { AllowedByOrganizations: false } };

/** What becomes of the two rights, and what is said beside them. */
function compare(form: RoleForm, answer: Known<readonly EvaluationResult[]> | undefined) {
  const own = role(form);
  const { Arn = '' } = own;
  const SimulationResults = answer === undefined ? {} : { [Arn]: answer };
  const subject = buildSubject({ iam: { ...account([own]), SimulationResults } });
  const principal = { role: own, via: 'instance-profile' } as const;
  const rights = [
    decideRight(subject, principal, { action: UPDATE, resource: subject.arn }),
    decideRight(subject, principal, { action: OPEN, resource: '*' }),
  ];
  const { rights: after, evidence } = compareWithSimulation(subject, principal, rights);
  return { words: after.map(({ word }) => word), detail: evidence.map(({ detail }) => detail).join() };
}

type Decision = Readonly<Record<'*' | typeof SAMPLE, string>>;
const ALLOWED: Decision = { '*': 'allowed', [SAMPLE]: 'allowed' };
const STRICTEST = ['explicitDeny', 'implicitDeny', 'allowed'];

/** One result for an action, its resources within: what the service answers now. */
function together(decisions: Readonly<Record<string, Decision>>, rest: Partial<EvaluationResult> = {}) {
  return Object.entries(decisions).map(([EvalActionName, byResource]): EvaluationResult => ({
    EvalActionName,
    EvalResourceName:
      EvalActionName === UPDATE ? 'arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}' : '*',
    EvalDecision: STRICTEST.find((word) => Object.values(byResource).includes(word)) ?? '',
    ResourceSpecificResults: Object.entries(byResource).map(([EvalResourceName, EvalResourceDecision]) => ({
      EvalResourceName,
      EvalResourceDecision,
    })),
    ...rest,
  }));
}

/** One result for an action and a resource: what it answered before, and emulators do. */
function flat(decisions: Readonly<Record<string, Decision>>, rest: Partial<EvaluationResult> = {}) {
  return Object.entries(decisions).flatMap(([EvalActionName, byResource]) =>
    Object.entries(byResource).map(([EvalResourceName, EvalDecision]): EvaluationResult => ({
      EvalActionName,
      EvalResourceName,
      EvalDecision,
      ...rest,
    })),
  );
}

describe.each([
  ['results by action', together],
  ['results by action and resource', flat],
])('%s', (_, answer) => {
  it.each<[string, RoleForm, Readonly<Record<string, Decision>>, string[], RegExp]>([
    ['the same', ALL, { [UPDATE]: ALLOWED, [OPEN]: ALLOWED }, ['allow', 'allow'], /answers nothing else/],
    [
      'other capitals',
      ALL,
      { [UPDATE.toUpperCase()]: ALLOWED, [OPEN.toLowerCase()]: ALLOWED },
      ['allow', 'allow'],
      /answers nothing else/,
    ],
    [
      'allowed on instances alone, as the documents say',
      { inline: [allow(UPDATE, 'arn:aws:ec2:*:*:instance/*'), allow(OPEN)] },
      { [UPDATE]: { '*': 'implicitDeny', [SAMPLE]: 'allowed' }, [OPEN]: ALLOWED },
      ['allow', 'allow'],
      /settles nothing about ssm:UpdateInstanceInformation/,
    ],
    [
      'of another instance, where the policies name this one',
      { inline: [allow(UPDATE, buildSubject().arn), allow(OPEN)] },
      { [UPDATE]: { '*': 'implicitDeny', [SAMPLE]: 'implicitDeny' }, [OPEN]: ALLOWED },
      ['allow', 'allow'],
      /settles nothing about ssm:UpdateInstanceInformation/,
    ],
    [
      'refused on * alone where the instance counts',
      ALL,
      { [UPDATE]: { '*': 'explicitDeny', [SAMPLE]: 'allowed' }, [OPEN]: ALLOWED },
      ['allow', 'allow'],
      /answers nothing else/,
    ],
    [
      'refused on the instance alone where * counts',
      ALL,
      { [UPDATE]: ALLOWED, [OPEN]: { '*': 'allowed', [SAMPLE]: 'explicitDeny' } },
      ['allow', 'allow'],
      /answers nothing else/,
    ],
    [
      'refused where the documents allow',
      ALL,
      { [UPDATE]: { '*': 'allowed', [SAMPLE]: 'implicitDeny' }, [OPEN]: ALLOWED },
      ['unknown', 'allow'],
      /UpdateInstanceInformation\? Its documents say yes, IAM's policy simulator says implicitDeny/,
    ],
    [
      'allowed where the documents refuse',
      { inline: [allow(FIVE), deny(OPEN)] },
      { [UPDATE]: ALLOWED, [OPEN]: ALLOWED },
      ['allow', 'unknown'],
      /OpenDataChannel\? Its documents say no, IAM's policy simulator says allowed/,
    ],
    [
      'refused in another way',
      { inline: [allow(UPDATE), deny(OPEN)] },
      { [UPDATE]: ALLOWED, [OPEN]: { '*': 'implicitDeny', [SAMPLE]: 'implicitDeny' } },
      ['allow', 'explicit-deny'],
      /answers nothing else/,
    ],
    [
      'a word that nobody knows',
      ALL,
      { [UPDATE]: ALLOWED, [OPEN]: { '*': 'perhaps', [SAMPLE]: 'perhaps' } },
      ['allow', 'allow'],
      /answers nothing else/,
    ],
    [
      'one action alone',
      ALL,
      { [UPDATE]: ALLOWED },
      ['allow', 'allow'],
      /settles nothing about ssmmessages:OpenDataChannel/,
    ],
    ['nothing', ALL, {}, ['allow', 'allow'], /settles nothing about ssm:\w+, ssmmessages:\w+\./],
  ])('%s', (_name, form, decisions, words, detail) => {
    const compared = compare(form, known(answer(decisions)));
    expect(compared.words).toEqual(words);
    expect(compared.detail).toMatch(detail);
  });

  it('refused by the organisation: a question, unless the documents refuse it too', () => {
    const refused: Decision = { '*': 'implicitDeny', [SAMPLE]: 'implicitDeny' };
    const results = known([...answer({ [UPDATE]: ALLOWED }), ...answer({ [OPEN]: refused }, SILENT)]);
    expect(compare(ALL, results)).toMatchObject({
      words: ['allow', 'unknown'],
      detail: expect.stringMatching(
        /service control policies let the role app do ssmmessages:OpenDataChannel/,
      ) as string,
    });
    expect(compare({ inline: [allow(UPDATE)] }, results).words).toEqual(['allow', 'implicit-deny']);
  });

  it('a value for a condition is missing: the difference says nothing', () => {
    const refused: Decision = { '*': 'implicitDeny', [SAMPLE]: 'implicitDeny' };
    const results = answer(
      { [UPDATE]: ALLOWED, [OPEN]: refused },
      { MissingContextValues: ['aws:sourceip'] },
    );
    expect(compare(ALL, known(results)).words).toEqual(['allow', 'allow']);
  });
});

it('missing values and refusals of another resource are not this one’s', () => {
  const [update] = together({ [UPDATE]: { '*': 'explicitDeny', [SAMPLE]: 'allowed' } }, SILENT);
  expect(compare(ALL, known([{ ...update }])).words).toEqual(['allow', 'allow']);
  const [open] = together({ [OPEN]: { '*': 'implicitDeny', [SAMPLE]: 'allowed' } });
  const specific = (open?.ResourceSpecificResults ?? []).map((one) => ({
    ...one,
    MissingContextValues: ['aws:sourceip'],
  }));
  expect(compare(ALL, known([{ ...open, ResourceSpecificResults: specific }])).words).toEqual([
    'allow',
    'allow',
  ]);
});

it('nobody asked: nothing is said', () => {
  expect(compare(ALL, undefined)).toEqual({ words: ['allow', 'allow'], detail: '' });
});

it('refused: that is said, and nothing changes', () => {
  const gap = { kind: 'denied', action: 'iam:SimulatePrincipalPolicy' } as const;
  expect(compare(ALL, unknown(gap))).toEqual({
    words: ['allow', 'allow'],
    detail: "IAM's policy simulator was not heard: iam:SimulatePrincipalPolicy was denied.",
  });
});

describe('compareWithSimulation, of a sample in another Region', () => {
  it.each([
    ['counts for a role whose policies look at no instance', '*', 'unknown'],
    ['says nothing where they look at its Region', `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*`, 'allow'],
  ])('%s', (_, resource, word) => {
    const app = role({ inline: [allow(UPDATE, resource)] });
    const EvalDecision = 'implicitDeny';
    const result = { EvalActionName: UPDATE, EvalResourceName: SAMPLE, EvalDecision };
    const subject = buildSubject({
      iam: { ...account([app]), SimulationResults: { [app.Arn ?? '']: known([result]) } },
    });
    const principal = { role: app, via: 'instance-profile' } as const;
    const right = decideRight(subject, principal, { action: UPDATE, resource: subject.arn });
    expect(compareWithSimulation(subject, principal, [right]).rights.map((one) => one.word)).toEqual([word]);
  });
});
