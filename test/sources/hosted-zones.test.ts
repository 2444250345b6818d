import { describe, expect, it } from 'vitest';
import { known, unknown, type Known } from '../../src/model/known.ts';
import type { Ask, Response } from '../../src/sources/answers.ts';
import { readCliJson } from '../../src/sources/cli-json.ts';
import { askHostedZones } from '../../src/sources/hosted-zones.ts';
import { openVpcIds } from '../../src/sources/items.ts';
import { makeFolder } from '../support/folder.ts';
import { ACCOUNT, healthyInstance } from '../support/subject.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1' };
const NAME = 'ssm.eu-west-1.amazonaws.com';
const DENIED = unknown({ kind: 'denied', action: 'route53:ListHostedZonesByVPC' } as const);
const ZONE = { HostedZoneId: 'Z1', Name: `${NAME}.` };
const record = (Name: string) => ({ Name, Type: 'A', ResourceRecords: [{ Value: '10.0.0.9' }] });

/** Answers every call by its operation, and keeps what was asked. */
function answerWith(answers: Readonly<Record<string, Known<Response | undefined>>>) {
  const asked: string[] = [];
  const ask: Ask = async (call, input) => {
    asked.push(`${call.operation} ${Object.values(input).join(' ')}`);
    return answers[call.operation] ?? unknown({ kind: 'not-collected', action: `route53:${call.operation}` });
  };
  return { ask, asked };
}

describe('askHostedZones', () => {
  it('asks each VPC, and a zone that answers for one of the two names for the records of that name', async () => {
    const { ask, asked } = answerWith({
      ListHostedZonesByVPC: known({
        HostedZoneSummaries: [ZONE, { HostedZoneId: 'Z2', Name: 'corp.example.' }],
      }),
      ListResourceRecordSets: known({ ResourceRecordSets: [record(`${NAME}.`), record('zz.example.')] }),
    });
    const answers = await askHostedZones(ask, PLACE, ['vpc-1', 'vpc-2']);
    expect(asked).toEqual([
      'ListHostedZonesByVPC vpc-1 eu-west-1',
      'ListHostedZonesByVPC vpc-2 eu-west-1',
      `ListResourceRecordSets Z1 ${NAME}`,
    ]);
    expect(answers.ResourceRecordSets).toEqual({ [`Z1 ${NAME}`]: known([record(`${NAME}.`)]) });
  });

  it.each([
    ['the name itself', `${NAME}.`, [NAME]],
    ['in capitals and without the dot', NAME.toUpperCase(), [NAME]],
    ['a domain above both names', 'eu-west-1.amazonaws.com.', [NAME, NAME.replace('ssm.', 'ssmmessages.')]],
    ['a name that only ends alike', 'm.eu-west-1.amazonaws.com.', []],
    ['another region', 'ssm.us-east-1.amazonaws.com.', []],
  ])('a zone for %s', async (_name, Name, names) => {
    const { ask, asked } = answerWith({
      ListHostedZonesByVPC: known({ HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name }] }),
    });
    await askHostedZones(ask, PLACE, ['vpc-1']);
    expect(asked.slice(1)).toEqual(names.map((name) => `ListResourceRecordSets Z1 ${name}`));
  });

  it('keeps a refusal as a gap, and asks nothing more', async () => {
    const { ask, asked } = answerWith({ ListHostedZonesByVPC: DENIED });
    expect(await askHostedZones(ask, PLACE, ['vpc-1'])).toEqual({
      HostedZoneSummaries: { 'vpc-1': DENIED },
      ResourceRecordSets: {},
    });
    expect(asked).toHaveLength(1);
  });

  it('does not take a page full of one name for all its records', async () => {
    const page = { ResourceRecordSets: [record(`${NAME}.`), record(`${NAME}.`)], IsTruncated: true };
    const { ask } = answerWith({
      ListHostedZonesByVPC: known({ HostedZoneSummaries: [ZONE] }),
      ListResourceRecordSets: known(page),
    });
    const { ResourceRecordSets } = await askHostedZones(ask, PLACE, ['vpc-1']);
    expect(ResourceRecordSets[`Z1 ${NAME}`]).toMatchObject({ known: false, gap: { code: 'CutOff' } });
  });

  it('takes a page that goes on with another name', async () => {
    const page = { ResourceRecordSets: [record(`${NAME}.`), record('zz.example.')], IsTruncated: true };
    const { ask } = answerWith({
      ListHostedZonesByVPC: known({ HostedZoneSummaries: [ZONE] }),
      ListResourceRecordSets: known(page),
    });
    const { ResourceRecordSets } = await askHostedZones(ask, PLACE, ['vpc-1']);
    expect(ResourceRecordSets[`Z1 ${NAME}`]).toEqual(known([record(`${NAME}.`)]));
  });

  it.each([
    ['a zone without a name', { HostedZoneSummaries: [{ HostedZoneId: 'Z1' }] }],
    ['a zone that is none', { HostedZoneSummaries: [null] }],
    ['a name that is no text', { HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name: 5 }] }],
    ['no list', { HostedZoneSummaries: 'x' }],
  ])('does not take %s for an answer', async (_name, response) => {
    const { ask } = answerWith({ ListHostedZonesByVPC: known(response) });
    const { HostedZoneSummaries } = await askHostedZones(ask, PLACE, ['vpc-1']);
    expect(HostedZoneSummaries['vpc-1']).toMatchObject({ known: false, gap: { code: 'UnexpectedAnswer' } });
  });

  it.each([
    ['no type', { Name: `${NAME}.` }],
    ['no name', { Type: 'A' }],
    ['values that are none', { Name: `${NAME}.`, Type: 'A', ResourceRecords: [null] }],
    ['an alias to nothing', { Name: `${NAME}.`, Type: 'A', AliasTarget: {} }],
  ])('does not take records with %s for an answer', async (_name, item) => {
    const { ask } = answerWith({
      ListHostedZonesByVPC: known({ HostedZoneSummaries: [ZONE] }),
      ListResourceRecordSets: known({ ResourceRecordSets: [item] }),
    });
    const { ResourceRecordSets } = await askHostedZones(ask, PLACE, ['vpc-1']);
    expect(ResourceRecordSets[`Z1 ${NAME}`]).toMatchObject({
      known: false,
      gap: { code: 'UnexpectedAnswer' },
    });
  });

  it('leaves out what a folder has no file of', async () => {
    const { ask } = answerWith({});
    expect(await askHostedZones(ask, PLACE, ['vpc-1'])).toEqual({
      HostedZoneSummaries: {},
      ResourceRecordSets: {},
    });
  });
});

