import { PATH_ANSWERS } from '../facts/network/answers.ts';
import { judgeHops } from '../facts/network/judge-hops.ts';
import { judgePublicAddressOrEndpoints } from '../facts/network/literal-path.ts';
import { conclude, defineRule } from '../model/rule.ts';

const HOPS = ['route', 'gateway', 'endpoint'] as const;

interface Options {
  readonly match: 'path' | 'public-ip-or-endpoints';
}

export default defineRule<Options>({
  meta: {
    id: 'endpoint-path-exists',
    title: 'A network path leads to ssm and to ssmmessages',
    impact: 'blocks',
    rationale:
      'A session needs both services, each with a name and so with a path of its own: an interface endpoint, a public address with an internet gateway, or a NAT.',
    remediation:
      'Create interface endpoints for ssm and ssmmessages in the VPC, or give the subnet a working way to the internet.',
    hops: HOPS,
    reads: PATH_ANSWERS,
    standards: {
      'aws-fsbp-1.0.0': ['EC2.57'],
      'aws-config-rules': ['service-vpc-endpoint-enabled'],
    },
  },
  optionsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      match: {
        enum: ['path', 'public-ip-or-endpoints'],
        description:
          'path: routes, gateways and names are followed. public-ip-or-endpoints: a public IPv4 address, or endpoints for both services in the VPC.',
      },
    },
  },
  defaults: { match: 'path' },
  check: (subject, { options }) =>
    conclude(
      options.match === 'public-ip-or-endpoints'
        ? judgePublicAddressOrEndpoints(subject)
        : judgeHops(subject, HOPS),
    ),
});
