import { describeGap, type Gap } from '../model/known.ts';

/** What is missing; of what a snapshot was not made with, how to make one that has it. */
export function tellGap(gap: Gap): string {
  const hint = gap.kind === 'not-collected' ? '; for a snapshot, collect --for-bastion reads it' : '';
  return `${describeGap(gap)}${hint}.`;
}
