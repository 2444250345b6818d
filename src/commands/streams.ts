/** The outside world as a command sees it; `cli.ts` makes the real one, tests make their own. */
export interface Streams {
  /** Standard input to its end, or until it is longer than the limit. */
  readonly readIn: (limit: number) => Promise<Buffer>;
  /** Resolves when the text is handed over; a reader that went away is no error. */
  readonly writeOut: (text: string) => Promise<void>;
  readonly writeError: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Columns of standard output, if it is a terminal. */
  readonly outColumns: number | undefined;
  readonly isErrorTerminal: boolean;
  readonly isOutTerminal: boolean;
}

/** Whether to colour, by the usual order: flag, FORCE_COLOR, NO_COLOR, TERM, and then whether anybody looks. */
export function chooseColor(flag: boolean | undefined, { env, isOutTerminal }: Streams): boolean {
  if (flag !== undefined) return flag;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.TERM === 'dumb') return false;
  return isOutTerminal;
}

/**
 * Whether to keep to ASCII: the flag, or a terminal whose locale says that it shows nothing else. Without a locale
 * (a container, Windows), or with one that names no character set, UTF-8 is the better guess; so it is for a pipe,
 * whose reader need not share the locale.
 */
export function chooseAscii(flag: boolean | undefined, { env, isOutTerminal }: Streams): boolean {
  if (flag !== undefined) return flag;
  if (!isOutTerminal) return false;
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  if (locale === undefined) return false;
  if (locale === 'C' || locale === 'POSIX') return true;
  const charset = /\.([^@]*)/.exec(locale)?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}

export function chooseWidth({ env, outColumns }: Streams): number {
  if (outColumns !== undefined && outColumns > 0) return outColumns;
  const columns = Number(env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : 120;
}
