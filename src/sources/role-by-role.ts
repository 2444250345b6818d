import type { InlinePolicy, InstanceProfile, ManagedPolicyDetail, RoleDetail } from '../model/aws.ts';
import { chainKnown, known, type Gap, type Known } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { actionOf, type Call, callOf } from './calls.ts';

/** Everything that comes under a role in `GetAccountAuthorizationDetails`, its instance profiles included. */
export type RoleWithProfiles = RoleDetail & { readonly InstanceProfileList?: readonly InstanceProfile[] };

/**
 * The roles of these names, each read on its own; one that IAM does not know is left out. A gap when the first cannot
 * be read at all: who may not read one may not read any.
 */
export async function askRoles(ask: Ask, names: readonly string[]): Promise<Known<readonly RoleDetail[]>> {
  const [first, ...rest] = names;
  if (first === undefined) return known([]);
  const probe = await askRole(ask, first);
  if (!probe.known) return probe;
  const answers = await Promise.all(
    rest.map(async (RoleName) => [RoleName, await askRole(ask, RoleName)] as const),
  );
  return known(
    [[first, probe] as const, ...answers].flatMap(([RoleName, answer]): RoleDetail[] => {
      if (!answer.known) return [unreadRole(RoleName, answer.gap)];
      return answer.value === undefined ? [] : [answer.value];
    }),
  );
}

/** It exists as far as anybody knows, and nothing else is known of it. */
function unreadRole(RoleName: string, gap: Gap): RoleDetail {
  const attributes = [
    'Arn',
    'AssumeRolePolicyDocument',
    'RolePolicyList',
    'AttachedManagedPolicies',
    'PermissionsBoundary',
  ];
  return { RoleName, Gaps: Object.fromEntries(attributes.map((attribute) => [attribute, gap])) };
}

async function askRole(ask: Ask, RoleName: string): Promise<Known<RoleDetail | undefined>> {
  const call = callOf('GetRole');
  const answer = await ask(call, { RoleName });
  if (!answer.known) return answer;
  if (answer.value === undefined) return known(undefined);
  const role = cutMember(call, 0, answer.value);
  if (!role.known) return role;
  const { AssumeRolePolicyDocument, PermissionsBoundary, ...rest } = role.value as RoleDetail;
  if (rest.RoleName !== RoleName) return unexpected(call);
  const [inline, attached] = await Promise.all([askInline(ask, RoleName), askAttached(ask, RoleName)]);
  const gaps = {
    ...(inline.known ? {} : { RolePolicyList: inline.gap }),
    ...(attached.known ? {} : { AttachedManagedPolicies: attached.gap }),
  };
  return known({
    RoleName,
    ...(rest.RoleId !== undefined && { RoleId: rest.RoleId }),
    ...(rest.Arn !== undefined && { Arn: rest.Arn }),
    ...(AssumeRolePolicyDocument !== undefined && { AssumeRolePolicyDocument }),
    ...(PermissionsBoundary !== undefined && { PermissionsBoundary }),
    ...(inline.known && { RolePolicyList: inline.value }),
    ...(attached.known && { AttachedManagedPolicies: attached.value }),
    ...(Object.keys(gaps).length > 0 && { Gaps: gaps }),
  });
}

async function askInline(ask: Ask, RoleName: string): Promise<Known<readonly InlinePolicy[]>> {
  const list = callOf('ListRolePolicies');
  const names = cutList<string>(list, await ask(list, { RoleName }));
  if (!names.known) return names;
  const call = callOf('GetRolePolicy');
  const policies = names.value.map(async (PolicyName): Promise<InlinePolicy> => {
    const answer = await ask(call, { RoleName, PolicyName });
    const document = chainKnown(answer, (response) =>
      response === undefined ? unexpected(call) : cutMember(call, 0, response),
    );
    return document.known
      ? { PolicyName, PolicyDocument: document.value }
      : { PolicyName, Gaps: { PolicyDocument: document.gap } };
  });
  return known(await Promise.all(policies));
}

async function askAttached(
  ask: Ask,
  RoleName: string,
): Promise<Known<NonNullable<RoleDetail['AttachedManagedPolicies']>>> {
  const call = callOf('ListAttachedRolePolicies');
  return cutList(call, await ask(call, { RoleName }));
}

/** The documents of managed policies, in their default versions. One that cannot be read is left with its gap. */
export async function askPolicies(ask: Ask, arns: readonly string[]): Promise<ManagedPolicyDetail[]> {
  return Promise.all(arns.map(async (Arn) => askPolicy(ask, Arn)));
}

async function askPolicy(ask: Ask, Arn: string): Promise<ManagedPolicyDetail> {
  const unread = (gap: Gap): ManagedPolicyDetail => ({ Arn, Gaps: { PolicyVersionList: gap } });
  const call = callOf('GetPolicy');
  const policy = chainKnown(await ask(call, { PolicyArn: Arn }), (response) =>
    response === undefined ? unexpected(call) : cutMember(call, 0, response),
  );
  if (!policy.known) return unread(policy.gap);
  const { PolicyName, DefaultVersionId } = policy.value as ManagedPolicyDetail;
  const get = callOf('GetPolicyVersion');
  if (DefaultVersionId === undefined) return unread(unexpected(call).gap);
  const version = chainKnown(await ask(get, { PolicyArn: Arn, VersionId: DefaultVersionId }), (response) =>
    response === undefined ? unexpected(get) : cutMember(get, 0, response),
  );
  if (!version.known) return unread(version.gap);
  return {
    Arn,
    ...(PolicyName !== undefined && { PolicyName }),
    DefaultVersionId,
    PolicyVersionList: [
      { ...(version.value as object), VersionId: DefaultVersionId, IsDefaultVersion: true },
    ],
  };
}

function cutList<T>(call: Call, answer: Awaited<ReturnType<Ask>>): Known<readonly T[]> {
  return chainKnown(answer, (response) =>
    response === undefined ? unexpected(call) : (cutMember(call, 0, response) as Known<readonly T[]>),
  );
}

export function unexpected(call: Call): { readonly known: false; readonly gap: Gap } {
  const message = 'not what AWS answers';
  const gap: Gap = { kind: 'api-error', action: actionOf(call), code: 'UnexpectedAnswer', message };
  return { known: false, gap };
}
