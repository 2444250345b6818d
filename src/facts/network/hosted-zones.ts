import type { HostedZoneSummary, ResourceRecordSet } from '../../model/aws-route53.ts';
import type { VpcEndpoint } from '../../model/aws.ts';
import { findZone, normalizeDnsName, serviceDnsName } from '../../model/dns-names.ts';
import type { Evidence, Problem } from '../../model/finding.ts';
import type { Gap } from '../../model/known.ts';
import type { Service } from '../../model/path.ts';
import { causeOf } from './fixes.ts';
import { ask } from './hop-result.ts';
import { missingGap } from './lookup.ts';
import { memoize } from '../memo.ts';
import { readDnsAttribute } from './names.ts';
import { placeOf, type Situation } from './situation.ts';

/**
 * What private hosted zones of the VPC make of a service's name.
 *
 * - `unread`: nobody asked, or was answered.
 * - `none`: no zone of the VPC answers for it. Route 53 Profiles and Resolver rules, which also may, are not visible.
 * - `endpoint`: it leads to this interface endpoint.
 * - `unclear`: a zone answers for it, with what nobody can say.
 * - `missing`: a zone answers for it and has no record of it, so that it does not resolve.
 */
export type ZoneAnswer =
  | { readonly kind: 'unread'; readonly gap?: Gap }
  | { readonly kind: 'none' }
  | { readonly kind: 'endpoint'; readonly endpointId: string; readonly evidence: Evidence }
  | { readonly kind: 'unclear'; readonly gap: Gap }
  | { readonly kind: 'missing'; readonly problem: Problem; readonly evidence: Evidence };

/**
 * Private hosted zones answer only in VPCs that have both DNS attributes on, and the zone with the longest name wins:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
export const readZoneAnswer = memoize((situation: Situation, service: Service): ZoneAnswer => {
  const { region, vpcId } = situation;
  const zones = region.HostedZoneSummaries[vpcId];
  if (zones === undefined) return { kind: 'unread' };
  if (!zones.known) return { kind: 'unread', gap: zones.gap };
  // A zone that does not say its name may be the one.
  if (zones.value.some(({ Name }) => Name === undefined)) return { kind: 'unclear', gap: NO_NAMES };
  const name = serviceDnsName(placeOf(situation), service);
  const zone = recallZone(zones.value, name);
  if (zone === undefined) return { kind: 'none' };
  const attributes = (['EnableDnsSupport', 'EnableDnsHostnames'] as const).map((attribute) =>
    readDnsAttribute(situation, attribute),
  );
  if (attributes.some((attribute) => attribute.known && !attribute.value)) return { kind: 'none' };
  const unread = attributes.find((attribute) => !attribute.known);
  return unread?.known === false ? { kind: 'unclear', gap: unread.gap } : readRecords(situation, zone, name);
});

/** A VPC may have thousands of zones, and all its situations ask. */
const recallZone = memoize(findZone);

const NO_NAMES = missingGap('route53:ListHostedZonesByVPC');
const NO_TYPES = missingGap('route53:ListResourceRecordSets');

/** What may lead a name elsewhere without being visible here, as the subject of a question; and a hint to settle it. */
export function nameUnseen(situation: Situation, service: Service): { what: string; hint: string } {
  const zones = readZoneAnswer(situation, service);
  if (zones.kind === 'none') return { what: 'a Route 53 Profile or a Resolver rule', hint: '' };
  const isRefused = zones.kind === 'unread' && zones.gap !== undefined && zones.gap.kind !== 'not-collected';
  const hint = isRefused ? ' With route53:ListHostedZonesByVPC the scan can look.' : '';
  return { what: 'a private hosted zone', hint };
}

function readRecords(situation: Situation, zone: HostedZoneSummary, name: string): ZoneAnswer {
  const id = zone.HostedZoneId ?? 'a hosted zone';
  const records = situation.region.ResourceRecordSets[`${id} ${name}`];
  const question = ask(`Where does the private hosted zone ${id} (${zone.Name ?? ''}) lead ${name}?`);
  if (records === undefined) return { kind: 'unclear', gap: question };
  if (!records.known) return { kind: 'unclear', gap: records.gap };
  if (records.value.some(({ Type }) => Type === undefined)) return { kind: 'unclear', gap: NO_TYPES };
  const answering = records.value.filter(({ Type }) => Type === 'A' || Type === 'CNAME');
  if (answering.length === 0) {
    // A wildcard of a zone for a whole domain may answer too, and its records stand elsewhere. An IPv6 address alone
    // may do for an agent that has IPv6.
    const isOwnZone = normalizeDnsName(zone.Name ?? '') === name;
    const isIpv6 = records.value.some(({ Type }) => Type === 'AAAA');
    return isOwnZone && !isIpv6 ? missing(situation, id, name) : { kind: 'unclear', gap: question };
  }
  const [record] = answering;
  const endpointId = record && answering.length === 1 ? findEndpointId(situation, record) : undefined;
  return endpointId === undefined
    ? { kind: 'unclear', gap: question }
    : {
        kind: 'endpoint',
        endpointId,
        evidence: {
          resource: id,
          detail: `Private hosted zone of ${situation.vpcId}: leads ${name} to ${endpointId}.`,
        },
      };
}

