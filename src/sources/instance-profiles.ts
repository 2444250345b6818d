import type { InstanceProfile } from '../model/aws.ts';
import { chainKnown, known, mapKnown, type Known } from '../model/known.ts';
import { isRecord } from '../model/session-document.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { askOneByOne, isRefused, unexpected } from './one-by-one.ts';
import type { RoleWithProfiles } from './role-by-role.ts';

type Profiles = Known<readonly InstanceProfile[]>;

/**
 * The profiles in use: those that stand with their roles, and of the others those that IAM has. One that is missing
 * there is asked for alone, several by the list of all; each way stands in where the other is refused.
 */
export async function askProfiles(
  ask: Ask,
  arns: readonly string[],
  roles: readonly RoleWithProfiles[],
): Promise<Profiles> {
  const inside = new Map(
    roles.flatMap(({ InstanceProfileList = [] }) =>
      InstanceProfileList.map((one) => [one.Arn, one] as const),
    ),
  );
  const there = arns.flatMap((arn) => inside.get(arn) ?? []);
  const missing = arns.filter((arn) => !inside.has(arn));
  if (missing.length === 0) return known(there);

  const [way, otherWay] = missing.length === 1 ? [askEach, askAll] : [askAll, askEach];
  const first = await way(ask, missing);
  // A throttled service is not asked in more calls instead.
  const answer = first.known || !isRefused(first.gap) ? first : await otherWay(ask, missing);
  if (answer.known) return known([...there, ...answer.value]);
  if (there.length === 0) return answer;
  return known([...there, ...missing.map((Arn) => ({ Arn, Gaps: { Roles: answer.gap } }))]);
}

async function askAll(ask: Ask, arns: readonly string[]): Promise<Profiles> {
  const call = callOf('ListInstanceProfiles');
  const answer = chainKnown(await ask(call, {}), (response) => cutMember(call, 0, response) as Profiles);
  return mapKnown(answer, (profiles) => profiles.filter(({ Arn }) => arns.includes(Arn ?? '')));
}

/** A profile that IAM does not know is left out, as the list leaves it out. */
async function askEach(ask: Ask, arns: readonly string[]): Promise<Profiles> {
  return mapKnown(await askOneByOne(arns, async (arn) => askOne(ask, arn)), (answers) =>
    answers.flatMap(([Arn, answer]): InstanceProfile[] => {
      if (!answer.known) return [{ Arn, Gaps: { Roles: answer.gap } }];
      return answer.value === undefined ? [] : [answer.value];
    }),
  );
}

async function askOne(ask: Ask, arn: string): Promise<Known<InstanceProfile | undefined>> {
  const call = callOf('GetInstanceProfile');
  const InstanceProfileName = nameIn(arn);
  return chainKnown(await ask(call, { InstanceProfileName }), (response) => {
    if (response === undefined) return known(undefined);
    return chainKnown(cutMember(call, 0, response), (value) => {
      const Arn = isRecord(value) ? value['Arn'] : undefined;
      if (typeof Arn !== 'string' || nameIn(Arn) !== InstanceProfileName) return unexpected(call);
      // Names are unique whatever the path, so that another ARN is another profile: the one in use is gone.
      return known(Arn === arn ? (value as InstanceProfile) : undefined);
    });
  });
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
