import type { HostedZoneSummary } from './aws-route53.ts';
import type { Service } from './path.ts';

/** Public DNS suffixes by partition: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const DNS_SUFFIXES: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** Where a path is looked for: names differ by partition and region. */
interface Place {
  readonly partition: string;
  readonly region: string;
}

/** The name that the agent resolves, without the final dot. */
export function serviceDnsName({ partition, region }: Place, service: Service): string {
  return `${service}.${region}.${suffixOf(partition)}`;
}

/** The name of a service's interface endpoints: the DNS suffix reversed, the region, the service. */
export function endpointServiceName({ partition, region }: Place, service: string): string {
  return [...suffixOf(partition).split('.').reverse(), region, service].join('.');
}

/** Whether a hosted zone of that name answers for the DNS name: it is the name itself, or a domain above it. */
function isInZone(dnsName: string, zoneName: string): boolean {
  const [name, zone] = [normalizeDnsName(dnsName), normalizeDnsName(zoneName)];
  return name === zone || name.endsWith(`.${zone}`);
}

/** The zone that answers for a name: the one with the longest matching name. */
export function findZone(
  zones: readonly HostedZoneSummary[],
  dnsName: string,
): HostedZoneSummary | undefined {
  return zones
    .filter(({ Name }) => Name !== undefined && isInZone(dnsName, Name))
    .toSorted((a, b) => (b.Name?.length ?? 0) - (a.Name?.length ?? 0))[0];
}

/** Lower case, without the final dot: DNS names compare without regard to either. */
export function normalizeDnsName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function suffixOf(partition: string): string {
  return DNS_SUFFIXES[partition] ?? 'amazonaws.com';
}
