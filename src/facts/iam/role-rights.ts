import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import type { Gap } from '../../model/known.ts';
import { decide } from './evaluate.ts';
import { instanceArn, nameResource } from './instance-arn.ts';
import { recallRight, recallRights } from './recall-rights.ts';
import { collectRolePolicies, type RolePolicies } from './role-policies.ts';
import { areAnsweredAlike } from './same-statements.ts';

/** A role together with the way by which the agent gets its credentials. */
export interface Principal {
  readonly role: RoleDetail;
  readonly via: 'instance-profile' | 'default-host-management';
}

export interface RightRequest {
  readonly action: string;
  readonly resource: string;
}

/** The statement that decided, by its Sid or its place, and the policy that holds it. */
export interface DecidingStatement {
  readonly policy: string;
  readonly statement: string;
  readonly kind: 'inline' | 'managed' | 'boundary' | 'resource';
  /** The bucket or key whose policy it is. */
  readonly on?: { readonly type: 'bucket' | 'kms-key'; readonly id: string };
}

/** Whether a role may do one thing. `unknown` carries the gap: a document that is missing, or a condition. */
export type Right = RightRequest &
  (
    | { readonly word: 'allow'; readonly by: readonly DecidingStatement[] }
    | {
        readonly word: 'explicit-deny';
        readonly by: readonly DecidingStatement[];
        /** No policy of the role allows it either, so that lifting the Deny alone does not help. */
        readonly isUngranted?: boolean;
      }
    | {
        readonly word: 'implicit-deny';
        /** No policy of the role allows it; false where the boundary alone stands in the way. */
        readonly isUngranted: boolean;
        /** The permissions boundary, when it does not allow it. */
        readonly boundary?: string;
      }
    | { readonly word: 'unknown'; readonly gap: Gap }
  );

export const ALLOW_ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/**
 * Decides one right from the role's identity policies and permissions boundary. Service control policies are not
 * readable from here and not considered.
 */
export function decideRight(subject: Subject, principal: Principal, request: RightRequest): Right {
  const right = decideSharedRight(subject, principal, request);
  return right.resource === request.resource ? right : { ...right, resource: request.resource };
}

/**
 * The same, with the resource of another instance perhaps: evaluated once for each role, and once for single instances
 * only where a policy sets them apart.
 */
export function decideSharedRight(subject: Subject, principal: Principal, request: RightRequest): Right {
  const place = recallRight(subject, principal, request);
  return (place.answer ??= evaluateRight(subject, principal, request, place.isShared));
}

/** Decides several rights that name no instance, with one list for all the instances that share the answers. */
export function decideRights(
  subject: Subject,
  principal: Principal,
  requests: readonly RightRequest[],
): readonly Right[] {
  const place = recallRights(subject, principal, requests);
  return (place.answer ??= decideEach(subject, principal, requests));
}

/** Actions that the same statements speak of get one answer, as the four of the channels mostly do. */
function decideEach(subject: Subject, principal: Principal, requests: readonly RightRequest[]): Right[] {
  const policies = collectRolePolicies(principal.role, subject.iam);
  const decided: Right[] = [];
  for (const request of requests) {
    const like = decided.find((right) => areAnsweredAlike(policies, right, request));
    decided.push(
      like === undefined ? decideRight(subject, principal, request) : { ...like, action: request.action },
    );
  }
  return decided;
}

