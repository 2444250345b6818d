import { describe, expect, it } from 'vitest';
import { decideRight } from '../../../src/facts/iam/role-rights.ts';
import { compareWithSimulation } from '../../../src/facts/iam/simulation.ts';
import { known } from '../../../src/model/known.ts';
import { ACCOUNT, buildSubject, REGION } from '../../support/subject.ts';
import { account, allow, role, UPDATE } from './role-fixtures.ts';

/** The one instance with the role that the simulator was asked about is of another Region. */
const SAMPLE = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0bbbbbbbbbbbbbbbb`;

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
