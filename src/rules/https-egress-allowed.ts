import { PATH_ANSWERS } from '../facts/network/answers.ts';
import { judgeHops } from '../facts/network/judge-hops.ts';
import { judgeLiteralEgress } from '../facts/network/literal-egress.ts';
import { conclude, defineRule } from '../model/rule.ts';

const HOPS = ['security-group-egress'] as const;

interface Options {
  readonly match: 'path' | 'anywhere';
}

export default defineRule<Options>({
  meta: {
    id: 'https-egress-allowed',
    title: 'Security groups allow outbound HTTPS to Systems Manager',
    impact: 'blocks',
    rationale:
      'The agent opens every connection itself, over TCP 443. Without an egress rule that holds its destination nothing leaves the instance.',
    remediation:
      'Allow outbound TCP 443 to the VPC endpoints, or to 0.0.0.0/0 where the path leads over the internet.',
    hops: HOPS,
    reads: PATH_ANSWERS,
  },
  optionsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      match: {
        enum: ['path', 'anywhere'],
        description:
          'path: what the path to each service needs. anywhere: egress rules for TCP 443 to 0.0.0.0/0, literally.',
      },
    },
  },
  defaults: { match: 'path' },
  check: (subject, { options }) =>
    conclude(options.match === 'anywhere' ? judgeLiteralEgress(subject) : judgeHops(subject, HOPS)),
});
