import { describe, expect, it } from 'vitest';
import { known, unknown, type Gap, type Known } from '../../src/model/known.ts';
import type { Ask, Response } from '../../src/sources/answers.ts';
import { askNodes } from '../../src/sources/nodes.ts';

const own = { InstanceId: 'i-1', PingStatus: 'Online' };
const hybrid = { InstanceId: 'mi-1', PingStatus: 'Online' };
const GAP: Gap = {
  kind: 'api-error',
  action: 'ssm:DescribeInstanceProperties',
  code: 'UnknownOperation',
  message: '',
};
const DENIED: Gap = { kind: 'denied', action: 'ssm:DescribeInstanceInformation' };

/** Answers both operations, and notes what each is asked. */
function script(answers: { readonly properties: Known<Response>; readonly information?: Known<Response> }) {
  const asked: [string, object][] = [];
  const ask: Ask = async ({ operation }, input) => {
    asked.push([operation, input]);
    return operation === 'DescribeInstanceProperties'
      ? answers.properties
      : (answers.information ?? unknown(DENIED));
  };
  return {
    asked,
    read: async (...ids: string[]) => {
      const instances = ids.map((InstanceId) => ({ InstanceId }));
      const { InstanceInformationList } = await askNodes(ask, instances);
      return InstanceInformationList;
    },
  };
}

const properties = (...InstanceProperties: object[]): Known<Response> => known({ InstanceProperties });
const information = (...InstanceInformationList: object[]): Known<Response> =>
  known({ InstanceInformationList });

describe('DescribeInstanceProperties alone', () => {
  it('is enough where it lists nodes', async () => {
    const { asked, read } = script({ properties: properties(own, { ...own, InstanceId: 'i-2' }) });
    expect(await read('i-1', 'i-9')).toEqual(known([own, { ...own, InstanceId: 'i-2' }]));
    expect(asked).toEqual([['DescribeInstanceProperties', {}]]);
  });

  it('leaves behind what nothing rests on: addresses, names, keys', async () => {
    const told = {
      ...own,
      LastPingDateTime: '2026-11-20T11:58:00.000Z',
      AgentVersion: '3.3.4624.0',
      PlatformType: 'Linux',
      PlatformName: 'Amazon Linux',
      PlatformVersion: '2023',
      ResourceType: 'EC2Instance',
    };
    const rest = { IPAddress: '198.51.100.7', ComputerName: 'db-1.corp', KeyName: 'ops', Name: 'db' };
    const all = script({ properties: properties({ ...told, ...rest, InstanceState: 'running' }) });
    expect(await all.read('i-1')).toEqual(known([told]));
    const refused = script({ properties: unknown(GAP), information: information({ ...told, ...rest }) });
    expect(await refused.read('i-1')).toEqual(known([told]));
  });
});

describe('DescribeInstanceInformation instead', () => {
  it.each([
    ['refused', unknown({ kind: 'denied', action: 'ssm:DescribeInstanceProperties' })],
    ['not there', unknown(GAP)],
    ['without the list', known({})],
    ['an empty list', properties()],
    ['a node without a status', properties(own, { InstanceId: 'i-2' })],
    ['a node without an id', properties({ PingStatus: 'Online' })],
    ['a node with an empty id', properties({ ...own, InstanceId: '' })],
  ] as [string, Known<Response>][])('%s', async (_, answer) => {
    const { read } = script({ properties: answer, information: information(own) });
    expect(await read('i-1')).toEqual(known([own]));
    const neither = script({ properties: answer });
    expect(await neither.read('i-1')).toEqual(unknown(DENIED));
  });

  it('no node at all, when both say so', async () => {
    const { read } = script({ properties: properties(), information: information() });
    expect(await read('i-1')).toEqual(known([]));
  });

  it('keeps the address of hybrid nodes alone', async () => {
    const nodes = [own, hybrid].map((node) => ({ ...node, IPAddress: '10.0.0.1' }));
    const { read } = script({ properties: unknown(GAP), information: information(...nodes) });
    expect(await read('i-9')).toEqual(known([own, { ...hybrid, IPAddress: '10.0.0.1' }]));
  });

  it('reads the seconds that the first AWS CLI writes', async () => {
    const { read } = script({
      properties: unknown(GAP),
      information: information({ ...own, LastPingDateTime: 1795175880.5 }),
    });
    expect(await read('i-1')).toEqual(known([{ ...own, LastPingDateTime: '2026-11-20T11:58:00.500Z' }]));
  });
});

describe('hybrid nodes', () => {
  const listed = properties({ ...own, IPAddress: '' }, { ...hybrid, IPAddress: '203.0.113.9' });
  const addressed = { ...hybrid, IPAddress: '10.0.0.1' };

  it('are not asked for their address while every instance is registered under its own id', async () => {
    const { asked, read } = script({ properties: listed });
    expect(await read('i-1')).toEqual(known([own, hybrid]));
    expect(asked).toHaveLength(1);
  });

  it('give the private address, where an instance is not', async () => {
    const { asked, read } = script({ properties: listed, information: information(own, addressed) });
    expect(await read('i-1', 'i-9')).toEqual(known([own, addressed]));
    expect(asked.slice(1)).toEqual([
      ['DescribeInstanceInformation', { Filters: [{ Key: 'ResourceType', Values: ['ManagedInstance'] }] }],
    ]);
  });

  it('keep the gap where that is refused; the public address is none to compare', async () => {
    const { read } = script({ properties: listed });
    expect(await read('i-1', 'i-9')).toEqual(known([own, { ...hybrid, Gaps: { IPAddress: DENIED } }]));
  });
});
