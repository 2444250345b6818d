import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { read } from '../../model/known.ts';
import { findHybridNode, registrationOf } from '../agent/registration.ts';
import { resolveCredentials } from '../iam/credentials.ts';
import { findDefaultHostManagement } from '../iam/default-host-management.ts';
import { memoize } from '../memo.ts';

/** Whose requests the agent's are, as policies of endpoints tell callers apart. */
export interface Caller {
  /** Absent: which role asks is not certain, or more than one does. */
  readonly roleArn?: string;
  /** Refused, the agent may turn to Default Host Management and ask as another. */
  readonly mayTurn?: boolean;
}

const UNCERTAIN: Caller = {};

/**
 * The role that signs all that the agent asks. With Default Host Management no one role does: its first call, which asks
 * for the credentials, is signed with the identity of the instance.
 * Source: common/identity/credentialproviders/ssmec2roleprovider in https://github.com/aws/amazon-ssm-agent.
 */
export function findCaller(subject: Subject): Caller {
  if (mayBeHybrid(subject)) return UNCERTAIN;
  const identity = resolveCredentials(subject);
  if (!identity.known || identity.value.kind !== 'role') return UNCERTAIN;
  const management = findDefaultHostManagement(subject);
  return callerOf(identity.value.role, !management.known || management.value.state === 'on');
}

/** One object for each role, so that instances with one role share their situation. */
const callerOf = memoize((role: RoleDetail, mayTurn: boolean): Caller => {
  const arn = read(role, 'Arn');
  return arn.known && arn.value !== undefined ? { roleArn: arn.value, mayTurn } : UNCERTAIN;
});

/** A hybrid node brings the role of its activation. */
function mayBeHybrid(subject: Subject): boolean {
  const own = registrationOf(subject);
  if (!own.known) return true;
  if (own.value !== undefined) return false;
  const hybrid = findHybridNode(subject);
  return !hybrid.known || hybrid.value !== undefined;
}
