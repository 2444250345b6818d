import { MANAGED_POLICIES, MANAGED_POLICIES_DATE } from '../../data/managed-policies.ts';
import type { ManagedPolicyDetail } from '../../model/aws.ts';
import type { IamInventory } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Known } from '../../model/known.ts';
import { indexBy } from '../../model/index-by.ts';

/** A policy document under the name that people know it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
  /** It is part of the role and has no ARN. */
  readonly isInline?: boolean;
  /** Set when the document is the bundled one: what it is and from when. */
  readonly bundled?: string;
}

const MISSING = unknown({ kind: 'not-collected', action: 'iam:GetPolicyVersion' });

/** The last part of a policy ARN, path left out. */
export function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * The default version of the managed policy with this ARN. An AWS managed policy whose document the account's
 * answer does not hold is taken from the bundled, dated copy; a customer policy without a document is a gap.
 */
export function resolveManagedPolicy(iam: IamInventory, arn: string): Known<NamedPolicy> {
  return chainKnown(iam.Policies, (policies) => {
    const policy = indexBy(policies, 'Arn').get(arn);
    return policy === undefined ? findBundled(arn) : readDefaultVersion(policy, arn);
  });
}

function readDefaultVersion(policy: ManagedPolicyDetail, arn: string): Known<NamedPolicy> {
  const list = read(policy, 'PolicyVersionList');
  if (!list.known) {
    const bundled = findBundled(arn);
    return bundled.known ? bundled : list;
  }
  return chainKnown(list, (versions) => {
    const version = versions?.find(
      ({ IsDefaultVersion, VersionId }) =>
        IsDefaultVersion === true || (VersionId !== undefined && VersionId === policy.DefaultVersionId),
    );
    if (version?.Document === undefined) return findBundled(arn);
    return known({ name: policyName(arn), document: version.Document });
  });
}

const AWS_OWNED = /^arn:(aws[a-z-]*):iam::aws:policy\//;

/** In another partition AWS publishes the same policy with other ARNs inside, so only a document without any serves. */
function findBundled(arn: string): Known<NamedPolicy> {
  const partition = AWS_OWNED.exec(arn)?.[1];
  if (partition === undefined) return MISSING;
  const row = MANAGED_POLICIES.find(({ name }) => name === policyName(arn));
  if (row === undefined) return MISSING;
  if (partition !== 'aws' && JSON.stringify(row.document).includes('arn:aws:')) return MISSING;
  return known({
    name: row.name,
    document: row.document,
    bundled: `The document of ${row.name} is the bundled copy of version ${row.versionId} as of ${MANAGED_POLICIES_DATE}.`,
  });
}
