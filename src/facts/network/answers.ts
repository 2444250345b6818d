import type { InventoryField } from '../../model/inventory.ts';

/** The answers that decide which ways lead to a service; every hop rests on them. */
export const WAY_ANSWERS = [
  'Reservations',
  'SecurityGroups',
  'PrefixListEntries',
  'Subnets',
  'Vpcs',
  'VpcAttributes',
  'DhcpOptions',
  'HostedZoneSummaries',
  'ResourceRecordSets',
  'RouteTables',
  'NetworkAcls',
  'InternetGateways',
  'NatGateways',
  'VpcEndpoints',
  'VpcBlockPublicAccessOptions',
  'VpcBlockPublicAccessExclusions',
] as const satisfies readonly InventoryField[];

/** The same, and the addresses of endpoints. */
export const PATH_ANSWERS = [
  ...WAY_ANSWERS,
  'NetworkInterfaces',
] as const satisfies readonly InventoryField[];
