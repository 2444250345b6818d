import type { CommandModule } from 'yargs';
import type { Invocation } from './arguments.ts';
import type { BaselineFlags } from './baseline.ts';
import type { DiffFlags } from './diff.ts';
import { last, optionalText, quietOption, type Values } from './flag-values.ts';
import type { RenderFlags } from './render.ts';
import { colorOption, gateOptions, outputOptions, toGate, toOutputFlags } from './scan-options.ts';

const REPORT = 'JSON report of a scan (-f json), also as .gz; - is standard input';
const RUN = 'JSON report or baseline file; - is standard input';

/** The commands that work on what scans left: they read no account, so they need no credentials. */
export function triageCommands(choose: (invocation: Invocation) => void): CommandModule[] {
  return [
    {
      command: 'diff <from> <to>',
      describe: 'Show what changed between two runs: verdicts, failures and the changes to make',
      builder: (command) =>
        gateOptions(colorOption(command))
          .positional('from', { type: 'string', describe: `The earlier run: ${RUN}` })
          .positional('to', { type: 'string', describe: 'The later run' })
          .option('format', {
            alias: 'f',
            choices: ['text', 'json'] as const,
            default: 'text' as const,
            describe: 'For people or for programs',
            group: 'Reports:',
          })
          .example('$0 diff monday.json tuesday.json', 'two reports that scans wrote with -f json')
          .epilogue(
            'Exit codes: 0 no new failure at or above --fail-on · 1 there is one · 2 usage · 3 something can no longer be judged',
          ),
      handler: (values) => choose({ command: 'diff', flags: toDiffFlags(values) }),
    },
    {
      command: 'render <report>',
      describe: 'Write any report from the JSON report of a scan',
      builder: (command) =>
        quietOption(gateOptions(outputOptions(command)))
          .positional('report', { type: 'string', describe: REPORT })
          .example(
            '$0 render report.json -f sarif=ssm.sarif',
            'the same bytes as the scan would have written',
          ),
      handler: (values) => choose({ command: 'render', flags: toRenderFlags(values) }),
    },
    {
      command: 'baseline <report>',
      describe: 'Keep what later scans have to know of a report, for scan --baseline',
      builder: (command) =>
        quietOption(command)
          .positional('report', { type: 'string', describe: REPORT })
          .option('output', {
            alias: 'o',
            type: 'string',
            demandOption: true,
            requiresArg: true,
            describe: 'Baseline file; .gz compresses it, - is standard output',
          })
          .option('update', {
            type: 'string',
            requiresArg: true,
            describe: 'The baseline before: keeps since when each failure is known, and what was fixed',
          })
          .example(
            '$0 baseline report.json -o baseline.json',
            'then: ssm-preflight scan --baseline baseline.json',
          )
          .example(
            '$0 baseline report.json --update baseline.json -o baseline.json',
            'every night: carries the history on',
          ),
      handler: (values) => choose({ command: 'baseline', flags: toBaselineFlags(values) }),
    },
  ];
}

function toDiffFlags(values: Values): DiffFlags {
  return {
    ...toGate(values),
    from: last(values.from),
    to: last(values.to),
    format: last(values.format) as DiffFlags['format'],
    color: values.color as boolean | undefined,
  };
}

function toRenderFlags(values: Values): RenderFlags {
  return { ...toOutputFlags(values), report: last(values.report) };
}

function toBaselineFlags(values: Values): BaselineFlags {
  return {
    report: last(values.report),
    output: last(values.output),
    update: optionalText(values.update),
    quiet: values.quiet === true,
  };
}
