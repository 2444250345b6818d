import { stripVTControlCharacters } from 'node:util';

const MESSAGE_LIMIT = 1000;
const NAME_LIMIT = 64;
/** Controls, lone surrogates, line separators and invisible format characters; the joiners stay, scripts need them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Printable ASCII but braces, in words with one space between: most texts, and nothing to do for them. */
const PLAIN = /^[!-z|~]+(?: [!-z|~]+)*$/u;

/** Without control, bidi and other invisible characters; line breaks stay. For text that must not be cut, like commands. */
export function stripUnprintable(text: string): string {
  const lines = stripVTControlCharacters(text).split(/\r?\n/u);
  return lines.map((line) => line.replaceAll(UNPRINTABLE, '')).join('\n');
}

/**
 * Text that is safe as a SARIF string: no control, bidi or other invisible character, at most `limit` characters,
 * and no braces, which SARIF reads as placeholders.
 */
export function toPlainText(text: string, limit: number = MESSAGE_LIMIT): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  const visible = stripVTControlCharacters(text).replaceAll(/\s+/gu, ' ').replaceAll(UNPRINTABLE, '');
  const characters = Array.from(visible.replaceAll('{', '(').replaceAll('}', ')').trim());
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Message text: like {@link toPlainText}, and `[text](target)` is no longer a link. */
export function toMessage(sentences: readonly string[], limit: number = MESSAGE_LIMIT): string {
  const whole = sentences.map((sentence) => endSentence(toPlainText(sentence))).join(' ');
  return toPlainText(whole, limit).replaceAll('](', '] (');
}

/**
 * A name that anybody may have chosen, in single quotes. It can neither end the quote nor the first sentence, which
 * is all that GitHub shows in lists.
 */
export function quoteName(name: string): string {
  const safe = toPlainText(name, NAME_LIMIT);
  return `'${safe.replaceAll("'", '’').replaceAll(/(?<=[.!?])\s/gu, '')}'`;
}

/** Ends a text with one full stop, unless it already ends like a sentence. */
export function endSentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** The fragment of a sentence: without its full stop, for use inside another one. */
export function asFragment(text: string): string {
  return text.replace(/\.$/u, '');
}
