import type { NetworkInterface } from '../model/aws.ts';
import type { ServiceKind } from '../model/bastion.ts';

export interface ServiceName {
  readonly kind: ServiceKind;
  /** As far as the description of the interface says it. */
  readonly name: string;
}

/** Whose the interface is, by the descriptions and requesters that AWS's services give theirs. */
export function nameService({
  Description = '',
  RequesterId = '',
  InterfaceType = '',
}: NetworkInterface): ServiceName {
  if (RequesterId === 'amazon-rds' || Description === 'RDSNetworkInterface') return { kind: 'rds', name: '' };
  if (RequesterId === 'amazon-elasticache' || Description.startsWith('ElastiCache '))
    return { kind: 'elasticache', name: Description.replace(/^ElastiCache\s*/, '') };
  if (RequesterId === 'amazon-redshift' || Description.startsWith('Redshift'))
    return { kind: 'redshift', name: '' };
  if (
    RequesterId === 'amazon-elb' ||
    Description.startsWith('ELB ') ||
    InterfaceType.includes('load_balancer')
  )
    return { kind: 'load-balancer', name: Description.replace(/^ELB\s*/, '') };
  if (Description.startsWith('Amazon EKS '))
    return { kind: 'eks', name: Description.replace('Amazon EKS ', '') };
  if (Description.startsWith('EFS mount target for '))
    return { kind: 'efs', name: /fs-[0-9a-f]+/.exec(Description)?.[0] ?? '' };
  return { kind: 'other', name: Description };
}

/** Ports that people connect to, the likeliest first. */
const PORTS: Readonly<Record<ServiceKind, readonly number[]>> = {
  rds: [5432, 3306, 1433, 1521, 50_000],
  elasticache: [6379, 11_211],
  redshift: [5439],
  eks: [443],
  efs: [2049],
  'load-balancer': [443, 80],
  other: [443, 80, 22, 3389, 5432, 3306, 1433, 6379, 9092, 27_017],
};

/** The ports to try of those that a rule opens; of a rule for everything, those that are known. */
export function listPorts(kind: ServiceKind, from = 0, to = 65_535): number[] {
  const open = PORTS[kind].filter((port) => from <= port && port <= to);
  return from < 1 ? open : [...new Set([...open, from])];
}

/** Interfaces that nobody connects to: they send, or pass on. */
const WITHOUT_PEOPLE = new Set([
  'vpc_endpoint',
  'nat_gateway',
  'lambda',
  'transit_gateway',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'global_accelerator_managed',
  'api_gateway_managed',
  'iot_rules_managed',
  'quicksight',
  'trunk',
]);

/** Whether the interface is one that people may connect to, and no instance's. */
export function isService({ InterfaceType = 'interface', Status, Attachment }: NetworkInterface): boolean {
  return !WITHOUT_PEOPLE.has(InterfaceType) && Status !== 'available' && Attachment?.InstanceId === undefined;
}
