import type { Problem } from '../../model/finding.ts';
import { findServicesWithoutEndpoint } from './destinations.ts';
import { createEndpointsCause } from './endpoint-creation.ts';
import { causeOf, ec2Cli } from './fixes.ts';
import type { Service } from '../../model/path.ts';
import type { Situation } from './situation.ts';
import { listWanted } from './wanted.ts';

/**
 * The addresses of the wanted services can't be reached: endpoints for the services that have none are the change that
 * mends it for every instance of the VPC, whatever is wrong with the way to the internet.
 */
export function noPathProblem(situation: Situation, at: string, reason: string): Problem {
  const { vpcId } = situation;
  const without = findServicesWithoutEndpoint(situation);
  const services = without.length === 0 ? listWanted(situation) : without;
  return {
    at,
    message: `${reason}, and ${vpcId} has no ${nounOf(services)} for ${services.join(' and ')}.`,
    cause: createEndpointsCause(situation, services),
  };
}

/** A problem that one change of one resource on the way to the internet mends. */
export function gatewayProblem(
  situation: Situation,
  found: {
    readonly type: string;
    readonly id: string;
    readonly what: string;
    readonly message: string;
    readonly summary: string;
    /** The EC2 operation with its arguments; the region is added. */
    readonly command?: string;
    readonly terraform?: string;
  },
): Problem {
  return {
    at: `${found.id}:${found.what}`,
    message: found.message,
    cause: causeOf(situation, found.type, found.id, found.what, {
      summary: found.summary,
      ...(found.command === undefined ? {} : { cli: ec2Cli(situation, found.command) }),
      ...(found.terraform === undefined ? {} : { terraform: found.terraform }),
    }),
  };
}

/** S3 has gateway endpoints too. */
function nounOf(services: readonly Service[]): string {
  return services.includes('s3') ? 'endpoint' : 'interface endpoint';
}
