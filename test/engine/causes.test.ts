import { describe, expect, it } from 'vitest';
import { groupCauses, rankCauses } from '../../src/engine/causes.ts';
import type { JudgedInstance } from '../../src/engine/judge.ts';
import { decideVerdict } from '../../src/engine/verdict.ts';
import type { Finding } from '../../src/model/finding.ts';
import { known } from '../../src/model/known.ts';
import type { Observation } from '../../src/model/verdict.ts';
import { fails, observed, passes, problemOf } from '../support/findings.ts';
import { buildSubject } from '../support/subject.ts';

function judged(
  id: string,
  findings: readonly Finding[],
  observation: Observation = observed(),
): JudgedInstance {
  const subject = buildSubject({ instance: { InstanceId: id } });
  return { subject, observation, findings, verdict: decideVerdict(observation, findings), paths: [] };
}

const absentAgent = (id: string): Finding => fails('agent-online', [problemOf(`agent-of-${id}`)]);
const keysAndCounts = (instances: readonly JudgedInstance[]): (readonly [string, number])[] =>
  rankCauses(groupCauses(instances), [], new Map()).map(({ resource, instances: arns }) => [
    resource.id,
    arns.length,
  ]);

describe('groupCauses', () => {
  it('groups by the resource to change, most instances first', () => {
    const group = fails('egress', [problemOf('sg-1')]);
    const role = fails('rights', [problemOf('role-1')]);
    expect(
      keysAndCounts([
        judged('i-1', [group, role]),
        judged('i-2', [group]),
        judged('i-3', [passes('egress')]),
      ]),
    ).toEqual([
      ['sg-1', 2],
      ['role-1', 1],
    ]);
  });

  it('counts an instance once, though two rules name the cause', () => {
    const instances = [
      judged('i-1', [fails('a', [problemOf('sg-1')]), fails('b', [problemOf('sg-1'), problemOf('sg-1')])]),
    ];
    expect(groupCauses(instances)).toMatchObject([
      { ruleIds: ['a', 'b'], instances: [instances[0]?.subject.arn] },
    ]);
  });

  it('names the agent only where nothing else explains its absence', () => {
    const explained = judged('i-1', [absentAgent('i-1'), fails('egress', [problemOf('sg-1')])]);
    const suspected = judged('i-2', [absentAgent('i-2'), passes('egress')]);
    expect(keysAndCounts([explained, suspected])).toEqual([
      ['agent-of-i-2', 1],
      ['sg-1', 1],
    ]);
  });

  it.each([
    ['gone', observed({ state: 'not-running', stateName: 'terminated', gone: true })],
    ['excluded', observed({ excluded: 'A service manages it.' })],
  ])('asks for no change to an instance that is %s', (_name, observation) => {
    expect(groupCauses([judged('i-1', [fails('egress', [problemOf('sg-1')])], observation)])).toEqual([]);
  });

  it('leaves out what is excepted', () => {
    const excepted: Finding = {
      ...fails('egress', [problemOf('sg-1')]),
      decision: { kind: 'excepted', reason: 'known', expires: '2027-01-01' },
    };
    expect(groupCauses([judged('i-1', [excepted], observed({ ping: known('ConnectionLost') }))])).toEqual([]);
  });
});
