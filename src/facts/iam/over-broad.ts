import { logGroupArn, logGroupRights } from '../agent/preferences-demands.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { grantPolicy } from './grant-policy.ts';
import { readAttachedPolicies } from './role-policies.ts';
import {
  decideRight,
  describeStatements,
  type Principal,
  type Right,
  type RightRequest,
} from './role-rights.ts';

const DEPRECATED = 'AmazonEC2RoleforSSM';
const DEPRECATED_ARN = new RegExp(`^arn:[^:]+:iam::aws:policy/(?:.*/)?${DEPRECATED}$`);

/**
 * A note for rights that come from a policy that AWS has deprecated and that reads and writes every bucket:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2RoleforSSM.html
 */
export function noteDeprecated(
  { role }: Principal,
  rights: readonly Right[],
  describeRest = (): string => 'where sessions are logged, add the rights to that log group or bucket alone',
): Evidence[] {
  const attached = readAttachedPolicies(role);
  if (!attached.known) return [];
  const isAttached = attached.value.some(({ PolicyArn }) => DEPRECATED_ARN.test(PolicyArn ?? ''));
  const decides = rights.some(
    (right) => 'by' in right && right.by.some(({ policy }) => policy === DEPRECATED),
  );
  if (!isAttached || !decides) return [];
  const detail = `${DEPRECATED} is deprecated and grants more than a session needs, such as reading and writing every S3 bucket. AmazonSSMManagedInstanceCore replaces it; ${describeRest()}.`;
  return [{ resource: role.Arn ?? role.RoleName ?? '', detail }];
}

/**
 * A note for a role that may certainly delete the log of its own sessions. Statements for the log group end in `:*`;
 * one that denies it without that may or may not count, and then nothing is said:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function noteDeletableLog(subject: Subject, principal: Principal, logGroup: string): Evidence[] {
  const arn = logGroupArn(subject, logGroup);
  const decide = (resource: string): Right =>
    decideRight(subject, principal, { action: 'logs:DeleteLogGroup', resource });
  const right = decide(`${arn}:log-stream:`);
  if (right.word !== 'allow' || decide(arn).word === 'explicit-deny') return [];
  const narrow = describeGrant(subject, logGroupRights(subject, logGroup));
  const detail = `The instance could delete its own audit trail: the role may do logs:DeleteLogGroup on ${logGroup} (${describeStatements(right.by)}). For the log CloudWatchAgentServerPolicy is enough, or ${narrow}.`;
  return [{ resource: principal.role.Arn ?? principal.role.RoleName ?? '', detail }];
}

/** The smallest policy that grants the rights, in words. */
export function describeGrant(subject: Subject, rights: readonly RightRequest[]): string {
  const statements = grantPolicy(subject, rights).Statement;
  return statements.map(({ Action, Resource }) => `${Action.join(', ')} on ${Resource}`).join(' and ');
}
