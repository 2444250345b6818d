/**
 * One word for a POSIX shell. Names and documents in a fix come from the account: what is not plainly harmless is
 * quoted, so that a pasted command can't do anything but what it says.
 */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
