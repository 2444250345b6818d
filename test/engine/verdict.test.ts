import { describe, expect, it } from 'vitest';
import { markAgainstObservation } from '../../src/engine/contradiction.ts';
import { decideVerdict } from '../../src/engine/verdict.ts';
import type { Finding } from '../../src/model/finding.ts';
import { known, unknown } from '../../src/model/known.ts';
import type { Observation, VerdictName } from '../../src/model/verdict.ts';
import { fails, gapOf, isUnread, observed, passes, problemOf, throws } from '../support/findings.ts';

const online = observed({ ping: known('Online') });
const connected = observed({ ping: known('Online'), connection: known('connected') });
const notConnected = observed({ ping: known('Online'), connection: known('notconnected') });
const lost = observed({ ping: known('ConnectionLost') });
const absent = observed();
const unread = observed({ ping: unknown({ kind: 'denied', action: 'ssm:DescribeInstanceInformation' }) });
const stopped = observed({ state: 'not-running', stateName: 'stopped' });
const planned = observed({ state: 'planned', stateName: 'planned' });

const allPass = [passes('path'), passes('rights')];
const closedGroup = fails('egress', [problemOf('sg-1')]);
const pathOfBothUndecided = isUnread('path', [
  gapOf('Does the transit gateway lead out?', ['ssm', 'ssmmessages']),
]);
const rightsUnread = isUnread('rights', [{ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }]);
const channelOnly = fails('path', [problemOf('endpoint-ssmmessages', ['ssmmessages'])]);
const dataChannelMissing = fails('rights', [problemOf('role-1', ['session'])]);
const encryptionDemanded = fails('preferences', [problemOf('preferences-1', ['session'])]);
const degraded = fails('status-checks', [problemOf('i-1')], 'degrades');
const agentUnproved = isUnread('image', [gapOf('Does it?', ['ssm', 'ssmmessages'])], 'degrades');
const systemUnread = isUnread('system', [gapOf('Which one?')], 'degrades');
const auditFails = fails('logging', [problemOf('logs-1')], 'audit');

type Row = readonly [
  name: string,
  observation: Observation,
  findings: readonly Finding[],
  verdict: VerdictName,
  because: readonly string[],
];

