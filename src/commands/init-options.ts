import type { Argv } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import { list, splitList, type Values } from './flag-values.ts';

const CI_NAMES = ['github', 'gitlab'] as const;
export type CiName = (typeof CI_NAMES)[number];

export interface InitFlags {
  readonly ci: readonly CiName[];
  /** False leaves the configuration out, for who has one. */
  readonly config: boolean;
  readonly force: boolean;
  readonly print: boolean;
}

export function initOptions<T>(command: Argv<T>): Argv<T> {
  return command
    .option('ci', list('Also a nightly scan for github or gitlab; may be repeated'))
    .option('config', {
      type: 'boolean',
      default: true,
      describe: 'The configuration; --no-config leaves it out, where you have one',
    })
    .option('force', { type: 'boolean', default: false, describe: 'Replace files that are there' })
    .option('print', {
      type: 'boolean',
      default: false,
      describe: 'Print what would be written, and write nothing',
    })
    .example(
      '$0 init --ci github',
      'ssm-preflight.config.yaml and .github/workflows/ssm-preflight.yml',
    ) as Argv<T>;
}

export function toInitFlags(values: Values): InitFlags {
  if (values.force === true && values.print === true)
    throw new UsageError('--force and --print: the one writes, the other does not; give one');
  if (values.config === false && values.ci === undefined)
    throw new UsageError('--no-config: nothing is left to write; give --ci');
  return {
    config: values.config !== false,
    ci: [...new Set(splitList(values.ci).map(parseCi))],
    force: values.force === true,
    print: values.print === true,
  };
}

function parseCi(value: string): CiName {
  const known = CI_NAMES.find((name) => name === value);
  if (known !== undefined) return known;
  const near = suggest(value, CI_NAMES);
  throw new UsageError(
    `--ci ${value}: no such CI; ${near === undefined ? `there are ${CI_NAMES.join(', ')}` : `did you mean "${near}"?`}`,
  );
}
