import { expect, it } from 'vitest';
import { agentRights } from '../../../src/facts/iam/rights.ts';
import { compareWithSimulation } from '../../../src/facts/iam/simulation.ts';
import type { EvaluationResult } from '../../../src/model/aws.ts';
import { known, unknown, type Known } from '../../../src/model/known.ts';
import rule from '../../../src/rules/agent-policies-attached.ts';
import { ACCOUNT, buildSubject } from '../../support/subject.ts';
import {
  account,
  allow,
  CONTROL,
  DATA,
  deny,
  FIVE,
  HOST_MANAGEMENT_OFF,
  role,
  UPDATE,
} from './role-fixtures.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const INSTANCE = `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0aaaaaaaaaaaaaaaa`;
const OTHER = INSTANCE.replace('i-0aaaaaaaaaaaaaaaa', 'i-0bbbbbbbbbbbbbbbb');

/** What the simulator says of the five actions, each on the resource that it is asked on. */
const answers = (
  EvalDecision: string,
  changes: Partial<EvaluationResult> = {},
  instance = INSTANCE,
): EvaluationResult[] =>
  FIVE.map((EvalActionName) => ({
    EvalActionName,
    EvalResourceName: EvalActionName === UPDATE ? instance : '*',
    EvalDecision,
    ...changes,
  }));

const subjectWith = (
  inline: Parameters<typeof role>[0]['inline'],
  answer: Known<readonly EvaluationResult[]> | undefined,
) =>
  buildSubject({
    region: { ServiceSetting: HOST_MANAGEMENT_OFF },
    iam: {
      ...account([role({ ...(inline && { inline }) })]),
      SimulationResults: answer === undefined ? {} : { [ROLE]: answer },
    },
  });

const GRANTED = [allow(FIVE)];
const TAGGED = [{ ...allow(FIVE), Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }];
const organisation = (AllowedByOrganizations: boolean): Partial<EvaluationResult> => ({
  OrganizationsDecisionDetail: { AllowedByOrganizations },
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
it.each<
  [
    string,
    Parameters<typeof role>[0]['inline'],
    Known<readonly EvaluationResult[]> | undefined,
    string,
    string,
  ]
>([
  ['nobody asked', GRANTED, undefined, 'pass', ''],
  ['it agrees', GRANTED, known(answers('allowed')), 'pass', 'answers nothing else'],
  [
    'it agrees on a refusal, in another word',
    [allow('s3:*')],
    known(answers('explicitDeny')),
    'fail',
    'answers nothing else',
  ],
  [
    'it refuses what the documents allow',
    GRANTED,
    known(answers('implicitDeny')),
    'unknown',
    'Its documents say yes',
  ],
  [
    'it denies what the documents allow',
    GRANTED,
    known(answers('explicitDeny')),
    'unknown',
    'says explicitDeny',
  ],
  [
    'it allows what the documents refuse',
    [allow('s3:*')],
    known(answers('allowed')),
    'unknown',
    'Its documents say no',
  ],
  [
    'it allows what the documents deny',
    [allow(FIVE), deny(FIVE)],
    known(answers('allowed')),
    'unknown',
    'Its documents say no',
  ],
  [
    'the organisation refuses',
    GRANTED,
    known(answers('implicitDeny', organisation(false))),
    'unknown',
    'service control policies',
  ],
  [
    'the organisation refuses, and so do the documents',
    [allow('s3:*')],
    known(answers('implicitDeny', organisation(false))),
    'fail',
    'answers nothing else',
  ],
  [
    'the organisation allows',
    GRANTED,
    known(answers('allowed', organisation(true))),
    'pass',
    'answers nothing else',
  ],
  [
    'it takes a missing value for absent',
    GRANTED,
    known(answers('implicitDeny', { MissingContextValues: ['aws:PrincipalTag/team'] })),
    'pass',
    'settles nothing',
  ],
  [
    'a condition stays open whatever it says',
    TAGGED,
    known(answers('allowed')),
    'unknown',
    'settles nothing',
  ],
  [
    'a condition, and the organisation refuses',
    TAGGED,
    known(answers('implicitDeny', organisation(false))),
    'unknown',
    'service control policies',
  ],
  ['a word that nobody knows', GRANTED, known(answers('perhaps')), 'pass', 'settles nothing'],
  [
    'it was denied',
    GRANTED,
    unknown({ kind: 'denied', action: 'iam:SimulatePrincipalPolicy' }),
    'pass',
    'iam:SimulatePrincipalPolicy was denied',
  ],
  [
    'it was denied, and the documents refuse',
    [allow('s3:*')],
    unknown({ kind: 'denied', action: 'iam:SimulatePrincipalPolicy' }),
    'fail',
    'was not heard',
  ],
  ['it answers nothing', GRANTED, known([]), 'pass', `settles nothing about ${FIVE.join(', ')}`],
  [
    'it answers for another instance, which is the same to these policies',
    GRANTED,
    known(answers('implicitDeny', {}, OTHER)),
    'unknown',
    'Its documents say yes',
  ],
])('%s', (_, inline, answer, status, said) => {
  const outcome = rule.check(subjectWith(inline, answer), { options: rule.defaults });
  expect(outcome.status).toBe(status);
  const text = JSON.stringify(outcome);
  if (said === '') expect(text).not.toContain('simulator');
  else expect(text).toContain(said);
});

it('claims no agreement where nothing was answered', () => {
  const outcome = rule.check(subjectWith(GRANTED, known([])), { options: rule.defaults });
  expect(JSON.stringify(outcome)).not.toContain('answers nothing else');
});

it('is not asked about another instance where a policy tells instances apart', () => {
  const inline = [allow(UPDATE, INSTANCE), allow([...CONTROL, ...DATA])];
  const outcome = rule.check(subjectWith(inline, known(answers('allowed', {}, OTHER))), {
    options: rule.defaults,
  });
  expect(outcome.status).toBe('pass');
  expect(JSON.stringify(outcome)).toContain(`settles nothing about ${UPDATE}.`);
});

it('turns the differing right alone', () => {
  const subject = subjectWith(
    GRANTED,
    known(
      answers('allowed').map((one) =>
        one.EvalActionName === DATA[0] ? { ...one, EvalDecision: 'explicitDeny' } : one,
      ),
    ),
  );
  const rights = agentRights(subject);
  if (!rights.known || rights.value.principal === undefined) throw new Error('no role');
  const compared = compareWithSimulation(subject, rights.value.principal, rights.value.rights);
  expect(compared.rights.filter(({ word }) => word === 'unknown').map(({ action }) => action)).toEqual([
    DATA[0],
  ]);
});