const rows: readonly Row[] = [
  // not running: dormant, with a prediction
  ['stopped, all right', stopped, allPass, 'dormant', []],
  ['stopped, a rule fails', stopped, [closedGroup], 'dormant', ['egress']],
  // service-managed, replication server
  ['managed by a service', { ...online, excluded: 'EKS manages it.' }, [closedGroup], 'excluded', []],
  // the state itself is missing
  ['state unread', observed({ state: 'unread', stateName: 'unknown' }), [closedGroup], 'unknown', []],
  ['stopped and managed by a service', { ...stopped, excluded: 'EKS manages it.' }, allPass, 'excluded', []],
  // connected, or Online, nothing refuses
  ['connected, all right', connected, allPass, 'ready', ['agent-online']],
  ['online, all right', online, allPass, 'ready', ['agent-online']],
  [
    'connected although the ping is late',
    { ...lost, connection: known('connected') },
    allPass,
    'ready',
    ['agent-online'],
  ],
  [
    'connected, registration unread',
    { ...unread, connection: known('connected') },
    allPass,
    'ready',
    ['agent-online'],
  ],
  ['connected, only an audit rule fails', connected, [...allPass, auditFails], 'ready', ['agent-online']],
  [
    'connected, an audit answer unread',
    connected,
    [...allPass, isUnread('logging', [gapOf('?')], 'audit')],
    'ready',
    ['agent-online'],
  ],
  ['connected, an undecided path is settled', connected, [pathOfBothUndecided], 'ready', ['agent-online']],
  [
    'connected, image unread',
    connected,
    [isUnread('image', [gapOf('?')], 'degrades')],
    'ready',
    ['agent-online'],
  ],
  // connected, or Online, something that could refuse was not read
  ['connected, rights unread', connected, [rightsUnread], 'unknown', ['rights']],
  ['online, rights unread', online, [passes('path'), rightsUnread], 'unknown', ['rights']],
  ['connected, a rule that blocks threw', connected, [throws('rights')], 'unknown', ['rights']],
  [
    'connected, a rule that audits threw',
    connected,
    [passes('path'), throws('logging', 'audit')],
    'ready',
    ['agent-online'],
  ],
  // Online only, the path of ssmmessages can't be decided
  ['online, central egress', online, [pathOfBothUndecided], 'unknown', ['path']],
  [
    'online, only the path of ssm undecided',
    online,
    [isUnread('path', [gapOf('?', ['ssm'])])],
    'ready',
    ['agent-online'],
  ],
  [
    'online, connection status asked and denied',
    observed({
      ping: known('Online'),
      connection: unknown({ kind: 'denied', action: 'ssm:GetConnectionStatus' }),
    }),
    allPass,
    'unknown',
    ['agent-online'],
  ],
  // a blocks rule fails, the observation contradicts it
  ['connected although the group is closed', connected, [closedGroup], 'at-risk', ['egress']],
  ['connected although the control channel has no path', connected, [channelOnly], 'at-risk', ['path']],
  [
    'connected, contradicted and rights unread',
    connected,
    [closedGroup, rightsUnread],
    'unknown',
    ['rights'],
  ],
  // the session itself would be refused
  ['connected, data channel right missing', connected, [dataChannelMissing], 'blocked', ['rights']],
  ['online, data channel right missing', online, [dataChannelMissing], 'blocked', ['rights']],
  [
    'connected, encryption demanded and not there',
    connected,
    [encryptionDemanded],
    'blocked',
    ['preferences'],
  ],
  [
    'online, all rights removed: the data channel will be refused',
    online,
    [
      fails('rights', [
        problemOf('role-1', ['ssm']),
        problemOf('role-1', ['ssmmessages']),
        problemOf('role-1', ['session']),
      ]),
    ],
    'blocked',
    ['rights'],
  ],
  // Online only, ssm passes and ssmmessages alone fails
  ['online, ssmmessages alone has no path', online, [channelOnly], 'blocked', ['path']],
  [
    'online, ssmmessages alone has no rights',
    online,
    [fails('rights', [problemOf('role-1', ['ssmmessages'])])],
    'blocked',
    ['rights'],
  ],
  // Online only, both fail by the same cause
  ['online although the group is closed', online, [closedGroup], 'at-risk', ['egress']],
  [
    'online, one role lacks both, told as two problems',
    online,
    [fails('rights', [problemOf('role-1', ['ssm']), problemOf('role-1', ['ssmmessages'])])],
    'at-risk',
    ['rights'],
  ],
  [
    'online, both fail by different causes: an unseen way may carry either',
    online,
    [fails('path', [problemOf('route-1', ['ssm']), problemOf('endpoint-1', ['ssmmessages'])])],
    'unknown',
    ['path'],
  ],
  // Online, notconnected
  ['not connected', notConnected, allPass, 'blocked', ['agent-online']],
  ['not connected, explained', notConnected, [channelOnly], 'blocked', ['path']],
  ['not connected, both stages fail by one cause', notConnected, [closedGroup], 'blocked', ['egress']],
  [
    'not connected, just launched',
    { ...notConnected, justLaunched: known(true) },
    allPass,
    'unknown',
    ['agent-online'],
  ],
  // ConnectionLost, absent
  ['lost, some rule fails', lost, [closedGroup, rightsUnread], 'blocked', ['egress']],
  ['lost, every rule passes', lost, allPass, 'blocked', ['agent-online']],
  ['absent, every rule passes', absent, allPass, 'blocked', ['agent-online']],
  [
    'absent, every rule passes or does not apply',
    absent,
    [{ ...passes('endpoint'), status: 'not-applicable' }],
    'blocked',
    ['agent-online'],
  ],
  ['absent, some rule fails', absent, [closedGroup], 'blocked', ['egress']],
  ['lost, none fails, some unread', lost, [rightsUnread], 'blocked', ['agent-online', 'rights']],
  [
    'absent, none fails, some unread',
    absent,
    [passes('path'), rightsUnread],
    'blocked',
    ['agent-online', 'rights'],
  ],
  ['absent, just launched', { ...absent, justLaunched: known(true) }, allPass, 'unknown', ['agent-online']],
  [
    'absent, just launched, but a rule fails',
    { ...absent, justLaunched: known(true) },
    [closedGroup],
    'blocked',
    ['egress'],
  ],
  [
    'absent, only a degrading rule fails',
    absent,
    [...allPass, degraded],
    'blocked',
    ['agent-online', 'status-checks'],
  ],
  // not read
  ['registration unread, some rule fails', unread, [closedGroup], 'blocked', ['egress']],
  ['registration unread, all right', unread, allPass, 'unknown', ['agent-online']],
  ['registration unread, something unread', unread, [rightsUnread], 'unknown', ['agent-online', 'rights']],
  // planned
  ['planned, fails', planned, [closedGroup, rightsUnread], 'blocked', ['egress']],
  ['planned, some unknown', planned, [passes('path'), rightsUnread], 'unknown', ['rights']],
  ['planned, all pass', planned, allPass, 'ready', []],
  [
    'planned, whether there is an agent is not known',
    planned,
    [...allPass, agentUnproved],
    'unknown',
    ['image'],
  ],
  [
    'connected, whether the image has an agent is settled',
    connected,
    [...allPass, agentUnproved],
    'ready',
    ['agent-online'],
  ],
  // a degrading failure turns ready into at-risk; audit never changes a verdict
  ['connected, status check fails', connected, [...allPass, degraded], 'at-risk', ['status-checks']],
  ['planned, image without agent', planned, [...allPass, degraded], 'at-risk', ['status-checks']],
  ['registration unread, audit fails', unread, [...allPass, auditFails], 'unknown', ['agent-online']],
];

