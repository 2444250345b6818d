import { ACL_SITUATIONS } from './network/acls.ts';
import { EGRESS_SITUATIONS } from './network/egress.ts';
import { ENDPOINT_GROUP_SITUATIONS } from './network/endpoint-groups.ts';
import { ENDPOINT_SITUATIONS } from './network/endpoints.ts';
import { NAME_SITUATIONS } from './network/names.ts';
import { NAT_SITUATIONS } from './network/nat.ts';
import { ROUTE_SITUATIONS } from './network/routes.ts';
import type { NetworkSituation } from './situation.ts';

export const NETWORK_SITUATIONS: readonly NetworkSituation[] = [
  ...EGRESS_SITUATIONS,
  ...ROUTE_SITUATIONS,
  ...NAT_SITUATIONS,
  ...ENDPOINT_SITUATIONS,
  ...ENDPOINT_GROUP_SITUATIONS,
  ...ACL_SITUATIONS,
  ...NAME_SITUATIONS,
];
