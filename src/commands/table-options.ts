import type { Argv } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { GROUPINGS, tagOf, type Grouping } from '../model/grouping.ts';
import type { RenderOptions } from '../model/report.ts';
import { suggest } from '../model/suggest.ts';
import { optionalText, type Values } from './flag-values.ts';
import type { OutputSpec } from './outputs.ts';
import { chooseAscii, type Streams } from './streams.ts';

export interface TableFlags {
  readonly groupBy?: string | undefined;
  readonly matrix: boolean;
  readonly ascii?: boolean | undefined;
}

export function tableOptions<T>(command: Argv<T>): Argv<T> {
  return command
    .option('group-by', {
      type: 'string',
      requiresArg: true,
      describe: 'Table in groups: cause, rule, vpc, account, region or tag:KEY',
      group: 'Reports:',
    })
    .option('matrix', {
      type: 'boolean',
      default: false,
      describe: 'Table of instances by rules, a letter for each finding',
      group: 'Reports:',
    })
    .option('ascii', {
      type: 'boolean',
      describe: 'Table in ASCII alone, other characters as \\u{…} (default: on a terminal that has no UTF-8)',
      group: 'Reports:',
    }) as Argv<T>;
}

export function toTableFlags(values: Values): TableFlags {
  return {
    groupBy: optionalText(values.groupBy),
    matrix: values.matrix === true,
    ascii: values.ascii as boolean | undefined,
  };
}

/** What the flags ask of the table. They are an error where no table is printed, since they would do nothing. */
export function readTableFlags(
  flags: TableFlags,
  outputs: readonly OutputSpec[],
): Pick<RenderOptions, 'groupBy' | 'matrix'> {
  const given = [
    ...(flags.groupBy === undefined ? [] : ['--group-by']),
    ...(flags.matrix ? ['--matrix'] : []),
    ...(flags.ascii === undefined ? [] : [flags.ascii ? '--ascii' : '--no-ascii']),
  ];
  if (given.length > 0 && !outputs.some(({ format }) => format === 'table'))
    throw new UsageError(
      `${given.join(', ')}: ${given.length === 1 ? 'shapes' : 'shape'} the table, and no table is asked for; add -f table`,
    );
  return {
    matrix: flags.matrix,
    ...(flags.groupBy === undefined ? {} : { groupBy: parseGrouping(flags.groupBy) }),
  };
}

/** A file is read later and elsewhere: only the flag makes it ASCII. */
export function isAscii(
  { ascii }: TableFlags,
  streams: Streams,
  { file }: Pick<OutputSpec, 'file'>,
): boolean {
  return file === undefined ? chooseAscii(ascii, streams) : ascii === true;
}

function parseGrouping(value: string): Grouping {
  const known = GROUPINGS.find((grouping) => grouping === value);
  if (known !== undefined) return known;
  if (value === 'tag' || value === 'tag:')
    throw new UsageError(`--group-by ${value}: the tag's key is missing; write tag:KEY`);
  const grouping = value as Grouping;
  if (tagOf(grouping) !== undefined) return grouping;
  const near = suggest(value, GROUPINGS);
  throw new UsageError(
    `--group-by ${value}: no such grouping; ${near === undefined ? `there are ${GROUPINGS.join(', ')} and tag:KEY` : `did you mean "${near}"?`}`,
  );
}
