import { describe, expect, it } from 'vitest';
import { decideVerdict } from '../../src/engine/verdict.ts';
import type { Finding } from '../../src/model/finding.ts';
import { known, unknown } from '../../src/model/known.ts';
import type { Observation, Verdict, VerdictName } from '../../src/model/verdict.ts';
import { fails, gapOf, isUnread, observed, passes, problemOf } from '../support/findings.ts';

const denied = (action: string) => unknown({ kind: 'denied', action });
const online: Pick<Observation, 'ping'> = { ping: known('Online') };

/** What can be observed; the columns below stand in this order. */
const OBSERVATIONS = {
  connected: observed({ ...online, connection: known('connected') }),
  'connected, ping lost': observed({ ping: known('ConnectionLost'), connection: known('connected') }),
  Online: observed(online),
  'Online, connection denied': observed({ ...online, connection: denied('ssm:GetConnectionStatus') }),
  notconnected: observed({ ...online, connection: known('notconnected') }),
  'notconnected, young': observed({
    ...online,
    connection: known('notconnected'),
    justLaunched: known(true),
  }),
  ConnectionLost: observed({ ping: known('ConnectionLost') }),
  absent: observed(),
  'absent, young': observed({ justLaunched: known(true) }),
  'absent, launch unread': observed({ justLaunched: denied('ec2:DescribeInstances') }),
  'not read': observed({ ping: denied('ssm:DescribeInstanceInformation') }),
  stopped: observed({ state: 'not-running', stateName: 'stopped' }),
  planned: observed({ state: 'planned', stateName: 'planned' }),
  excluded: observed({ ...online, excluded: 'A service manages it.' }),
  'owner unread': observed({
    ...online,
    exclusionGap: { kind: 'denied', action: 'ec2:DescribeInstances' },
  }),
} satisfies Record<string, Observation>;

const rightsUnread = isUnread('rights', [{ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }]);
const checksUnread = isUnread(
  'checks',
  [{ kind: 'denied', action: 'ec2:DescribeInstanceStatus' }],
  'degrades',
);
const closed = fails('egress', [problemOf('sg-1')]);

const CONFIGURATIONS: Readonly<Record<string, readonly Finding[]>> = {
  'every rule passes': [passes('path'), passes('rights')],
  'one cause stops both': [closed],
  'ssm alone has no path': [fails('path', [problemOf('endpoint-1', ['ssm'])])],
  'ssmmessages alone has no path': [fails('path', [problemOf('endpoint-2', ['ssmmessages'])])],
  'two causes, one each': [
    fails('path', [problemOf('endpoint-1', ['ssm']), problemOf('endpoint-2', ['ssmmessages'])]),
  ],
  'the session is refused': [fails('preferences', [problemOf('preferences-1', ['session'])])],
  'rights unread': [passes('path'), rightsUnread],
  'path undecided': [isUnread('path', [gapOf('Does it lead out?', ['ssm', 'ssmmessages'])])],
  'one fails, one unread': [closed, rightsUnread],
  'only degrades fails': [passes('path'), fails('checks', [problemOf('i-1')], 'degrades')],
  'only degrades unread': [passes('path'), checksUnread],
  'only audit fails': [passes('path'), fails('logging', [problemOf('logs-1')], 'audit')],
};

/**
 * `ready?` is ready with questions. `(ready)` is dormant with that prediction; planned ones are all predicted.
 *
 * | connected | connected, lost | Online | denied | notconnected | young | lost | absent | young | launch? | not read | stopped | planned | excluded | owner? |
 */
