import type { Stage } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { known, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { SESSION_ACTIONS } from '../../model/session-actions.ts';
import { resolveCredentials, type AgentIdentity } from './credentials.ts';
import { instanceArn } from './instance-arn.ts';
import { isSharedByAll } from './recall-rights.ts';
import { decideRights, decideSharedRight, type Principal, type Right } from './role-rights.ts';
import { isSamePlace } from './same-place.ts';

type StagedRight = Right & { readonly stage: Stage };

export interface AgentRights {
  readonly identity: AgentIdentity;
  /** Absent when there is no role at all to judge. */
  readonly principal?: Principal;
  readonly rights: readonly StagedRight[];
}

/** The role to judge for an identity: the one in use, or the one that would be if EC2 could assume it. */
export function principalOf(identity: AgentIdentity): Principal | undefined {
  if (identity.kind !== 'none') return { role: identity.role, via: identity.via };
  return identity.refusedRole && { role: identity.refusedRole, via: 'instance-profile' };
}

const UPDATE = 'ssm:UpdateInstanceInformation';
const CHANNELS = SESSION_ACTIONS.filter(({ action }) => action !== UPDATE);
const CHANNEL_REQUESTS = CHANNELS.map(({ action }) => ({ action, resource: '*' }));

/** Instances that share the answers about the channels share one list of them. */
const stageChannels = memoize((rights: readonly Right[]): readonly StagedRight[] =>
  rights.map((right, index) => ({ ...right, stage: CHANNELS[index]?.stage ?? 'session' })),
);

/**
 * What the agent's identity may do of the five session actions. ssm:UpdateInstanceInformation is authorised on the
 * instance's ARN; the ssmmessages actions know no resources, so that they are asked for `*`.
 */
export function agentRights(subject: Subject): Known<AgentRights> {
  const resolved = resolveCredentials(subject);
  if (!resolved.known) return resolved;
  const identity = resolved.value;
  const shared = sharedRights.get(resolved);
  if (shared !== undefined && isSamePlace(shared.subject, subject)) return shared.answer;
  const principal = principalOf(identity);
  if (principal === undefined) return known({ identity, rights: [] });
  const resource = instanceArn(subject);
  const update = decideSharedRight(subject, principal, { action: UPDATE, resource });
  const channels = stageChannels(decideRights(subject, principal, CHANNEL_REQUESTS));
  if (update.word !== 'allow' || identity.kind === 'none' || !isAnsweredForAll(subject, principal)) {
    return known({ identity, principal, rights: [{ ...update, resource, stage: 'ssm' }, ...channels] });
  }
  // One answer for all the instances with the identity, which names none of them.
  const rights: StagedRight[] = [{ ...update, resource: 'the instance', stage: 'ssm' }, ...channels];
  const answer = known({ identity, principal, rights });
  sharedRights.set(resolved, { subject, answer });
  return answer;
}

/** By the answer about the credentials, which instances of one place and profile share. */
const sharedRights = new WeakMap<
  Known<AgentIdentity>,
  { readonly subject: Subject; readonly answer: Known<AgentRights> }
>();

function isAnsweredForAll(subject: Subject, principal: Principal): boolean {
  return SESSION_ACTIONS.every(({ action }) => isSharedByAll(subject, principal, action));
}
