import { neutralise } from '../terminal-text.ts';
import type { Markup } from './markup.ts';

const VOID: ReadonlySet<string> = new Set(['br', 'col', 'input', 'link', 'meta']);
const NAME = /^[a-zA-Z][a-zA-Z0-9-]*$/u;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup as HTML text. Every text and every attribute is made safe here, so that no section can forget it. */
export function serialise(markup: Markup): string {
  if (typeof markup === 'string') return escapeText(markup);
  if (!('tag' in markup)) return markup.map(serialise).join('');
  const { tag, attributes, children } = markup;
  // Names are never data; a mistake must not become a hole.
  for (const name of [tag, ...Object.keys(attributes)])
    if (!NAME.test(name)) throw new Error(`no name for markup: ${JSON.stringify(name)}`);
  const start = `<${tag}${Object.entries(attributes).map(serialiseAttribute).join('')}>`;
  return VOID.has(tag) ? start : `${start}${children.map(serialise).join('')}</${tag}>`;
}

function serialiseAttribute([name, value]: [string, string | undefined]): string {
  if (value === undefined) return '';
  return value === '' ? ` ${name}` : ` ${name}="${escapeText(value)}"`;
}

/** Neither markup nor anything that steers, reorders or hides what stands around it; line breaks stay. */
function escapeText(text: string): string {
  const escaped = neutraliseLines(text).replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
  return escaped.replaceAll(LOG_COMMAND, '$1&#58;:');
}

/** A page may stand in the log of a CI run, where a line that starts so is a command. A browser shows the same. */
const LOG_COMMAND = /^(\s*)::/gmu;

/** Commands and documents have lines. */
export function neutraliseLines(text: string): string {
  return text.includes('\n') ? text.split('\n').map(neutralise).join('\n') : neutralise(text);
}
