import { PATH_ANSWERS } from '../facts/network/answers.ts';
import { judgeHops } from '../facts/network/judge-hops.ts';
import { conclude, defineRule } from '../model/rule.ts';

const HOPS = ['subnet-acl', 'nat-acl', 'endpoint-acl', 'return-ports'] as const;

export default defineRule({
  meta: {
    id: 'network-acl-allows-https',
    title: 'Network ACLs let HTTPS out and its answers back',
    impact: 'blocks',
    rationale:
      'Network ACLs keep no state: every subnet on the path has to let TCP 443 through one way and the ephemeral ports of the other side back.',
    remediation:
      'Allow TCP 443 towards Systems Manager and TCP 1024-65535 back in the ACL of each subnet on the path.',
    hops: HOPS,
    reads: PATH_ANSWERS,
  },
  check: (subject) => conclude(judgeHops(subject, HOPS)),
});