/** `vpce-0123-abcd.ssm.eu-west-1.vpce.amazonaws.com`, or one of the endpoint's addresses. */
function findEndpointId(situation: Situation, record: ResourceRecordSet): string | undefined {
  const values = (record.ResourceRecords ?? []).map(({ Value }) => Value ?? '');
  const target = record.AliasTarget?.DNSName ?? (record.Type === 'CNAME' ? values[0] : undefined);
  if (target !== undefined) {
    const known = listEndpoints(situation).find(({ VpcEndpointId }) =>
      target.toLowerCase().startsWith(`${VpcEndpointId ?? ''}-`),
    );
    return known?.VpcEndpointId ?? /^vpce-[0-9a-f]+(?=-[^.]+\.[^.]+\.[^.]+\.vpce\.)/.exec(target)?.[0];
  }
  const owners = values.map((address) => ownerOf(situation, address)?.VpcEndpointId);
  return new Set(owners).size === 1 ? owners[0] : undefined;
}

/** Address ranges of VPCs may overlap: the own VPC's address is the one that its local route leads to. */
function ownerOf(situation: Situation, address: string): VpcEndpoint | undefined {
  const { NetworkInterfaces } = situation.region;
  if (!NetworkInterfaces.known) return undefined;
  const all = NetworkInterfaces.value.filter(({ PrivateIpAddress }) => PrivateIpAddress === address);
  const own = all.filter(({ VpcId }) => VpcId === situation.vpcId);
  const mayBeOwn = NetworkInterfaces.value.some(
    ({ VpcId, PrivateIpAddress }) => VpcId === situation.vpcId && PrivateIpAddress === undefined,
  );
  if (own.length === 0 && mayBeOwn) return undefined;
  const candidates = own.length > 0 ? own : all;
  const owners = listEndpoints(situation).filter(({ NetworkInterfaceIds }) =>
    candidates.some(
      ({ NetworkInterfaceId }) =>
        NetworkInterfaceId !== undefined && NetworkInterfaceIds?.includes(NetworkInterfaceId) === true,
    ),
  );
  return owners.length === 1 && candidates.length === 1 ? owners[0] : undefined;
}

/** Endpoints of every VPC; one that is not listed belongs to another account or region. */
function listEndpoints({ region }: Situation): readonly VpcEndpoint[] {
  return region.VpcEndpoints.known ? region.VpcEndpoints.value : [];
}

/** The zone leads the name to an endpoint that no route of the instance's subnet leads to. */
export function unroutedProblem(situation: Situation, zoneId: string, endpointId: string): Problem {
  const { vpcId, subnetId } = situation;
  return {
    at: `${zoneId}:no-route`,
    message: `The private hosted zone ${zoneId} leads ${vpcId} to ${endpointId} of another VPC, and no route of ${subnetId} leads out of ${vpcId} to it.`,
    cause: causeOf(situation, 'subnet', subnetId, `route-to-${endpointId}`, {
      summary: `Give ${subnetId} a route to ${endpointId}, or take ${vpcId} out of ${zoneId} and create endpoints in it.`,
    }),
  };
}

function missing(situation: Situation, zoneId: string, name: string): ZoneAnswer {
  const { vpcId } = situation;
  const message = `The private hosted zone ${zoneId} answers for ${name} in ${vpcId} and has no record of it, so the name does not resolve.`;
  return {
    kind: 'missing',
    evidence: { resource: zoneId, detail: `Private hosted zone of ${vpcId}: has no record of ${name}.` },
    problem: {
      at: `${zoneId}:no-record`,
      message,
      cause: causeOf(situation, 'hosted-zone', zoneId, 'add-record', {
        summary: `Add an alias record for ${name} to ${zoneId} that leads to the endpoint, or take ${vpcId} out of the zone.`,
      }),
    },
  };
}