function evaluateRight(
  subject: Subject,
  principal: Principal,
  request: RightRequest,
  isShared: boolean,
): Right {
  const policies = collectRolePolicies(principal.role, subject.iam);
  const { boundary } = policies;
  const missing = boundary.known ? policies.gaps : [...policies.gaps, boundary.gap];
  const asked = { ...request, context: contextOf(subject, principal, request) };
  // With something missing, the most that the rest could still grant: only a refusal of that is certain.
  const documents = policies.documents.map((document) => document.about(request.action));
  const identity = policies.gaps.length > 0 ? [...documents, ALLOW_ALL] : documents;
  const limit =
    policies.boundaryDocument === undefined
      ? {}
      : { boundary: policies.boundaryDocument.about(request.action) };
  const decision = decide(asked, { identity, ...limit });

  if (decision.word === 'explicit-deny') {
    const by = nameStatements(decision.decidedBy, policies);
    // A key's or bucket's own policy may allow it.
    const isUngranted =
      !/^(?:kms|s3):/i.test(request.action) &&
      decision.withoutAllow.some(({ layer }) => layer === 'identity');
    return { ...request, word: 'explicit-deny', by, ...(isUngranted && { isUngranted }) };
  }
  // Whatever the unknown conditions are, something refuses it.
  if (!decision.possible.has('allow')) {
    const name = boundary.known ? boundary.value?.name : undefined;
    const layers = decision.withoutAllow.map(({ layer }) => layer);
    const isLimited = name !== undefined && layers.includes('boundary');
    return {
      ...request,
      word: 'implicit-deny',
      isUngranted: !isLimited || layers.includes('identity'),
      ...(isLimited && { boundary: name }),
    };
  }
  const [gap] = missing;
  if (gap !== undefined) return { ...request, word: 'unknown', gap };
  const by = nameStatements(decision.decidedBy, policies);
  if (decision.word === 'allow') return { ...request, word: 'allow', by };
  // The answer is shared by all instances with the role, so its question names none of them.
  const isShort = isShared && request.resource === instanceArn(subject);
  const resource = isShort ? 'its instances' : nameResource(subject, request.resource);
  return {
    ...request,
    word: 'unknown',
    gap: askAbout(principal.role, { ...request, resource }, by, decision.errors),
  };
}

export function askAbout(
  role: RoleDetail,
  { action, resource }: RightRequest,
  by: readonly DecidingStatement[],
  errors: readonly string[],
): Gap {
  const who = role.RoleName ?? role.Arn ?? 'the role';
  const [error] = errors;
  const where = by.length > 0 ? ` (${describeStatements(by)})` : '';
  const why =
    error === undefined
      ? `its policies decide this by a condition that AWS does not show here${where}`
      : `a policy cannot be evaluated: ${error}`;
  return { kind: 'not-visible', question: `May the role ${who} do ${action} on ${resource}? ${why}.` };
}

const KINDS = {
  inline: 'inline policy ',
  managed: '',
  boundary: 'permissions boundary ',
  resource: '',
} as const;

/** Policy and statement of each deciding statement, for evidence and messages. */
export function describeStatements(statements: readonly DecidingStatement[]): string {
  return statements
    .map(({ policy, statement, kind }) => `${KINDS[kind]}${policy}, statement ${statement}`)
    .join('; ');
}

export function nameStatements(
  decidedBy: ReturnType<typeof decide>['decidedBy'],
  policies: RolePolicies,
): DecidingStatement[] {
  return decidedBy.flatMap(({ layer, document, statement }): DecidingStatement[] => {
    if (layer === 'boundary') {
      const policy = policies.boundary.known ? policies.boundary.value?.name : undefined;
      return policy === undefined ? [] : [{ policy, statement, kind: 'boundary' }];
    }
    const policy = policies.identity[document];
    return policy === undefined
      ? []
      : [{ policy: policy.name, statement, kind: policy.isInline === true ? 'inline' : 'managed' }];
  });
}

/**
 * The condition keys whose value is certain for a call of the agent: it uses HTTPS, its own Region's endpoint and
 * the role's session. A bucket may be in any Region. Everything else stays unknown to the evaluation.
 */
export function contextOf(
  subject: Subject,
  { role, via }: Principal,
  { action }: RightRequest,
): Record<string, string | readonly string[]> {
  return {
    'aws:PrincipalAccount': subject.accountId,
    'aws:PrincipalType': 'AssumedRole',
    'aws:SecureTransport': 'true',
    ...(role.Arn !== undefined && { 'aws:PrincipalArn': role.Arn }),
    // The agent calls KMS itself.
    ...(action.startsWith('kms:') && { 'kms:CallerAccount': subject.accountId, 'kms:ViaService': [] }),
    ...(!action.startsWith('s3:') && { 'aws:RequestedRegion': subject.region.region }),
    ...(via === 'instance-profile' && !subject.planned && { 'ec2:SourceInstanceARN': subject.arn }),
  };
}
