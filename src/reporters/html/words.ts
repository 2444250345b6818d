import type { FindingStatus } from '../../model/finding.ts';
import type { VerdictName } from '../../model/verdict.ts';
import { verdictWord } from '../verdict-word.ts';
import { h, type MarkupElement } from './markup.ts';

/** The letters of the matrix, so that its colours alone never say anything. */
export const LETTERS: Readonly<Record<FindingStatus, string>> = {
  pass: 'P',
  fail: 'F',
  unknown: 'U',
  'not-applicable': '–',
  error: 'E',
};

/** In the order in which they ask for attention. */
export const STATUSES = ['fail', 'unknown', 'error', 'pass', 'not-applicable'] as const;

const SIGNS: Readonly<Record<VerdictName, string>> = {
  blocked: '✕',
  unknown: '?',
  'at-risk': '!',
  ready: '✓',
  dormant: '–',
  excluded: '·',
};

export function statusWord(status: FindingStatus): string {
  return status === 'not-applicable' ? 'not applicable' : status;
}

/** `later`: what the word leaves out of an instance that does not run, or is not there yet. */
export function renderVerdict(verdict: VerdictName, later = ''): MarkupElement {
  return h(
    'span',
    { class: 'verdict' },
    h(
      'span',
      { class: `badge v-${verdict}` },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[verdict]),
      verdictWord(verdict),
    ),
    later === '' ? [] : h('span', { class: 'later' }, later),
  );
}
