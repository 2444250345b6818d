import type { VerdictName } from '../model/verdict.ts';

export function verdictWord(verdict: VerdictName): string {
  return verdict === 'at-risk' ? 'at risk' : verdict;
}
