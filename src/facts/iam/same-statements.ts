import type { ReadDocument } from './read-document.ts';
import type { RolePolicies } from './role-policies.ts';

interface Asked {
  readonly action: string;
  readonly resource: string;
}

/**
 * Whether a role's policies must answer two requests alike: one resource, one service, whose calls have one context, and
 * the same statements about both actions. An answer that is open names its action, and is left to itself.
 */
export function areAnsweredAlike(
  { documents, boundaryDocument }: RolePolicies,
  answered: Asked & { readonly word: string },
  asked: Asked,
): boolean {
  if (answered.word === 'unknown' || answered.resource !== asked.resource) return false;
  if (serviceOf(answered.action) !== serviceOf(asked.action)) return false;
  const all = boundaryDocument === undefined ? documents : [...documents, boundaryDocument];
  return all.every((document) => saysTheSame(document, answered.action, asked.action));
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function saysTheSame(document: ReadDocument, action: string, other: string): boolean {
  const [one, two] = [document.about(action).parsed, document.about(other).parsed];
  // What cannot be read says as little of both.
  if (!one.ok || !two.ok) return true;
  const [statements, others] = [one.document.statements, two.document.statements];
  return statements.length === others.length && statements.every((item, index) => item === others[index]);
}
