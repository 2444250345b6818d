import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { collectRolePolicies } from './role-policies.ts';
import { describeStatements, type Principal, type Right } from './role-rights.ts';

/** For answers that a service control policy could still turn. */
export const SERVICE_CONTROL_NOTE =
  'Service control policies cannot be read from a member account and are not considered.';

/** What each right was decided by, and which documents are bundled copies. */
export function describeRights(subject: Subject, { role }: Principal, rights: readonly Right[]): Evidence[] {
  const resource = role.Arn ?? role.RoleName ?? '';
  const { identity, boundary } = collectRolePolicies(role, subject.iam);
  const documents = boundary.known && boundary.value !== undefined ? [...identity, boundary.value] : identity;
  const notes = documents.flatMap(({ bundled }) => bundled ?? []);
  return [
    ...groupByReason(rights).map((detail) => ({ resource, detail })),
    ...notes.map((detail) => ({ resource, detail })),
  ];
}

function groupByReason(rights: readonly Right[]): string[] {
  const actions = new Map<string, string[]>();
  for (const right of rights) {
    const reason = reasonOf(right);
    if (reason !== undefined) actions.set(reason, [...(actions.get(reason) ?? []), right.action]);
  }
  return [...actions].map(([reason, list]) => `${list.join(', ')}: ${reason}.`);
}

function reasonOf(right: Right): string | undefined {
  switch (right.word) {
    case 'allow':
      return `allowed by ${describeStatements(right.by)}`;
    case 'explicit-deny':
      return `denied by ${describeStatements(right.by)}`;
    case 'implicit-deny':
      return [
        ...(right.isUngranted ? ['no policy allows it'] : []),
        ...(right.boundary === undefined
          ? []
          : [`not allowed by the permissions boundary ${right.boundary}`]),
      ].join(', and ');
    case 'unknown':
      return undefined;
  }
}
