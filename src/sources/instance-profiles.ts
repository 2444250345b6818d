import type { InstanceProfile } from '../model/aws.ts';
import { chainKnown, known, mapKnown, type Known } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { unexpected, type RoleWithProfiles } from './role-by-role.ts';

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

  const isAlone = missing.length === 1;
  const first = isAlone ? await askEach(ask, missing) : await askAll(ask, missing);
  if (first.known) return known([...there, ...first.value]);
  // A throttled service is not asked in more calls instead.
  const isRefused = first.gap.kind === 'denied' || first.gap.kind === 'not-collected';
  const second = isAlone ? await askAll(ask, missing) : isRefused ? await askEach(ask, missing) : first;
  if (second.known) return known([...there, ...second.value]);
  const { gap } = isAlone ? second : first;
  if (there.length === 0) return { known: false, gap };
  return known([...there, ...missing.map((Arn) => ({ Arn, Gaps: { Roles: gap } }))]);
}

async function askAll(ask: Ask, arns: readonly string[]): Promise<Profiles> {
  const call = callOf('ListInstanceProfiles');
  const answer = chainKnown(await ask(call, {}), (response) => cutMember(call, 0, response) as Profiles);
  return mapKnown(answer, (profiles) => profiles.filter(({ Arn }) => arns.includes(Arn ?? '')));
}

/** A profile that IAM does not know is left out, as the list leaves it out. */
async function askEach(ask: Ask, arns: readonly string[]): Promise<Profiles> {
  const [first = '', ...rest] = arns;
  // Who may not ask for one may not ask for any.
  const probe = await askOne(ask, first);
  if (!probe.known) return probe;
  const answers = [probe, ...(await Promise.all(rest.map(async (arn) => askOne(ask, arn))))];
  return known(
    answers.flatMap((answer, index): InstanceProfile[] => {
      const Arn = arns[index] ?? '';
      if (!answer.known) return [{ Arn, Gaps: { Roles: answer.gap } }];
      return answer.value === undefined ? [] : [answer.value];
    }),
  );
}

async function askOne(ask: Ask, arn: string): Promise<Known<InstanceProfile | undefined>> {
  const call = callOf('GetInstanceProfile');
  const InstanceProfileName = arn.slice(arn.lastIndexOf('/') + 1);
  return chainKnown(await ask(call, { InstanceProfileName }), (response) => {
    if (response === undefined) return known(undefined);
    return chainKnown(cutMember(call, 0, response), (value) => {
      const profile = value as InstanceProfile;
      // Names are unique whatever the path, so that another ARN is another profile: the one in use is gone.
      if (typeof profile.Arn !== 'string') return unexpected(call);
      return known(profile.Arn === arn ? profile : undefined);
    });
  });
}
