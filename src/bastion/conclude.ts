import type { BastionQuestion, BastionVerdict, Blocker } from '../model/bastion.ts';

export interface Conclusion {
  readonly blockers: readonly Blocker[];
  readonly questions: readonly BastionQuestion[];
}

/** Who must stay beats who may have to: one blocked host is enough, whatever else is open. */
export function conclude({ blockers, questions }: Conclusion): BastionVerdict {
  if (blockers.length > 0) return 'not-yet';
  return questions.length > 0 ? 'cannot-tell' : 'safe-to-remove';
}
