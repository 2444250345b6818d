import type { RoleDetail } from '../../model/aws.ts';
import type { IamInventory } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Gap, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { ReadDocument } from './read-document.ts';
import { resolveManagedPolicy, type NamedPolicy } from './managed-policies.ts';

/** Everything that decides what a role may do, as far as IAM shows it to a member account. */
export interface RolePolicies {
  /** Inline and attached policies whose document is at hand. */
  readonly identity: readonly NamedPolicy[];
  /** Their documents, for the evaluation: read once for all actions, and for all roles that share one. */
  readonly documents: readonly ReadDocument[];
  /** One gap for each policy, or list of policies, whose document is not. */
  readonly gaps: readonly Gap[];
  /** `undefined`: the role has no permissions boundary. */
  readonly boundary: Known<NamedPolicy | undefined>;
  /** Its document, where there is one that was read. */
  readonly boundaryDocument: ReadDocument | undefined;
}

const cache = new WeakMap<IamInventory, WeakMap<RoleDetail, RolePolicies>>();

/** Collects a role's policies, once for each role. */
export function collectRolePolicies(role: RoleDetail, iam: IamInventory): RolePolicies {
  let roles = cache.get(iam);
  if (roles === undefined) cache.set(iam, (roles = new WeakMap()));
  let policies = roles.get(role);
  if (policies === undefined) roles.set(role, (policies = collect(role, iam)));
  return policies;
}

function collect(role: RoleDetail, iam: IamInventory): RolePolicies {
  const answers = [...inlinePolicies(role), ...attachedPolicies(role, iam)];
  const boundary = findBoundary(role, iam);
  const identity = answers.flatMap((answer) => (answer.known ? [answer.value] : []));
  return {
    identity,
    documents: identity.map(({ document }) => readOnce(document)),
    gaps: answers.flatMap((answer) => (answer.known ? [] : [answer.gap])),
    boundary,
    boundaryDocument:
      boundary.known && boundary.value !== undefined ? readOnce(boundary.value.document) : undefined,
  };
}

const recallDocument = memoize((document: object) => ReadDocument.read(document, 'identity'));

/** An inventory stays as it is, and so do the documents in it. */
function readOnce(document: unknown): ReadDocument {
  return typeof document === 'object' && document !== null
    ? recallDocument(document)
    : ReadDocument.read(document, 'identity');
}

const UNREAD = unknown({ kind: 'not-collected', action: 'iam:GetAccountAuthorizationDetails' });

function inlinePolicies(role: RoleDetail): Known<NamedPolicy>[] {
  const list = read(role, 'RolePolicyList');
  if (!list.known) return [list];
  // IAM gives an empty list for a role without inline policies.
  if (list.value === undefined) return [UNREAD];
  return list.value.map((policy) =>
    chainKnown(read(policy, 'PolicyDocument'), (document) =>
      document === undefined
        ? unknown({ kind: 'not-collected', action: 'iam:GetRolePolicy' })
        : known({ name: policy.PolicyName ?? 'without a name', document, isInline: true }),
    ),
  );
}

/** IAM gives an empty list for a role without attached policies, so that a list that is not there was not read. */
export function readAttachedPolicies(
  role: RoleDetail,
): Known<NonNullable<RoleDetail['AttachedManagedPolicies']>> {
  return chainKnown(read(role, 'AttachedManagedPolicies'), (list) =>
    list === undefined ? UNREAD : known(list),
  );
}

function attachedPolicies(role: RoleDetail, iam: IamInventory): Known<NamedPolicy>[] {
  const list = readAttachedPolicies(role);
  if (!list.known) return [list];
  return list.value.map(({ PolicyArn }) =>
    PolicyArn === undefined
      ? unknown({ kind: 'not-collected', action: 'iam:ListAttachedRolePolicies' })
      : resolveManagedPolicy(iam, PolicyArn),
  );
}

function findBoundary(role: RoleDetail, iam: IamInventory): Known<NamedPolicy | undefined> {
  const boundary = read(role, 'PermissionsBoundary');
  if (!boundary.known) return boundary;
  // IAM leaves the attribute out for a role without a boundary.
  if (boundary.value === undefined) return known(undefined);
  const arn = boundary.value.PermissionsBoundaryArn;
  return arn === undefined
    ? unknown({ kind: 'not-collected', action: 'iam:GetRole' })
    : resolveManagedPolicy(iam, arn);
}