describe('openVpcIds', () => {
  const endpoint = (service: string, PrivateDnsEnabled = true, State = 'available') => ({
    State,
    VpcEndpointId: `vpce-${service}`,
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-main',
    ServiceName: `com.amazonaws.eu-west-1.${service}`,
    PrivateDnsEnabled,
  });

  it.each([
    ['no endpoint', known([]), ['vpc-main']],
    ['private DNS for both services', known([endpoint('ssm'), endpoint('ssmmessages')]), []],
    [
      'a failed endpoint, which answers for nothing',
      known([endpoint('ssm', true, 'failed'), endpoint('ssmmessages')]),
      ['vpc-main'],
    ],
    ['private DNS for one', known([endpoint('ssm')]), ['vpc-main']],
    ['private DNS off', known([endpoint('ssm'), endpoint('ssmmessages', false)]), ['vpc-main']],
    [
      'endpoints of another service',
      known([endpoint('ssm-contacts'), endpoint('ssmmessages')]),
      ['vpc-main'],
    ],
    ['endpoints that were not read', DENIED, ['vpc-main']],
  ])('%s', (_name, VpcEndpoints, vpcIds) => {
    expect(openVpcIds([healthyInstance], { region: 'eu-west-1', VpcEndpoints })).toEqual(vpcIds);
  });
});

it('readCliJson takes the zones and records from files named by their input', async () => {
  const { accounts } = await readCliJson({
    takenAt: '2026-11-20T12:00:00.000Z',
    folder: makeFolder({
      'ec2.DescribeInstances.json': { Reservations: [{ OwnerId: ACCOUNT, Instances: [healthyInstance] }] },
      'route53.ListHostedZonesByVPC@VPCId=vpc-main,VPCRegion=eu-west-1.json': { HostedZoneSummaries: [ZONE] },
      [`route53.ListResourceRecordSets@HostedZoneId=Z1,StartRecordName=${NAME}.json`]: {
        ResourceRecordSets: [record(`${NAME}.`)],
        IsTruncated: false,
      },
    }),
  });
  expect(accounts[0]?.regions[0]).toMatchObject({
    HostedZoneSummaries: { 'vpc-main': known([ZONE]) },
    ResourceRecordSets: { [`Z1 ${NAME}`]: known([record(`${NAME}.`)]) },
  });
});

const FOLDER = {
  'ec2.DescribeInstances.json': { Reservations: [{ OwnerId: ACCOUNT, Instances: [healthyInstance] }] },
  'route53.ListHostedZonesByVPC@VPCId=vpc-main.json': { HostedZoneSummaries: [ZONE] },
};
const readFolder = async (files: Readonly<Record<string, unknown>>) =>
  readCliJson({ takenAt: '2026-11-20T12:00:00.000Z', folder: makeFolder({ ...FOLDER, ...files }) });

describe('readCliJson refuses', () => {
  it.each([
    ['route53.ListHostedZonesByVPC.json', 'VPCId'],
    ['route53.ListResourceRecordSets.json', 'HostedZoneId'],
  ])('%s, which would be taken for the answer about everything', async (name, key) => {
    await expect(readFolder({ [name]: {} })).rejects.toThrow(
      `${name}: does not say by its name which ${key} it is about; name it ${name.replace('.json', '')}@${key}=….json`,
    );
  });

  it('records that are no list of objects', async () => {
    const name = 'route53.ListResourceRecordSets@HostedZoneId=Z1.json';
    await expect(readFolder({ [name]: { ResourceRecordSets: [null] } })).rejects.toThrow(
      '"ResourceRecordSets" is not a list of objects',
    );
  });
});

it('readCliJson does not take records that end with a page token for all of them', async () => {
  const { accounts } = await readFolder({
    'route53.ListResourceRecordSets@HostedZoneId=Z1.json': { ResourceRecordSets: [], NextToken: 'more' },
  });
  expect(accounts[0]?.regions[0]?.ResourceRecordSets[`Z1 ${NAME}`]).toMatchObject({
    known: false,
    gap: { code: 'CutOff' },
  });
});