describe('decideVerdict', () => {
  it.each(rows)('%s', (_name, observation, findings, verdict, because) => {
    const decided = decideVerdict(observation, findings);
    expect({ verdict: decided.verdict, because: decided.because }).toEqual({ verdict, because });
    expect(decided.reason).not.toBe('');
  });

  it.each(rows.filter(([, , , verdict]) => verdict === 'unknown'))(
    '%s: asks a question',
    (_name, observation, findings) => {
      expect(decideVerdict(observation, findings).questions).not.toEqual([]);
    },
  );

  it.each([
    ['stopped, all right', allPass, 'ready'],
    ['stopped, a rule fails', [closedGroup], 'blocked'],
    ['stopped, something unread', [rightsUnread], 'unknown'],
    ['stopped, a degrading rule fails', [...allPass, degraded], 'at-risk'],
    ['stopped, whether there is an agent is not known', [...allPass, agentUnproved], 'unknown'],
    ['stopped, a degrading answer that stops nothing is unread', [...allPass, systemUnread], 'ready'],
  ] as const)('%s: predicts', (_name, findings, predicted) => {
    expect(decideVerdict(stopped, findings).predicted).toBe(predicted);
  });

  it('predicts nothing for an instance that is gone', () => {
    const gone = observed({ state: 'not-running', stateName: 'terminated', gone: true });
    expect(decideVerdict(gone, [closedGroup])).toEqual({
      verdict: 'dormant',
      because: [],
      reason: 'The instance is terminated; it will not start again.',
      questions: [],
    });
  });

  it('marks a planned verdict as predicted', () => {
    expect(decideVerdict(planned, allPass).predicted).toBe(true);
  });

  it('names GetConnectionStatus where that alone settles it', () => {
    const { questions } = decideVerdict(online, [pathOfBothUndecided]);
    expect(questions.some((question) => question.includes('--connection-status always'))).toBe(true);
  });
});

describe('markAgainstObservation', () => {
  it.each([
    ['connected', connected, 'GetConnectionStatus connected'],
    ['online', online, 'PingStatus Online'],
  ] as const)(
    '%s contradicts a closed group, which then counts as medium',
    (_name, observation, contradictedBy) => {
      expect(markAgainstObservation([closedGroup], observation)).toEqual([
        { ...closedGroup, severity: 'medium', contradictedBy },
      ]);
    },
  );

  it.each([
    ['nothing is online', absent, closedGroup],
    ['ssmmessages alone, online', online, channelOnly],
    ['the session itself', connected, dataChannelMissing],
    ['AWS reports the channel as down', notConnected, closedGroup],
    ['a degrading failure', connected, degraded],
  ] as const)('%s: leaves the failure as it is', (_name, observation, finding) => {
    expect(markAgainstObservation([finding], observation)).toEqual([finding]);
  });

  it('does not raise a severity that is low already', () => {
    const low: Finding = { ...closedGroup, severity: 'low' };
    expect(markAgainstObservation([low], connected)[0]?.severity).toBe('low');
  });

  it('says what settles an answer that no longer matters', () => {
    expect(markAgainstObservation([pathOfBothUndecided], connected)[0]?.settledBy).toBe(
      'GetConnectionStatus connected',
    );
    expect(markAgainstObservation([pathOfBothUndecided], online)[0]?.settledBy).toBeUndefined();
    expect(markAgainstObservation([rightsUnread], connected)[0]?.settledBy).toBeUndefined();
  });
});
