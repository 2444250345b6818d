import type { HostedZoneSummary, ResourceRecordSet } from '../model/aws-route53.ts';
import { findZone, normalizeDnsName, serviceDnsName } from '../model/dns-names.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, unknown, type Known } from '../model/known.ts';
import { SERVICES } from '../model/path.ts';
import { actionOf, type Call, callOf } from './calls.ts';
import { type Ask, cutMember, type Response } from './answers.ts';

type Answers = Pick<RegionInventory, 'HostedZoneSummaries' | 'ResourceRecordSets'>;

/**
 * Asks for the private hosted zones of each VPC, and of a zone that answers for one of the two services for the
 * records of that name. What was not asked for is left out, as with every answer that is kept by item.
 */
export async function askHostedZones(
  ask: Ask,
  place: { readonly partition: string; readonly region: string },
  vpcIds: readonly string[],
): Promise<Answers> {
  const list = callOf('ListHostedZonesByVPC');
  const zones = await Promise.all(
    vpcIds.map(async (VPCId) => {
      const answer = await ask(list, { VPCId, VPCRegion: place.region });
      return [VPCId, chainKnown(answer, (response) => cutItems(list, response, isZone))] as const;
    }),
  );
  const HostedZoneSummaries = dropUnasked(zones);
  const wanted = new Map(
    Object.values(HostedZoneSummaries).flatMap((summaries) =>
      summaries.known ? findRecords(summaries.value, place) : [],
    ),
  );
  const records = await Promise.all(
    [...wanted].map(async ([key, [zoneId, name]]) => [key, await askRecords(ask, zoneId, name)] as const),
  );
  return { HostedZoneSummaries, ResourceRecordSets: dropUnasked(records) };
}

type WantedRecords = readonly [key: string, at: readonly [zoneId: string, name: string]];

function findRecords(
  zones: readonly HostedZoneSummary[],
  place: { readonly partition: string; readonly region: string },
): WantedRecords[] {
  return SERVICES.flatMap((service): WantedRecords[] => {
    const name = serviceDnsName(place, service);
    const id = findZone(zones, name)?.HostedZoneId;
    return id === undefined ? [] : [[`${id} ${name}`, [id, name]]];
  });
}

/** The records come in the order of their names, so those of the first one are together at the start. */
async function askRecords(
  ask: Ask,
  HostedZoneId: string,
  StartRecordName: string,
): Promise<Known<readonly ResourceRecordSet[]>> {
  const call = callOf('ListResourceRecordSets');
  const answer = await ask(call, { HostedZoneId, StartRecordName });
  return chainKnown(answer, (response) =>
    chainKnown(cutItems(call, response, isRecordSet), (records) => {
      const own = records.filter(({ Name }) => normalizeDnsName(Name ?? '') === StartRecordName);
      const isCut = response?.IsTruncated === true && own.length === records.length;
      if (!isCut) return known(own);
      const message = 'more records of one name than a page holds';
      return unknown({ kind: 'api-error', action: actionOf(call), code: 'CutOff', message });
    }),
  );
}

/** The items of the answer; one that is not as AWS writes it makes the whole answer one that was not read. */
function cutItems<T>(
  call: Call,
  response: Response | undefined,
  isItem: (value: unknown) => value is T,
): Known<readonly T[]> {
  return chainKnown(cutMember(call, 0, response), (items): Known<readonly T[]> => {
    if (Array.isArray(items) && items.every(isItem)) return known(items);
    const message = 'an item is not as AWS writes it';
    return unknown({ kind: 'api-error', action: actionOf(call), code: 'UnexpectedAnswer', message });
  });
}

function isZone(value: unknown): value is HostedZoneSummary {
  return isObject(value) && isText(value['HostedZoneId']) && isText(value['Name']);
}

function isRecordSet(value: unknown): value is ResourceRecordSet {
  if (!isObject(value) || !isText(value['Name']) || !isText(value['Type'])) return false;
  const { AliasTarget: alias, ResourceRecords: records = [] } = value;
  const isAlias = alias === undefined || (isObject(alias) && isText(alias['DNSName']));
  return (
    isAlias && Array.isArray(records) && records.every((item) => isObject(item) && isText(item['Value']))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** In a folder a call that has no file is one that nobody made. */
function dropUnasked<T>(answers: readonly (readonly [string, Known<T>])[]): Record<string, Known<T>> {
  return Object.fromEntries(
    answers.filter(([, answer]) => answer.known || answer.gap.kind !== 'not-collected'),
  );
}
