import { sanitise } from '../terminal-text.ts';
import { MARK } from './page-data.ts';
import { neutraliseLines } from './serialise.ts';

/** A text that is safe to show, with the mark in place of an instance's id, so that instances can share it. */
export function shape(text: string, id = ''): string {
  const safe = sanitise(text);
  return id === '' ? safe : safe.replaceAll(sanitise(id), MARK);
}

/** Like {@link shape} for commands and documents, whose lines stay. */
export function shapeLines(text: string, id = ''): string {
  const safe = neutraliseLines(text);
  return id === '' ? safe : safe.replaceAll(sanitise(id), MARK);
}
