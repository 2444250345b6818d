import { hash } from 'node:crypto';

/**
 * Identity of a finding for baselines and SARIF: rule and resource, nothing that wording, severity or time can
 * change. Frozen by a golden test: another value reopens every alert that anyone has ever triaged.
 */
export function fingerprintOf(ruleId: string, resourceArn: string): string {
  return hash('sha256', `ssm-preflight\nv1\n${ruleId}\n${resourceArn}`);
}
