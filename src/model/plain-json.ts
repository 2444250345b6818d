/**
 * Characters that steer a terminal or reorder text and that JSON lets stand as they are: DEL and C1 controls, line
 * separators, invisible format characters (bidi marks and overrides among them). The joiners stay, scripts need them.
 */
const UNSAFE_IN_TEXT = /[\u007f-\u009f\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu;

/** Runners obey some words anywhere in a line of a log: GitHub's `##[error]`, Azure's `##vso[…]`. */
const LOG_COMMAND = /##(?=\w*\[)/g;

/**
 * JSON of plain data, indented by two, ending with one newline. Instance names and tags are written by whoever may
 * tag an instance, so the characters above stand as `\u` escapes: any parser reads the same value, and printing the
 * file to a terminal does nothing else than print it, and printing it to a log starts no command of a CI runner.
 */
export function stringifyJson(data: object): string {
  return `${escapeUnsafe(JSON.stringify(data, null, 2))}\n`;
}

/** JSON with the same values; only strings can hold what is escaped. */
export function escapeUnsafe(json: string): string {
  return json.replaceAll(UNSAFE_IN_TEXT, escapeCharacter).replaceAll(LOG_COMMAND, String.raw`#\u0023`);
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
