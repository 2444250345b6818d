import type { Stage } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { mapKnown, type Known } from '../../model/known.ts';
import { SESSION_ACTIONS } from '../../model/session-actions.ts';
import { resolveCredentials, type AgentIdentity } from './credentials.ts';
import { decideRight, type Principal, type Right } from './role-rights.ts';

export { SESSION_ACTIONS };

export interface AgentRights {
  readonly identity: AgentIdentity;
  /** Absent when there is no role at all to judge. */
  readonly principal?: Principal;
  readonly rights: readonly (Right & { readonly stage: Stage })[];
}

/** The role to judge for an identity: the one in use, or the one that would be if EC2 could assume it. */
export function principalOf(identity: AgentIdentity): Principal | undefined {
  if (identity.kind !== 'none') return { role: identity.role, via: identity.via };
  return identity.refusedRole && { role: identity.refusedRole, via: 'instance-profile' };
}

/**
 * What the agent's identity may do of the five session actions. ssm:UpdateInstanceInformation is authorised on the
 * instance's ARN; the ssmmessages actions know no resources, so that they are asked for `*`.
 */
export function agentRights(subject: Subject): Known<AgentRights> {
  return mapKnown(resolveCredentials(subject), (identity) => {
    const principal = principalOf(identity);
    if (principal === undefined) return { identity, rights: [] };
    const rights = SESSION_ACTIONS.map(({ action, stage }) => {
      const resource = action.startsWith('ssm:') ? subject.arn : '*';
      return { ...decideRight(subject, principal, { action, resource }), stage };
    });
    return { identity, principal, rights };
  });
}
