import { describe, expect, it } from 'vitest';
import { observe } from '../../../src/facts/agent/observe.ts';
import { known, unknown, type Gap } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../../support/subject.ts';

const ID = healthyInstance.InstanceId;
const DENIED: Gap = { kind: 'denied', action: 'ssm:DescribeInstanceInformation' };

function withPing(PingStatus: string): SubjectChanges {
  return { region: { InstanceInformationList: known([{ InstanceId: ID, PingStatus }]) } };
}

describe('observe, state', () => {
  it.each([
    ['running', 'running', false],
    ['pending', 'not-running', false],
    ['stopping', 'not-running', false],
    ['stopped', 'not-running', false],
    ['shutting-down', 'not-running', true],
    ['terminated', 'not-running', true],
  ])('%s', (Name, state, gone) => {
    const observed = observe(buildSubject({ instance: { State: { Name } } }));
    expect(observed).toMatchObject({ state, stateName: Name, gone });
  });

  it('does not call an instance running whose state is missing', () => {
    const observed = observe(buildSubject({ instance: { State: {} } }));
    expect(observed).toMatchObject({ state: 'unread', stateName: 'unknown', gone: false });
  });

  it('knows that a planned instance is not registered, without looking', () => {
    const observed = observe(
      buildSubject({ planned: true, region: { InstanceInformationList: unknown(DENIED) } }),
    );
    expect(observed).toMatchObject({
      state: 'planned',
      stateName: 'planned',
      gone: false,
      ping: known('absent'),
    });
    expect(observed).not.toHaveProperty('connection');
  });
});

describe('observe, PingStatus', () => {
  it.each([
    ['Online', 'Online'],
    ['ConnectionLost', 'ConnectionLost'],
    ['Inactive', 'ConnectionLost'],
  ])('%s is %s', (word, ping) => {
    const observed = observe(buildSubject(withPing(word)));
    expect(observed.ping).toEqual(known(ping));
    expect(observed.details.pingStatus).toBe(word);
  });

  it.each(['stopped', 'stopping', 'pending', 'terminated'])(
    'of a node that is listed while its instance is %s says that an agent was there, and is not',
    (Name) => {
      const { ping } = observe(buildSubject({ instance: { State: { Name } } }));
      expect(ping).toEqual(known('ConnectionLost'));
    },
  );

  it.each([
    ['2026-11-20T11:57:59.999Z', '2026-11-20T11:58:00.000Z', 'absent'],
    ['2026-11-20T11:58:00.000Z', '2026-11-20T11:58:00.000Z', 'Online'],
    ['2026-11-20T11:50:00.000Z', '2026-11-20T11:55:00.000Z', 'Online'],
    [undefined, '2026-11-20T11:58:00.000Z', 'Online'],
  ])('pinged %s, started %s, read at 12:00: %s', (LastPingDateTime, LaunchTime, ping) => {
    const node = { InstanceId: ID, PingStatus: 'Online', ...(LastPingDateTime && { LastPingDateTime }) };
    const observed = observe(
      buildSubject({ instance: { LaunchTime }, region: { InstanceInformationList: known([node]) } }),
    );
    expect(observed.ping).toEqual(known(ping));
  });

  it.each(['', 'online', 'Hibernating'])('a word that AWS does not document, %j, is a gap', (word) => {
    expect(observe(buildSubject(withPing(word))).ping).toMatchObject({
      known: false,
      gap: { kind: 'not-visible' },
    });
  });

  it('is absent when the list was read and does not hold the instance', () => {
    const observed = observe(
      buildSubject({
        region: { InstanceInformationList: known([{ InstanceId: 'i-other', PingStatus: 'Online' }]) },
      }),
    );
    expect(observed.ping).toEqual(known('absent'));
  });

  it('is a gap when the list was not read', () => {
    const observed = observe(buildSubject({ region: { InstanceInformationList: unknown(DENIED) } }));
    expect(observed.ping).toEqual(unknown(DENIED));
  });
});

const hybrid = {
  InstanceId: 'mi-0123456789abcdef0',
  ResourceType: 'ManagedInstance',
  PingStatus: 'Online',
  IPAddress: '10.0.1.10',
};

