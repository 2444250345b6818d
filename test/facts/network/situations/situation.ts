import type { HopName, HopStatus, PathKind, Service } from '../../../../src/model/path.ts';
import type { SubjectChanges } from '../../../support/subject.ts';
import type { FactName } from './facts.ts';

/** One shape of a network and what the solver must say: the kind of path, and every hop that does not pass. */
interface NetworkSituation {
  /** The situation, and after the colon why it ends as it does. */
  readonly name: string;
  /** What AWS documents, or this project promises, that decides the situation. */
  readonly fact: FactName;
  readonly given: SubjectChanges;
  readonly service?: Service;
  readonly expected: { readonly kind: PathKind } & { readonly [hop in HopName]?: HopStatus };
}

export type Situations = readonly NetworkSituation[];

/** The name may lead to addresses that nobody can name, so that every hop is open that depends on them. */
export const UNKNOWN_ADDRESS = {
  kind: 'undecided',
  'name-resolution': 'unknown',
  route: 'unknown',
  endpoint: 'unknown',
  'endpoint-acl': 'unknown',
} as const;
