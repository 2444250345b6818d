import { judgeNatAcl, judgeReturnPorts, judgeSubnetAcl } from './acl-hops.ts';
import { judgeEgress } from './egress-hop.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';

/**
 * Whether groups or ACLs stop a way whose route and gateway work, for some instance of the situation at least. Then the
 * public addresses are out of reach for it, and a name that leads elsewhere would matter.
 */
export function mayBeStopped(situation: Situation, way: Way): boolean {
  const hops = [
    judgeEgress(situation, way),
    judgeSubnetAcl(situation, way),
    judgeNatAcl(situation, way),
    judgeReturnPorts(situation, way, 'linux'),
    judgeReturnPorts(situation, way, 'windows'),
  ];
  return hops.some((hop) => hop?.status === 'fail' || hop?.needsIndividual === true);
}
