import type { VpcEndpoint } from '../../model/aws.ts';
import type { Gap, Known } from '../../model/known.ts';
import type { PathKind } from '../../model/path.ts';
import type { AddressSet } from './cidr-set.ts';
import type { HopResult } from './hop-result.ts';
import type { Target } from './routes.ts';

/**
 * Where a way ends.
 *
 * - `public`: the service's public IPv4 addresses.
 * - `nat64`: the IPv6 addresses that DNS64 makes of them.
 * - `anywhere`: addresses that nobody can name.
 * - `endpoint`: the network interfaces of an interface endpoint.
 * - `prefix-list`: the service's addresses as AWS publishes them, behind a gateway endpoint.
 */
type Reach =
  | 'public'
  | 'nat64'
  | 'anywhere'
  | { readonly endpoint: VpcEndpoint }
  | { readonly prefixListId: string; readonly addresses: Known<AddressSet> };

/** One way that packets to a service may take. */
export interface Way {
  readonly kind: PathKind;
  readonly reach: Reach;
  readonly route: HopResult;
  /** The internet gateway, NAT or gateway endpoint that the route leads to. */
  readonly gateway?: HopResult;
  readonly endpoint?: HopResult;
  readonly target?: Target;
  /** The name certainly leads to the endpoint. */
  readonly isCertain?: boolean;
  /** With `anywhere`: the question that would name the other side. */
  readonly gap?: Gap;
  /** Another way is the likely one; this one matters only should that one not work, which its own hops say. */
  readonly isAside?: boolean;
}

/** The interface endpoint that the way ends at. */
export function endpointOf({ reach }: Way): VpcEndpoint | undefined {
  return typeof reach === 'object' && 'endpoint' in reach ? reach.endpoint : undefined;
}