const CELLS: Readonly<Record<keyof typeof CONFIGURATIONS, string>> = {
  'every rule passes':
    'ready ready ready unknown blocked unknown blocked blocked unknown unknown unknown (ready) ready excluded unknown',
  'one cause stops both':
    'at-risk at-risk at-risk unknown blocked unknown blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'ssm alone has no path':
    'at-risk at-risk at-risk unknown blocked unknown blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'ssmmessages alone has no path':
    'at-risk at-risk blocked blocked blocked unknown blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'two causes, one each':
    'at-risk at-risk unknown unknown blocked unknown blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'the session is refused':
    'blocked blocked blocked blocked blocked blocked blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'rights unread':
    'unknown unknown unknown unknown blocked unknown blocked blocked unknown unknown unknown (unknown) unknown excluded unknown',
  'path undecided':
    'ready ready unknown unknown blocked unknown blocked blocked unknown unknown unknown (unknown) unknown excluded unknown',
  'one fails, one unread':
    'unknown unknown unknown unknown blocked unknown blocked blocked blocked blocked blocked (blocked) blocked excluded unknown',
  'only degrades fails':
    'at-risk at-risk at-risk unknown blocked unknown blocked blocked unknown unknown unknown (at-risk) at-risk excluded unknown',
  'only degrades unread':
    'ready? ready? ready? unknown blocked unknown blocked blocked unknown unknown unknown (ready?) ready? excluded unknown',
  'only audit fails':
    'ready ready ready unknown blocked unknown blocked blocked unknown unknown unknown (ready) ready excluded unknown',
};

const columns = Object.keys(OBSERVATIONS) as (keyof typeof OBSERVATIONS)[];
const cells = Object.entries(CELLS).flatMap(([configuration, words]) =>
  words.split(' ').map((word, index) => ({ configuration, observation: columns[index] ?? 'excluded', word })),
);

function wordOf({ verdict, predicted, questions }: Verdict): string {
  const name = typeof predicted === 'string' ? predicted : verdict;
  const word = name === 'ready' && questions.length > 0 ? 'ready?' : name;
  return typeof predicted === 'string' ? `(${word})` : word;
}

describe('every cell of observation and configuration', () => {
  it('is there', () => {
    expect(Object.keys(CELLS)).toEqual(Object.keys(CONFIGURATIONS));
    expect(cells).toHaveLength(Object.keys(CONFIGURATIONS).length * columns.length);
  });

  it.each(cells)('$observation, $configuration: $word', ({ observation, configuration, word }) => {
    const verdict = decideVerdict(OBSERVATIONS[observation], CONFIGURATIONS[configuration] ?? []);
    expect(wordOf(verdict)).toBe(word);
    expect(verdict.reason).not.toBe('');
    expect(verdict.predicted === true).toBe(observation === 'planned');
    if (verdict.verdict === 'unknown') expect(verdict.questions).not.toEqual([]);
  });
});

type Cell = readonly [observation: keyof typeof OBSERVATIONS, configuration: string];

