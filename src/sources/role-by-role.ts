import type { InlinePolicy, InstanceProfile, ManagedPolicyDetail, RoleDetail } from '../model/aws.ts';
import { chainKnown, known, mapKnown, type Gap, type Known } from '../model/known.ts';
import { isRecord } from '../model/session-document.ts';
import { type Ask, cutMember } from './answers.ts';
import { type Call, callOf } from './calls.ts';
import { askOneByOne, isAbout, unexpected } from './one-by-one.ts';

/** Everything that comes under a role in `GetAccountAuthorizationDetails`, its instance profiles included. */
export type RoleWithProfiles = RoleDetail & { readonly InstanceProfileList?: readonly InstanceProfile[] };

/**
 * The roles of these names, each read on its own; one that IAM does not know is left out, and one that can't be read
 * is there with its gaps.
 */
export async function askRoles(ask: Ask, names: readonly string[]): Promise<Known<readonly RoleDetail[]>> {
  return mapKnown(await askOneByOne(names, async (name) => askRole(ask, name)), (answers) =>
    answers.flatMap(([RoleName, answer]): RoleDetail[] => {
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
  if (!isRecord(role.value) || role.value['RoleName'] !== RoleName) return unexpected(call);
  const { AssumeRolePolicyDocument, PermissionsBoundary, ...rest } = role.value as RoleDetail;
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
    const input = { RoleName, PolicyName };
    const document = chainKnown(await ask(call, input), (response) =>
      response === undefined || !isAbout(response, input) ? unexpected(call) : cutMember(call, 0, response),
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
  const policy = await askEntity(ask, callOf('GetPolicy'), { PolicyArn: Arn }, { Arn });
  if (!policy.known) return unread(policy.gap);
  const { PolicyName, DefaultVersionId } = policy.value as ManagedPolicyDetail;
  if (DefaultVersionId === undefined) return unread(unexpected(callOf('GetPolicy')).gap);
  const VersionId = DefaultVersionId;
  const input = { PolicyArn: Arn, VersionId };
  const version = await askEntity(ask, callOf('GetPolicyVersion'), input, { VersionId });
  if (!version.known) return unread(version.gap);
  return {
    Arn,
    ...(PolicyName !== undefined && { PolicyName }),
    DefaultVersionId,
    PolicyVersionList: [{ ...version.value, VersionId, IsDefaultVersion: true }],
  };
}

/** The one entity that an answer holds, when it is the one that was asked for. */
async function askEntity(
  ask: Ask,
  call: Call,
  input: Readonly<Record<string, string>>,
  identity: Readonly<Record<string, string>>,
): Promise<Known<Readonly<Record<string, unknown>>>> {
  return chainKnown(await ask(call, input), (response) => {
    if (response === undefined) return unexpected(call);
    return chainKnown(cutMember(call, 0, response), (value) =>
      isRecord(value) && isAbout(value, identity) ? known(value) : unexpected(call),
    );
  });
}

function cutList<T>(call: Call, answer: Awaited<ReturnType<Ask>>): Known<readonly T[]> {
  return chainKnown(answer, (response) =>
    response === undefined ? unexpected(call) : (cutMember(call, 0, response) as Known<readonly T[]>),
  );
}
