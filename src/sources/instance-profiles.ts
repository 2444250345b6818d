import type { InstanceProfile } from '../model/aws.ts';
import { chainKnown, known, mapKnown, type Gap, type Known } from '../model/known.ts';
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
  wanted: readonly string[],
  roles: readonly RoleWithProfiles[],
): Promise<Profiles> {
  const inside = new Map(
    roles.flatMap(({ InstanceProfileList = [] }) =>
      InstanceProfileList.flatMap((one) => [
        [one.Arn, one] as const,
        [one.InstanceProfileName, one] as const,
      ]),
    ),
  );
  const there = [...new Set(wanted.flatMap((one) => inside.get(one) ?? []))];
  const missing = wanted.filter((one) => !inside.has(one));
  if (missing.length === 0) return known(there);

  const [way, otherWay] = missing.length === 1 ? [askEach, askAll] : [askAll, askEach];
  const first = await way(ask, missing);
  // A throttled service is not asked in more calls instead.
  const answer = first.known || !isRefused(first.gap) ? first : await otherWay(ask, missing);
  if (answer.known) return known([...there, ...answer.value]);
  if (there.length === 0) return answer;
  return known([...there, ...missing.map((one) => unreadProfile(one, answer.gap))]);
}

/** Some profile that the ARN, or the bare name, stands for, and nothing else is known of it. */
function unreadProfile(wanted: string, gap: Gap): InstanceProfile {
  const identity = isArn(wanted) ? { Arn: wanted } : { InstanceProfileName: wanted };
  return { ...identity, Gaps: { Roles: gap } };
}

function isArn(wanted: string): boolean {
  return wanted.startsWith('arn:');
}

/** By its ARN; by its name, which is unique whatever the path, where nothing else is known. */
export function isWanted(
  { Arn, InstanceProfileName }: InstanceProfile,
  wanted: ReadonlySet<string>,
): boolean {
  return wanted.has(Arn ?? '') || wanted.has(InstanceProfileName ?? '');
}

async function askAll(ask: Ask, wanted: readonly string[]): Promise<Profiles> {
  const call = callOf('ListInstanceProfiles');
  const answer = chainKnown(await ask(call, {}), (response) => cutMember(call, 0, response) as Profiles);
  return mapKnown(answer, (profiles) => profiles.filter((profile) => isWanted(profile, new Set(wanted))));
}

/** A profile that IAM does not know is left out, as the list leaves it out. */
async function askEach(ask: Ask, wanted: readonly string[]): Promise<Profiles> {
  return mapKnown(await askOneByOne(wanted, async (one) => askOne(ask, one)), (answers) =>
    answers.flatMap(([one, answer]): InstanceProfile[] => {
      if (!answer.known) return [unreadProfile(one, answer.gap)];
      return answer.value === undefined ? [] : [answer.value];
    }),
  );
}

async function askOne(ask: Ask, wanted: string): Promise<Known<InstanceProfile | undefined>> {
  const call = callOf('GetInstanceProfile');
  const InstanceProfileName = nameIn(wanted);
  return chainKnown(await ask(call, { InstanceProfileName }), (response) => {
    if (response === undefined) return known(undefined);
    return chainKnown(cutMember(call, 0, response), (value) => {
      const Arn = isRecord(value) ? value['Arn'] : undefined;
      if (typeof Arn !== 'string' || nameIn(Arn) !== InstanceProfileName) return unexpected(call);
      // Names are unique whatever the path, so that another ARN is another profile: the one in use is gone.
      return known(!isArn(wanted) || Arn === wanted ? (value as InstanceProfile) : undefined);
    });
  });
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
