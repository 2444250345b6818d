import { known } from '../../src/model/known.ts';
import { type Handler, require, textOf } from './call.ts';
import { ServiceError } from './errors.ts';
import type { Input } from './form.ts';
import { paginate } from './paging.ts';
import type { Request } from './request.ts';

/** Route 53 speaks REST: the path names the operation, the query holds the rest. */
export function readRoute53(url: string): Pick<Request, 'operation' | 'readInput'> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const at = (name: string): string | undefined => searchParams.get(name) ?? undefined;
  const size = at('maxitems');
  const zone = /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset$/.exec(pathname)?.[1];
  const MaxItems = size === undefined ? undefined : Number(size);
  if (zone !== undefined) {
    return toRequest('ListResourceRecordSets', { HostedZoneId: zone, StartRecordName: at('name'), MaxItems });
  }
  if (pathname === '/2013-04-01/hostedzonesbyvpc') {
    const NextToken = at('nexttoken');
    const VPCRegion = at('vpcregion');
    return toRequest('ListHostedZonesByVPC', { VPCId: at('vpcid'), VPCRegion, MaxItems, NextToken });
  }
  throw new ServiceError('InvalidAction', `${pathname} is not served here.`);
}

function toRequest(operation: string, given: Input): Pick<Request, 'operation' | 'readInput'> {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { operation, readInput: () => Object.fromEntries(present) };
}

const listHostedZonesByVpc: Handler = (call) => {
  const vpcId = textOf(call.input, 'VPCId') ?? '';
  const region = call.account.regions.find((one) => one.region === textOf(call.input, 'VPCRegion'));
  const zones = require(call, region?.HostedZoneSummaries[vpcId] ?? known([]));
  const asked = { size: call.input['MaxItems'], token: call.input['NextToken'] };
  const { page, next } = paginate(call, zones, asked, { min: 1, max: 100, fallback: 100 });
  return { HostedZoneSummaries: page, MaxItems: 100, ...(next === undefined ? {} : { NextToken: next }) };
};

/** The records that the inventory holds, from the asked name on, in the order of names as Route 53 sorts them. */
const listResourceRecordSets: Handler = (call) => {
  const id = textOf(call.input, 'HostedZoneId') ?? '';
  const name = textOf(call.input, 'StartRecordName') ?? '';
  const held = call.account.regions.map((region) => region.ResourceRecordSets[`${id} ${name}`]);
  const records = require(call, held.find((answer) => answer !== undefined) ?? known([]));
  const after = { Name: `zzz.${name}.`, Type: 'TXT', ResourceRecords: [{ Value: '"another name"' }] };
  return { ResourceRecordSets: [...records, after], IsTruncated: false, MaxItems: 300 };
};

export const ROUTE53_HANDLERS: Readonly<Record<string, Handler>> = {
  ListHostedZonesByVPC: listHostedZonesByVpc,
  ListResourceRecordSets: listResourceRecordSets,
};
