import type { Argv } from 'yargs';
import type { Gate } from '../exit-code.ts';
import { SEVERITIES } from '../model/finding.ts';
import { reporters } from '../reporters/index.ts';
import { last, list, optionalText, splitList, text, type Values } from './flag-values.ts';
import type { ConfigFlags } from './make-report.ts';
import type { ScanFlags } from './scan.ts';
import type { OutputFlags } from './write-reports.ts';
import { toSourceFlags } from './source-options.ts';
import { tableOptions, toTableFlags } from './table-options.ts';

export function configOption<T>(command: Argv<T>): Argv<T> {
  return command.option(
    'config',
    text('Configuration file (default: searched up to the repository root)', 'Rules:', true),
  ) as Argv<T>;
}

export function scanOptions<T>(command: Argv<T>): Argv<T> {
  return gateOptions(outputOptions(configOption(command)))
    .option(
      'baseline',
      text(
        'Earlier report (-f json) or baseline file: say what is new, fixed or unverified since. Shown only: the exit code still counts every failure',
        'Rules:',
      ),
    )
    .option('fail-on-new', {
      type: 'boolean',
      default: false,
      describe:
        'With --baseline: of the failures only those that are new, back after a fix, or worse than they were count for the exit code',
      group: 'Rules:',
    })
    .option('instance', { ...list('Only these instance ids'), group: 'Filters:' })
    .option('vpc', { ...list('Only instances in these VPCs'), group: 'Filters:' })
    .option('tag', {
      ...list('Only instances with this tag: KEY=VALUE or KEY; repeated tags must all be there'),
      group: 'Filters:',
    }) as Argv<T>;
}

export function outputOptions<T>(command: Argv<T>): Argv<T> {
  return colorOption(
    tableOptions(command)
      .option('format', {
        ...list(`Report, as NAME or NAME=FILE; may be repeated. Names: ${[...reporters.keys()].join(', ')}`),
        alias: 'f',
        default: ['table'],
        group: 'Reports:',
      })
      .option('sarif-profile', {
        choices: ['full', 'github'] as const,
        default: 'full' as const,
        describe: 'full: for viewers and audits; github: open failures only, as code scanning wants it',
        group: 'Reports:',
      })
      .option('verbose', {
        alias: 'v',
        type: 'boolean',
        default: false,
        describe: 'Failing and undecided findings below their instances, and whole commands',
        group: 'Reports:',
      })
      .option('github', {
        type: 'boolean',
        default: false,
        describe: 'In GitHub Actions: append the report to the job summary, and annotate the run',
        group: 'Reports:',
      }),
  ) as Argv<T>;
}

export function colorOption<T>(command: Argv<T>): Argv<T> {
  return command.option('color', {
    type: 'boolean',
    describe: 'Colour the table (default: on a terminal)',
    group: 'Reports:',
  }) as Argv<T>;
}

export function gateOptions<T>(command: Argv<T>): Argv<T> {
  return command
    .option('fail-on', {
      choices: [...SEVERITIES, 'never'] as const,
      default: 'high' as const,
      describe: 'Least severity of an open failure that makes the exit code 1',
      group: 'Rules:',
    })
    .option('allow-unknown', {
      type: 'boolean',
      default: false,
      describe: 'Exit 0 although something could not be judged',
      group: 'Rules:',
    }) as Argv<T>;
}

export function toConfigFlags(values: Values): ConfigFlags {
  return { config: optionalText(values.config), useConfig: values.config !== false };
}

export function toGate(values: Values): Gate {
  return { failOn: last(values.failOn) as Gate['failOn'], allowUnknown: values.allowUnknown === true };
}

export function toOutputFlags(values: Values): OutputFlags {
  return {
    ...toGate(values),
    ...toTableFlags(values),
    format: splitList(values.format),
    sarifProfile: last(values.sarifProfile) as OutputFlags['sarifProfile'],
    verbose: values.verbose === true,
    github: values.github === true,
    color: values.color as boolean | undefined,
    quiet: values.quiet === true,
  };
}

export function toScanFlags(values: Values): ScanFlags {
  return {
    ...toSourceFlags(values),
    ...toOutputFlags(values),
    ...toConfigFlags(values),
    baseline: optionalText(values.baseline),
    failOnNew: values.failOnNew === true,
    instance: splitList(values.instance),
    vpc: splitList(values.vpc),
    tag: splitList(values.tag),
  };
}