describe('observe, hybrid nodes', () => {
  it.each([
    ['the primary address', hybrid, {}],
    [
      'a secondary address',
      { ...hybrid, IPAddress: '10.0.1.99' },
      {
        NetworkInterfaces: [
          {
            PrivateIpAddresses: [
              { PrivateIpAddress: '10.0.1.10', Primary: true },
              { PrivateIpAddress: '10.0.1.99' },
            ],
          },
        ],
      },
    ],
  ])('asks whether a node with %s is the instance', (_, node, instance) => {
    const observed = observe(buildSubject({ instance, region: { InstanceInformationList: known([node]) } }));
    expect(observed.ping).toMatchObject({ known: false, gap: { kind: 'not-visible' } });
  });

  it.each([
    ['another address', { ...hybrid, IPAddress: '10.0.1.11' }],
    ['no address', { InstanceId: hybrid.InstanceId, ResourceType: 'ManagedInstance' }],
    ['an EC2 instance with that address', { ...hybrid, InstanceId: 'i-other', ResourceType: 'EC2Instance' }],
  ])('does not ask about %s', (_, node) => {
    const observed = observe(buildSubject({ region: { InstanceInformationList: known([node]) } }));
    expect(observed.ping).toEqual(known('absent'));
  });

  it('does not ask when the instance is registered under its own id', () => {
    const list = known([hybrid, { InstanceId: ID, PingStatus: 'ConnectionLost' }]);
    expect(observe(buildSubject({ region: { InstanceInformationList: list } })).ping).toEqual(
      known('ConnectionLost'),
    );
  });
});

describe('observe, connection', () => {
  it.each([
    ['connected', 'connected'],
    ['notconnected', 'notconnected'],
    ['Connected', 'connected'],
    ['NotConnected', 'notconnected'],
  ])('%s', (word, connection) => {
    const observed = observe(buildSubject({ region: { ConnectionStatuses: { [ID]: known(word) } } }));
    expect(observed.connection).toEqual(known(connection));
    expect(observed.details.connectionStatus).toBe(word);
  });

  it('is left out when nobody asked', () => {
    const observed = observe(
      buildSubject({ region: { ConnectionStatuses: { 'i-other': known('connected') } } }),
    );
    expect(observed).not.toHaveProperty('connection');
    expect(observed.details).not.toHaveProperty('connectionStatus');
  });

  it('is a gap when the answer was refused or has an unknown word', () => {
    const gap: Gap = { kind: 'denied', action: 'ssm:GetConnectionStatus' };
    const refused = observe(buildSubject({ region: { ConnectionStatuses: { [ID]: unknown(gap) } } }));
    expect(refused.connection).toEqual(unknown(gap));
    const odd = observe(buildSubject({ region: { ConnectionStatuses: { [ID]: known('maybe') } } }));
    expect(odd.connection).toMatchObject({ known: false, gap: { kind: 'not-visible' } });
  });
});

describe('observe, launch grace', () => {
  it.each([
    ['2026-11-20T11:55:00.001Z', true],
    ['2026-11-20T11:55:00.000Z', false],
    ['2026-11-20T11:59:59.000Z', true],
    ['2026-11-20T12:01:00.000Z', true],
    ['2026-11-20T13:57:00.000+02:00', true],
    ['2026-10-01T08:00:00.000Z', false],
    ['no date', false],
  ])('launched %s, read 12:00: %s', (LaunchTime, justLaunched) => {
    expect(observe(buildSubject({ instance: { LaunchTime } })).justLaunched).toEqual(known(justLaunched));
  });
});

const REPLICATION = { Key: 'Name', Value: 'AWS Elastic Disaster Recovery Replication Server' };
const DRS = { Key: 'AWSElasticDisasterRecoveryManaged', Value: 'drs.amazonaws.com' };

describe('observe, exclusions', () => {
  it.each([
    [
      'service-managed',
      { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } },
      /eks\.amazonaws\.com manages/,
    ],
    ['service-managed by nobody named', { Operator: { Managed: true } }, /An AWS service manages/],
    ['a DRS replication server', { Tags: [DRS, REPLICATION] }, /replication server/],
    ['a DRS replication server by its name', { Tags: [REPLICATION] }, /replication server/],
  ])('%s', (_, instance, why) => {
    expect(observe(buildSubject({ instance })).excluded).toMatch(why);
  });

  it.each([
    ['not managed', { Operator: { Managed: false } }],
    ['a server that DRS recovered, which people do reach', { Tags: [DRS, { Key: 'Name', Value: 'erp-1' }] }],
    ['a name that only contains it', { Tags: [{ Key: 'Name', Value: `${REPLICATION.Value} backup` }] }],
    ['another tag with that value', { Tags: [{ Key: 'Role', Value: REPLICATION.Value }] }],
    ['no tags', { Tags: [] }],
  ])('not: %s', (_, instance) => {
    expect(observe(buildSubject({ instance }))).not.toHaveProperty('excluded');
  });
});

it("keeps AWS's own words for the report", () => {
  expect(observe(buildSubject()).details).toEqual({
    pingStatus: 'Online',
    connectionStatus: 'connected',
    lastPingDateTime: '2026-11-20T11:58:00.000Z',
    agentVersion: '3.3.4624.0',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    launchTime: '2026-10-01T08:00:00.000Z',
  });
});
