import type { HopName, HopStatus, PathKind, Service } from '../../../../src/facts/network/path.ts';
import type { SubjectChanges } from '../../../support/subject.ts';

/** One shape of a network and what the solver must say: the kind of path, and every hop that does not pass. */
interface NetworkSituation {
  /** The situation, and after the colon the fact that decides it. */
  readonly name: string;
  readonly given: SubjectChanges;
  readonly service?: Service;
  readonly expected: { readonly kind: PathKind } & { readonly [hop in HopName]?: HopStatus };
}

export type Situations = readonly NetworkSituation[];
