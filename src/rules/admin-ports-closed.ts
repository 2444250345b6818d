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
  },
  check: (subject) => conclude(findOpenAdminPorts(subject)),
});
