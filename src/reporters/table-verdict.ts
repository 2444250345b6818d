import type { VerdictName } from '../model/verdict.ts';
import type { Style } from './terminal-text.ts';

export { verdictWord } from './verdict-word.ts';

/** Every verdict has a word and a colour; the colour alone never says anything. */
export const VERDICT_STYLE: Readonly<Record<VerdictName, Style>> = {
  blocked: 'red',
  unknown: 'magenta',
  'at-risk': 'yellow',
  ready: 'green',
  dormant: 'dim',
  excluded: 'dim',
};
