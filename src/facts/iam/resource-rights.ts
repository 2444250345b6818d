import type { Subject } from '../../model/inventory.ts';
import { PartsMap } from '../memo.ts';
import { instanceArn } from './instance-arn.ts';
import { decideOnResource, type ResourceDecision, type ResourcePolicy } from './resource-policy.ts';
import { collectRolePolicies, type RolePolicies } from './role-policies.ts';
import {
  ALLOW_ALL,
  askAbout,
  contextOf,
  nameStatements,
  type DecidingStatement,
  type Principal,
  type Right,
  type RightRequest,
} from './role-rights.ts';

/** The resource's side of a request. */
export interface ResourceSide {
  readonly on: NonNullable<DecidingStatement['on']>;
  /** The policy's text; undefined: there is none. */
  readonly document: string | undefined;
  readonly counts: ResourcePolicy['counts'];
}

export interface ResourceRight {
  readonly right: Right;
  /** The resource's policy leaves the decision to the role's own policies. */
  readonly isDelegated: boolean;
  /** A policy that was not read, or a condition, may deny it: what a grant gives is then not certain. */
  readonly mayBeDenied: boolean;
}

const cache = new WeakMap<RolePolicies, PartsMap<ResourceRight>>();

/**
 * Decides a right on a bucket or key of the role's own account, whose policy was read, from both sides. Once for each
 * role and Region; once for each instance only where a policy tells instances apart.
 */
export function decideRightOn(
  subject: Subject,
  principal: Principal,
  request: RightRequest,
  side: ResourceSide,
): ResourceRight {
  const policies = collectRolePolicies(principal.role, subject.iam);
  let rights = cache.get(policies);
  if (rights === undefined) cache.set(policies, (rights = new PartsMap()));
  const scope = tellsInstancesApart(policies, side) ? instanceArn(subject) : undefined;
  const { action, resource } = request;
  const place = [subject.region, subject.accountId, principal.via, action, resource, side.document, scope];
  return rights.getOrCreate(place, () => derive(subject, principal, policies, request, side));
}

/** Neither side's resource is an instance, so that only variables and conditions can; a text may hide them in escapes. */
function tellsInstancesApart({ identity, boundary }: RolePolicies, { document }: ResourceSide): boolean {
  const documents = [...identity.map((policy) => policy.document), document];
  if (boundary.known) documents.push(boundary.value?.document);
  return documents.some((one) => /\$\{|sourceinstancearn|\\u/i.test(JSON.stringify(one) ?? ''));
}

function derive(
  subject: Subject,
  principal: Principal,
  policies: RolePolicies,
  request: RightRequest,
  side: ResourceSide,
): ResourceRight {
  const { boundary, gaps } = policies;
  const decide = (limit: unknown): ResourceDecision =>
    decideOnResource(
      { ...request, context: contextOf(subject, principal, request) },
      {
        // With something missing, the most that the rest could still grant: only a refusal of that is certain.
        identity: gaps.length > 0 ? [...policies.documents, ALLOW_ALL] : policies.documents,
        ...(limit !== undefined && { boundary: limit }),
      },
      { document: side.document, counts: side.counts, accountId: subject.accountId },
    );
  const limit = boundary.known ? boundary.value : undefined;
  const decision = decide(limit?.document);
  const missing = boundary.known ? gaps : [...gaps, boundary.gap];
  const by = nameAll(decision, policies, side);
  const mayBeDenied = missing.length > 0 || decision.possible.has('explicit-deny');
  return { isDelegated: decision.isDelegated, mayBeDenied, right: toRight() };

  function toRight(): Right {
    if (decision.word === 'explicit-deny') return { ...request, word: 'explicit-deny', by };
    if (!decision.possible.has('allow')) {
      const isLimited =
        limit !== undefined && decision.withoutAllow.some(({ layer }) => layer === 'boundary');
      return {
        ...request,
        word: 'implicit-deny',
        isUngranted: !isLimited || !decide(undefined).possible.has('allow'),
        ...(isLimited && { boundary: limit.name }),
      };
    }
    const [gap] = missing;
    if (gap !== undefined) return { ...request, word: 'unknown', gap };
    if (decision.word === 'allow') return { ...request, word: 'allow', by };
    return { ...request, word: 'unknown', gap: askAbout(principal.role, request, by, decision.errors) };
  }
}

const KINDS = { bucket: 'bucket', 'kms-key': 'KMS key' } as const;

function nameAll(
  { decidedBy }: ResourceDecision,
  policies: RolePolicies,
  side: ResourceSide,
): DecidingStatement[] {
  const policy = `the policy of the ${KINDS[side.on.type]} ${side.on.id}`;
  const ofResource = decidedBy.filter(({ layer }) => layer === 'resource').map(({ statement }) => statement);
  return [
    ...nameStatements(
      decidedBy.filter(({ layer }) => layer !== 'resource'),
      policies,
    ),
    // A statement that speaks to several is read once for each of them.
    ...[...new Set(ofResource)].map((statement) => ({
      policy,
      statement,
      kind: 'resource' as const,
      on: side.on,
    })),
  ];
}
