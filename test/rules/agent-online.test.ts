import { expect, it } from 'vitest';
import { known, unknown, type Gap } from '../../src/model/known.ts';
import rule from '../../src/rules/agent-online.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../support/subject.ts';

const ID = healthyInstance.InstanceId;
const DENIED: Gap = { kind: 'denied', action: 'ssm:GetConnectionStatus' };
const JUST_LAUNCHED = { LaunchTime: '2026-11-20T11:57:00.000Z' };

const NOT_SINCE = '2026-11-20T09:00:00.000Z';
const SINCE_LAUNCH = '2026-11-20T11:58:30.000Z';

function given(
  ping: string | undefined,
  connection?: string,
  instance = {},
  lastPing = NOT_SINCE,
): SubjectChanges {
  return {
    instance,
    region: {
      InstanceInformationList: known(
        ping === undefined ? [] : [{ InstanceId: ID, PingStatus: ping, LastPingDateTime: lastPing }],
      ),
      ConnectionStatuses: connection === undefined ? {} : { [ID]: known(connection) },
    },
  };
}

/** When it was launched matters to an agent that does not answer. */
const LAUNCH = 'Instance.LaunchTime';

testRule(rule, {
  pass: [
    { name: 'online and connected', irrelevant: ['InstanceInformationList', LAUNCH] },
    { name: 'online, connection not asked', given: given('Online'), irrelevant: [LAUNCH] },
    {
      name: 'launched just now and online',
      given: given('Online', undefined, JUST_LAUNCHED, SINCE_LAUNCH),
      irrelevant: [LAUNCH],
    },
    {
      name: 'launched just now, and connected before the first ping',
      given: given('ConnectionLost', 'connected', JUST_LAUNCHED),
      irrelevant: ['InstanceInformationList', LAUNCH],
    },
  ],
  fail: [
    { name: 'connection lost', given: given('ConnectionLost'), at: ['PingStatus'] },
    { name: 'the retired word for a lost connection', given: given('Inactive'), at: ['PingStatus'] },
    {
      name: 'connection lost right after the launch: it was online since',
      given: given('ConnectionLost', undefined, JUST_LAUNCHED, SINCE_LAUNCH),
      at: ['PingStatus'],
    },
    { name: 'not registered', given: given(undefined), at: ['PingStatus'] },
    { name: 'not registered and not connected', given: given(undefined, 'notconnected'), at: ['PingStatus'] },
    { name: 'online but not connected', given: given('Online', 'notconnected'), at: ['ConnectionStatus'] },
  ],
  unknown: [
    {
      name: 'nodes not read',
      given: { region: { InstanceInformationList: unknown(DENIED), ConnectionStatuses: {} } },
    },
    {
      name: 'online, connection asked and refused',
      given: { region: { ConnectionStatuses: { [ID]: unknown(DENIED) } } },
    },
    { name: 'not registered, launched just now', given: given(undefined, undefined, JUST_LAUNCHED) },
    {
      name: 'online, not connected, launched just now',
      given: given('Online', 'notconnected', JUST_LAUNCHED, SINCE_LAUNCH),
    },
    {
      name: 'started just now: the lost connection is that of the start before',
      given: given('ConnectionLost', undefined, JUST_LAUNCHED),
    },
    {
      name: 'started just now: the ping is of the start before',
      given: given('Online', undefined, JUST_LAUNCHED),
    },
    { name: 'the same, and not connected', given: given('Online', 'notconnected', JUST_LAUNCHED) },
    { name: 'a PingStatus nobody documents', given: given('Sleeping') },
    {
      name: 'a hybrid node has its address',
      given: {
        region: {
          InstanceInformationList: known([
            { InstanceId: 'mi-0123456789abcdef0', ResourceType: 'ManagedInstance', IPAddress: '10.0.1.10' },
          ]),
          ConnectionStatuses: {},
        },
      },
    },
  ],
  notApplicable: [
    { name: 'stopped', given: given(undefined, undefined, { State: { Name: 'stopped' } }) },
    {
      name: 'stopped, with its node still listed',
      given: given('Online', undefined, { State: { Name: 'stopped' } }),
    },
    { name: 'pending', given: given(undefined, undefined, { State: { Name: 'pending' } }) },
    { name: 'terminated', given: given('ConnectionLost', undefined, { State: { Name: 'terminated' } }) },
    { name: 'planned', given: { planned: true } },
    { name: 'service-managed', given: given(undefined, undefined, { Operator: { Managed: true } }) },
    {
      name: 'a replication server',
      given: given(undefined, undefined, {
        Tags: [{ Key: 'Name', Value: 'AWS Elastic Disaster Recovery Replication Server' }],
      }),
    },
  ],
});

it.each([
  ['2026-11-20T11:59:30.000Z', 'at 2026-11-20T11:59:30.000Z'],
  ['2026-11-20T12:00:30.000Z', 'at 2026-11-20T12:00:30.000Z'],
  ['never', 'at never'],
])('gives the time of a last ping that is no minute old, or not before the reading: %s', (last, said) => {
  expect(rule.check(buildSubject(given('Inactive', undefined, {}, last)), { options: {} })).toMatchObject({
    problems: [
      { message: `The agent on ${ID} lost its connection to Systems Manager; its last ping was ${said}.` },
    ],
  });
});

it('does without the age of a last ping that AWS does not tell', () => {
  const list = known([{ InstanceId: ID, PingStatus: 'ConnectionLost' }]);
  const subject = buildSubject({ region: { InstanceInformationList: list, ConnectionStatuses: {} } });
  expect(rule.check(subject, { options: {} })).toMatchObject({
    problems: [{ message: `The agent on ${ID} lost its connection to Systems Manager.` }],
  });
});

it.each([
  ['2026-11-20T11:59:00.000Z', '1 minute'],
  ['2026-11-20T11:18:00.000Z', '42 minutes'],
  ['2026-11-20T09:00:00.000Z', '3 hours'],
  ['2026-11-20T12:00:00.000+02:00', '2 hours'],
  ['2026-11-18T09:00:00.000Z', '2 days'],
  ['2026-10-21T12:00:00.000Z', '30 days'],
])('says the age of the last ping: %s', (LastPingDateTime, age) => {
  const list = known([{ InstanceId: ID, PingStatus: 'ConnectionLost', LastPingDateTime }]);
  const outcome = rule.check(
    buildSubject({ region: { InstanceInformationList: list, ConnectionStatuses: {} } }),
    { options: {} },
  );
  expect(outcome).toMatchObject({
    problems: [
      {
        message: `The agent on ${ID} lost its connection to Systems Manager; its last ping was ${age} ago.`,
      },
    ],
  });
});

it.each([['ConnectionLost'], [undefined]])(
  'takes connected for the stronger proof when PingStatus is %s',
  (ping) => {
    expect(rule.check(buildSubject(given(ping, 'connected')), { options: {} }).status).toBe('pass');
  },
);

it('says that a missing connection stops the control channel alone', () => {
  const refused = rule.check(buildSubject({ region: { ConnectionStatuses: { [ID]: unknown(DENIED) } } }), {
    options: {},
  });
  expect(refused).toMatchObject({ gaps: [{ ...DENIED, stages: ['ssmmessages'] }] });
  const down = rule.check(buildSubject(given('Online', 'notconnected')), { options: {} });
  expect(down).toMatchObject({
    problems: [
      { stages: ['ssmmessages'], cause: { key: `111122223333/eu-west-1/instance/${ID}:agent-suspected` } },
    ],
  });
});
