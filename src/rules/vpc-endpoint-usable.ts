import { CALLER_ANSWERS, PATH_ANSWERS } from '../facts/network/answers.ts';
import { judgeHops } from '../facts/network/judge-hops.ts';
import { STAGES, type FindingGap } from '../model/finding.ts';
import { conclude, defineRule, notApplicable } from '../model/rule.ts';

const HOPS = ['endpoint', 'endpoint-security-group', 'endpoint-policy'] as const;

export default defineRule({
  meta: {
    id: 'vpc-endpoint-usable',
    title: 'The VPC endpoints that answer for Systems Manager admit the instance',
    impact: 'blocks',
    rationale:
      'An endpoint with private DNS answers for every instance of its VPC. When its state, security groups or policy refuse one, no internet path helps.',
    remediation:
      'Admit TCP 443 from the VPC in the security groups of the endpoint, allow the actions of the agent in its policy, and turn on private DNS.',
    hops: HOPS,
    reads: [...PATH_ANSWERS, ...CALLER_ANSWERS],
  },
  check(subject) {
    const judgement = judgeHops(subject, HOPS);
    if (judgement.isApplicable) return conclude({ ...judgement, gaps: judgement.gaps.map(mayHidePolicy) });
    return notApplicable('No VPC endpoint answers for Systems Manager here.');
  },
});

/** What was not read may hold an endpoint whose policy refuses the data channel, which no observation disproves. */
function mayHidePolicy(gap: FindingGap): FindingGap {
  const isUnread = gap.kind === 'denied' || gap.kind === 'api-error' || gap.kind === 'not-collected';
  return isUnread ? { ...gap, stages: STAGES } : gap;
}
