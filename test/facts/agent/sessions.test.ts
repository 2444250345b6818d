import { describe, expect, it } from 'vitest';
import { observe } from '../../../src/facts/agent/observe.ts';
import { observeForReport, sessionEvidence } from '../../../src/facts/agent/sessions.ts';
import { known, unknown, type Known } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance } from '../../support/subject.ts';

const ID = healthyInstance.InstanceId;
const AT = '2026-11-19T10:00:00.000Z';
type Sessions = Known<readonly { Target: string; StartDate: string }[]>;

const CASES: readonly (readonly [string, Sessions, string | null | undefined, RegExp | undefined])[] = [
  ['one', known([{ Target: ID, StartDate: AT }]), AT, /The last session was opened at 2026-11-19T10:00/],
  [
    'another instance',
    known([{ Target: 'i-other', StartDate: AT }]),
    null,
    /No session was opened in the 30/,
  ],
  ['none', known([]), null, /No session was opened in the 30 days/],
  [
    'denied',
    unknown({ kind: 'denied', action: 'ssm:DescribeSessions' }),
    undefined,
    /unknown: .* was denied/,
  ],
  ['not asked', unknown({ kind: 'not-collected', action: 'ssm:DescribeSessions' }), undefined, undefined],
];

describe.each(CASES)('sessions: %s', (_, Sessions, last, evidence) => {
  it.each(['running', 'stopped'])('of a %s instance', (Name) => {
    const subject = buildSubject({ instance: { State: { Name } }, region: { Sessions } });
    const { details, ...rest } = observeForReport(subject);
    const { details: plain, ...plainRest } = observe(subject);
    expect(rest).toEqual(plainRest);
    expect(details).toEqual(last === undefined ? plain : { ...plain, lastSession: last });
  });

  it('as evidence', () => {
    const details = sessionEvidence(buildSubject({ region: { Sessions } })).map(({ detail }) => detail);
    expect(details).toEqual(evidence === undefined ? [] : [expect.stringMatching(evidence)]);
  });
});

it('says nothing of what exists only in a plan', () => {
  const subject = buildSubject({ planned: true, region: { Sessions: known([]) } });
  expect(observeForReport(subject).details).not.toHaveProperty('lastSession');
  expect(sessionEvidence(subject)).toEqual([]);
});