/** The rows of the design's table (state, observed, configuration, verdict), each with the cells that it speaks of. */
const ROWS: readonly (readonly [row: string, verdicts: readonly VerdictName[], cells: readonly Cell[]])[] = [
  [
    'not running | – | – | dormant, with what it would be when started',
    ['dormant'],
    Object.keys(CONFIGURATIONS).map((configuration): Cell => ['stopped', configuration]),
  ],
  [
    'service-managed, DRS replication server | – | – | excluded',
    ['excluded'],
    Object.keys(CONFIGURATIONS).map((configuration): Cell => ['excluded', configuration]),
  ],
  [
    'running | connected, or Online | nothing refuses the session, and all that could was read | ready',
    ['ready'],
    [
      ['connected', 'every rule passes'],
      ['Online', 'every rule passes'],
      ['connected', 'path undecided'],
    ],
  ],
  [
    'running | connected, or Online | nothing refuses it, but something that could was not read | unknown',
    ['unknown'],
    [
      ['connected', 'rights unread'],
      ['Online', 'rights unread'],
    ],
  ],
  [
    'running | Online only | whether ssmmessages has a path is not decidable | unknown',
    ['unknown'],
    [['Online', 'path undecided']],
  ],
  [
    'running | connected, or Online | a rule fails, but the observation contradicts it | at-risk',
    ['at-risk'],
    [
      ['connected', 'one cause stops both'],
      ['connected', 'ssmmessages alone has no path'],
      ['Online', 'ssm alone has no path'],
    ],
  ],
  [
    'running | connected, or Online | the session itself would be refused | blocked',
    ['blocked'],
    [
      ['connected', 'the session is refused'],
      ['Online', 'the session is refused'],
    ],
  ],
  [
    'running | Online only | ssm passes and ssmmessages alone has no path or no rights | blocked',
    ['blocked'],
    [['Online', 'ssmmessages alone has no path']],
  ],
  [
    'running | Online only | both fail by the same cause | at-risk',
    ['at-risk'],
    [['Online', 'one cause stops both']],
  ],
  [
    'running | Online, notconnected | – | blocked',
    ['blocked'],
    Object.keys(CONFIGURATIONS).map((configuration): Cell => ['notconnected', configuration]),
  ],
  [
    'running | Online, notconnected, launched under 5 minutes ago | – | unknown',
    ['unknown'],
    [
      ['notconnected, young', 'every rule passes'],
      ['notconnected, young', 'one cause stops both'],
    ],
  ],
  [
    'running | ConnectionLost | some rule fails | blocked',
    ['blocked'],
    [
      ['ConnectionLost', 'one cause stops both'],
      ['ConnectionLost', 'one fails, one unread'],
    ],
  ],
  [
    'running | ConnectionLost or absent | every rule passes | blocked, look at the agent',
    ['blocked'],
    [
      ['ConnectionLost', 'every rule passes'],
      ['absent', 'every rule passes'],
    ],
  ],
  [
    'running | absent | some rule fails | blocked',
    ['blocked'],
    [
      ['absent', 'one cause stops both'],
      ['absent', 'ssmmessages alone has no path'],
      ['absent', 'one fails, one unread'],
    ],
  ],
  [
    'running | ConnectionLost or absent | none fails, some unknown | blocked, cause undetermined',
    ['blocked'],
    [
      ['ConnectionLost', 'rights unread'],
      ['absent', 'path undecided'],
    ],
  ],
  [
    'running | absent | launched under 5 minutes ago | unknown',
    ['unknown'],
    [
      ['absent, young', 'every rule passes'],
      ['absent, young', 'rights unread'],
    ],
  ],
  ['running | not read | some rule fails | blocked', ['blocked'], [['not read', 'one cause stops both']]],
  [
    'running | not read | otherwise | unknown',
    ['unknown'],
    [
      ['not read', 'every rule passes'],
      ['not read', 'rights unread'],
    ],
  ],
  [
    'planned | – | fails, some unknown, all pass | blocked, unknown, ready',
    ['blocked', 'unknown', 'ready'],
    [
      ['planned', 'one cause stops both'],
      ['planned', 'rights unread'],
      ['planned', 'every rule passes'],
    ],
  ],
  [
    'running | connected, or Online | only a degrades rule fails | at-risk',
    ['at-risk'],
    [
      ['connected', 'only degrades fails'],
      ['Online', 'only degrades fails'],
    ],
  ],
  [
    'running | connected, or Online | only an audit rule fails | ready',
    ['ready'],
    [
      ['connected', 'only audit fails'],
      ['Online', 'only audit fails'],
    ],
  ],
];

describe("every row of the design's table", () => {
  it.each(ROWS)('%s', (_row, verdicts, spoken) => {
    const given = spoken.map(
      ([observation, configuration]) =>
        decideVerdict(OBSERVATIONS[observation], CONFIGURATIONS[configuration] ?? []).verdict,
    );
    expect(new Set(given)).toEqual(new Set(verdicts));
  });

  it('says what to do where the cause is the agent, and what to find out where it is not determined', () => {
    const suspected = decideVerdict(OBSERVATIONS.absent, CONFIGURATIONS['every rule passes'] ?? []);
    expect(suspected.because).toEqual(['agent-online']);
    const open = decideVerdict(OBSERVATIONS.absent, CONFIGURATIONS['rights unread'] ?? []);
    expect(open.questions).toEqual(['iam:GetAccountAuthorizationDetails was denied']);
  });
});
