import type { InstanceProfile, RoleDetail } from '../../model/aws.ts';
import type { IamInventory, Subject } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { indexBy } from '../../model/index-by.ts';

export type ProfileRole =
  | { readonly found: true; readonly profile: InstanceProfile; readonly role: RoleDetail }
  | { readonly found: false; readonly why: 'no-profile' }
  | { readonly found: false; readonly why: 'empty-profile'; readonly profile: InstanceProfile };

/** Follows the instance's `IamInstanceProfile` (the profile, not the role) to the one role that it holds. */
export function findProfileRole(subject: Subject): Known<ProfileRole> {
  const attached = read(subject.instance, 'IamInstanceProfile');
  if (!attached.known) return attached;
  const { Arn, Id, Name } = attached.value ?? {};
  if (Arn === undefined && Id === undefined && Name === undefined) return NO_PROFILE;
  const profiles = subject.iam.InstanceProfiles;
  if (!profiles.known) return profiles;
  const profile =
    Arn !== undefined
      ? indexBy(profiles.value, 'Arn').get(Arn)
      : Id !== undefined
        ? indexBy(profiles.value, 'InstanceProfileId').get(Id)
        : indexBy(profiles.value, 'InstanceProfileName').get(Name ?? '');
  if (profile === undefined) return lostProfile(subject, Arn ?? Id ?? Name ?? '');
  const itsId = profile.InstanceProfileId;
  if (isProfileId(Id) && isProfileId(itsId) && Id !== itsId) return recreated(profile, Id, itsId);
  return findRole(profile, subject.iam);
}

const NO_PROFILE = known<ProfileRole>({ found: false, why: 'no-profile' });

/** Unique ids of instance profiles begin so (IAM user guide, unique identifiers); anything else can't be compared. */
function isProfileId(id: string | undefined): id is string {
  return id?.startsWith('AIPA') === true;
}

/** A plan may attach a profile that stands elsewhere; in an account, what becomes of the credentials is not shown. */
function lostProfile(subject: Subject, name: string): Known<never> {
  if (subject.launch !== undefined) {
    return unknown({
      kind: 'not-visible',
      question: `IAM does not list the instance profile ${name}, with which ${subject.instance.InstanceId} would be launched: was it deleted? Then nothing is launched.`,
    });
  }
  return subject.planned
    ? unknown({ kind: 'not-collected', action: 'iam:GetInstanceProfile' })
    : unknown({
        kind: 'not-visible',
        question: `IAM does not list the instance profile ${name}: was it deleted, and does the instance still get credentials?`,
      });
}

function recreated(profile: InstanceProfile, attachedId: string, id: string): Known<never> {
  const name = profile.InstanceProfileName ?? profile.Arn ?? id;
  return unknown({
    kind: 'not-visible',
    question: `The instance holds instance profile ${attachedId}, but ${name} is now ${id}: was it deleted and created again, and does the instance still get credentials?`,
  });
}

/** One answer for all the instances with the profile. */
const findRole = memoize((profile: InstanceProfile, iam: IamInventory): Known<ProfileRole> =>
  chainKnown(read(profile, 'Roles'), (roles): Known<ProfileRole> => {
    // A profile holds one role or none.
    if (roles === undefined) return unknown({ kind: 'not-collected', action: 'iam:ListInstanceProfiles' });
    const [named] = roles;
    if (named === undefined) return known({ found: false, why: 'empty-profile', profile });
    return chainKnown(iam.RoleDetailList, (details) => {
      const role =
        (named.Arn !== undefined ? indexBy(details, 'Arn').get(named.Arn) : undefined) ??
        (named.RoleName !== undefined ? indexBy(details, 'RoleName').get(named.RoleName) : undefined);
      return role === undefined
        ? unknown({ kind: 'not-collected', action: 'iam:GetRole' })
        : known({ found: true, profile, role });
    });
  }),
);
