import { neutralise } from './terminal-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text for an attribute or an element, in one line. XML 1.0 has no way to write most control characters, so they have
 * to go; and `>` is escaped too, for `]]>` is no text.
 */
export function toXml(text: string): string {
  return neutralise(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export function toAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${toXml(String(value))}"`)
    .join('');
}
