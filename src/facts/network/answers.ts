import type { InventoryField } from '../../model/inventory.ts';

/** The answers that decide which ways lead to a service and how each ends; every hop rests on them. */
export const PATH_ANSWERS = [
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
  'NetworkInterfaces',
  'VpcBlockPublicAccessOptions',
  'VpcBlockPublicAccessExclusions',
] as const satisfies readonly InventoryField[];

/** The answers that say whose requests the agent's are, for policies of endpoints that tell roles apart. */
export const CALLER_ANSWERS = [
  'InstanceProfiles',
  'RoleDetailList',
  'Policies',
  'ServiceSetting',
  'InstanceInformationList',
] as const satisfies readonly InventoryField[];
