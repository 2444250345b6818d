const PART = /"(?:[^"\\]|\\.)*"(?=(\s*:)?)|[{}]/gs;

/**
 * Whether an object in a JSON text holds a key twice. `JSON.parse` keeps the last one without a word; what others make
 * of the text is theirs to choose. The text must be JSON.
 */
export function hasRepeatedKey(text: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [part, colon] of text.matchAll(PART)) {
    if (part === '{') open.push(new Set());
    else if (part === '}') open.pop();
    else if (colon !== undefined) {
      const keys = open.at(-1);
      const key: unknown = part.includes('\\') ? JSON.parse(part) : part.slice(1, -1);
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    }
  }
  return false;
}
