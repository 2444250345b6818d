import { findOpenAdminPorts } from '../facts/network/admin-ports.ts';
import { conclude, defineRule } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'admin-ports-closed',
    title: 'No security group admits SSH or RDP from the internet',
    impact: 'audit',
    rationale:
      'Session Manager needs no inbound rule at all. A port 22 or 3389 that the whole internet can knock at is what it was brought in to replace.',
    remediation: 'Remove inbound rules for TCP 22 and 3389 from 0.0.0.0/0 and ::/0.',
    reads: ['SecurityGroups', 'PrefixListEntries'],
    standards: {
      'cis-aws-foundations-3.0.0': ['5.2', '5.3'],
      'cis-aws-foundations-5.0.0': ['5.3', '5.4'],
      'aws-fsbp-1.0.0': ['EC2.18', 'EC2.19'],
      'aws-config-rules': ['restricted-common-ports', 'restricted-ssh'],
    },
  },
  check: (subject) => conclude(findOpenAdminPorts(subject)),
});
