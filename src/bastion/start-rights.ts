import { decide } from '../facts/iam/evaluate.ts';
import { collectRolePolicies } from '../facts/iam/role-policies.ts';
import type { IamInventory, Subject } from '../model/inventory.ts';
import { instanceArn } from '../facts/iam/instance-arn.ts';
import type { Person } from './people.ts';

const ACTION = 'ssm:StartSession';
const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export type MayStart = 'yes' | 'no' | 'unclear';

/** A host that nobody made, so that only what holds for every host lets a session to it begin. */
const ANY_INSTANCE = 'i-00000000000000000';

/** Whether somebody may start a session to the host; `undefined` for any host, by rights that no tag narrows. */
export function mayStart(
  person: Person,
  iam: IamInventory,
  place: Subject,
  target: Subject | undefined,
): MayStart {
  const { identity, limit, isWhole } = readRights(person, iam);
  // Most people's policies do not speak of sessions at all.
  if (isWhole && !mentions(person, iam)) return 'no';
  const arn =
    target === undefined ? instanceArn(place).replace(/i-[\w-]+$/, ANY_INSTANCE) : instanceArn(target);
  const context = {
    'aws:PrincipalArn': person.arn,
    'aws:PrincipalAccount': place.accountId,
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': (target ?? place).region.region,
    'aws:ResourceAccount': place.accountId,
    'ssm:SessionDocumentAccessCheck': 'true',
    ...tagsOf(target),
  };
  const identities = isWhole ? identity : [...identity, ALLOW_ALL];
  const { word, possible } = decide(
    { action: ACTION, resource: arn, context },
    { identity: identities, ...limit },
  );
  if (!possible.has('allow')) return 'no';
  return word === 'allow' && isWhole && !person.isDoubtful ? 'yes' : 'unclear';
}

function readRights({ policies }: Person, iam: IamInventory) {
  const { documents, gaps, boundary, boundaryDocument } = collectRolePolicies(policies, iam);
  return {
    identity: documents.map((document): unknown => document.about(ACTION)),
    limit: boundaryDocument === undefined ? {} : { boundary: boundaryDocument.about(ACTION) },
    isWhole: gaps.length === 0 && boundary.known,
  };
}

function mentions({ policies }: Person, iam: IamInventory): boolean {
  return collectRolePolicies(policies, iam).documents.some((document) => {
    const { parsed } = document.about(ACTION);
    return !parsed.ok || parsed.document.statements.some(({ effect }) => effect === 'Allow');
  });
}

/** Policies tell hosts apart by their tags, under either name. */
function tagsOf(target: Subject | undefined): Record<string, string | readonly string[]> {
  const tags = target?.instance.Tags ?? [];
  return Object.fromEntries(
    tags.flatMap(({ Key = '', Value = '' }) => [
      [`ssm:resourceTag/${Key}`, Value],
      [`aws:ResourceTag/${Key}`, Value],
    ]),
  );
}
