/**
 * Characters that steer a terminal or reorder text and that JSON lets stand as they are: DEL and C1 controls, line
 * separators, invisible format characters (bidi marks and overrides among them). The joiners stay, scripts need them.
 */
const UNSAFE_IN_TEXT = /[\u007f-\u009f\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu;

/**
 * JSON of plain data, indented by two, ending with one newline. Instance names and tags are written by whoever may
 * tag an instance, so the characters above stand as `\u` escapes: any parser reads the same value, and printing the
 * file to a terminal does nothing else than print it.
 */
export function stringifyJson(data: object): string {
  return `${JSON.stringify(data, null, 2).replaceAll(UNSAFE_IN_TEXT, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
