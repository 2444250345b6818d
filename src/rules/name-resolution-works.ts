import { PATH_ANSWERS } from '../facts/network/answers.ts';
import { judgeHops } from '../facts/network/judge-hops.ts';
import { conclude, defineRule } from '../model/rule.ts';

const HOPS = ['name-resolution'] as const;

export default defineRule({
  meta: {
    id: 'name-resolution-works',
    title: 'The names of Systems Manager resolve in the VPC',
    impact: 'blocks',
    rationale:
      'The agent finds both services by name. The VPC resolver answers only while DNS support is on, and private DNS of endpoints needs DNS hostnames too.',
    remediation:
      'Turn on DNS support, and with VPC endpoints DNS hostnames, of the VPC; custom DNS servers must forward to the VPC resolver.',
    hops: HOPS,
    reads: PATH_ANSWERS,
  },
  check: (subject) => conclude(judgeHops(subject, HOPS)),
});
