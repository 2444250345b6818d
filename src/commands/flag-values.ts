import type { Argv } from 'yargs';

/** What yargs gives: by the camel-case name of each flag. */
export type Values = Readonly<Record<string, unknown>>;

/** Stands for a lone `-` while yargs parses, which would make an argument of it empty; no argv can hold a NUL. */
const DASH = '\0-';

export function hideDash(argument: string): string {
  return argument === '-' ? DASH : argument;
}

export function showDash(text: string): string {
  return text.replaceAll(DASH, '-');
}

/** Repeatable and comma-separated, but not greedy: `--region a b` leaves `b` alone. */
export function list(describe: string): {
  type: 'string';
  requiresArg: true;
  describe: string;
  coerce: (value: unknown) => string[];
} {
  return { type: 'string', requiresArg: true, describe, coerce: splitList };
}

export function splitList(value: unknown): string[] {
  if (value === undefined) return [];
  return [value]
    .flat()
    .flatMap((entry) => String(entry).split(','))
    .map((entry) => showDash(entry).trim())
    .filter((entry) => entry !== '');
}

export function text(
  describe: string,
  group: string,
  negatable = false,
): { type: 'string'; requiresArg?: boolean; describe: string; group: string } {
  return { type: 'string', describe, group, ...(negatable ? {} : { requiresArg: true }) };
}

/** Of a flag that was given twice the last one counts, as in AWS's own command line. */
export function last(value: unknown): string {
  return showDash(String([value].flat().at(-1)));
}

export function optionalText(value: unknown): string | undefined {
  return value === undefined || value === false ? undefined : last(value);
}

export function quietOption<T>(command: Argv<T>): Argv<T> {
  return command.option('quiet', {
    alias: 'q',
    type: 'boolean',
    default: false,
    describe: 'Nothing on standard error but errors',
  }) as Argv<T>;
}
