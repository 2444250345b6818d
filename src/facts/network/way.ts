import type { VpcEndpoint } from '../../model/aws.ts';
import type { Gap } from '../../model/known.ts';
import type { HopResult, PathKind } from './path.ts';
import type { Target } from './routes.ts';

/** One way that packets to a service may take. */
export interface Way {
  readonly kind: PathKind;
  /** `public`: the service's public addresses; `anywhere`: addresses that nobody can name. */
  readonly reach: 'public' | 'anywhere' | { readonly endpoint: VpcEndpoint };
  readonly route: HopResult;
  /** The internet gateway or NAT that the route leads to. */
  readonly gateway?: HopResult;
  readonly endpoint?: HopResult;
  readonly target?: Target;
  /** With `anywhere`: the question that would name the other side. */
  readonly gap?: Gap;
  /** Another way is the likely one; this one matters only should that one not work, which its own hops say. */
  readonly isAside?: boolean;
}
