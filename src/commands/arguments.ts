import yargs, { type Argv } from 'yargs';
import { UsageError } from '../model/errors.ts';
import type { BaselineFlags } from './baseline.ts';
import { bastionCommand, forBastionOption } from './bastion-options.ts';
import type { BastionFlags } from './bastion.ts';
import type { CollectFlags } from './collect.ts';
import type { DiffFlags } from './diff.ts';
import type { ExplainFlags } from './explain.ts';
import { hideDash, last, showDash, type Values } from './flag-values.ts';
import { initOptions, toInitFlags, type InitFlags } from './init-options.ts';
import type { RenderFlags } from './render.ts';
import type { ScanFlags } from './scan.ts';
import { configOption, scanOptions, toConfigFlags, toScanFlags } from './scan-options.ts';
import { sourceOptions, toSourceFlags } from './source-options.ts';
import { readTool } from './tool.ts';
import { triageCommands } from './triage-commands.ts';

/** What the command line asks for. `print` is text that yargs itself made: help, version, completion. */
export type Invocation =
  | { readonly command: 'print'; readonly text: string }
  | { readonly command: 'scan'; readonly flags: ScanFlags }
  | { readonly command: 'collect'; readonly flags: CollectFlags }
  | { readonly command: 'explain'; readonly flags: ExplainFlags }
  | { readonly command: 'bastion'; readonly flags: BastionFlags }
  | { readonly command: 'diff'; readonly flags: DiffFlags }
  | { readonly command: 'render'; readonly flags: RenderFlags }
  | { readonly command: 'baseline'; readonly flags: BaselineFlags }
  | { readonly command: 'rules'; readonly id: string | undefined }
  | { readonly command: 'policy' }
  | { readonly command: 'init'; readonly flags: InitFlags };

/** Parses argv. Throws a {@link UsageError} for anything that is not understood; runs nothing. */
export async function parseCommandLine(args: readonly string[]): Promise<Invocation> {
  let chosen: Invocation | undefined;
  const choose = (invocation: Invocation): void => {
    chosen = invocation;
  };
  const parser = buildParser(choose);
  let printed = '';
  await parser.parseAsync(
    args.map(hideDash),
    {},
    (error: Error | undefined, _values: unknown, output: string) => {
      if (error) throw new UsageError(`${toOneLine(showDash(error.message))}; see ssm-preflight --help`);
      printed = output;
    },
  );
  if (printed !== '') return { command: 'print', text: printed.endsWith('\n') ? printed : `${printed}\n` };
  // A shell that completes and gets no suggestion falls back to file names.
  if (args[0] === '--get-yargs-completions') return { command: 'print', text: '' };
  if (chosen === undefined) throw new UsageError('no command; see ssm-preflight --help');
  return chosen;
}

/** The parser tells what it was given and what it takes on lines of their own. */
function toOneLine(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/** An empty value is a variable that a script forgot to set; taking it for an absent flag would widen the scan. */
function rejectEmptyValues(values: Values): true {
  const empty = Object.entries(values).find(
    ([name, value]) =>
      name.length > 1 && name !== '$0' && (value === '' || (Array.isArray(value) && value.length === 0)),
  );
  if (empty !== undefined) throw new UsageError(`--${empty[0]}: the value is empty`);
  return true;
}

function buildParser(choose: (invocation: Invocation) => void): Argv {
  const parser: Argv = yargs()
    .scriptName('ssm-preflight')
    .locale('en')
    .usage(
      '$0 [command] [options]\n\nWill Session Manager reach every EC2 instance? Find out before you delete the bastion.',
    )
    .command(
      ['scan', '$0'],
      'Judge every instance and write reports (the default command)',
      (command) => sourceOptions(scanOptions(command)),
      (values) => choose({ command: 'scan', flags: toScanFlags(values) }),
    )
    .command(
      'collect',
      'Read the account into a snapshot file, to scan it later without credentials',
      (command) =>
        forBastionOption(sourceOptions(command))
          .option('output', {
            alias: 'o',
            type: 'string',
            demandOption: true,
            requiresArg: true,
            describe: 'Snapshot file; .gz compresses it, - is standard output',
          })
          .example('$0 collect -o account.snapshot.json.gz', 'read every enabled region'),
      (values) =>
        choose({ command: 'collect', flags: { ...toSourceFlags(values), output: last(values.output) } }),
    )
    .command(
      'explain <instance-id>',
      'Show how one instance reaches each service, hop by hop, where that stops, and what mends it',
      (command) =>
        sourceOptions(configOption(command))
          .positional('instance-id', {
            type: 'string',
            describe: 'The instance, i-…, or what would be launched next: asg/…, lt-…',
          })
          .option('format', {
            alias: 'f',
            choices: ['text', 'json'] as const,
            default: 'text' as const,
            describe: 'json: the report of this instance alone, with its paths',
          })
          .option('color', { type: 'boolean', describe: 'Colour the text (default: on a terminal)' })
          .example(
            '$0 explain i-0123456789abcdef0 --region eu-west-1',
            'read one region, tell of one instance',
          )
          .example('$0 explain i-0123456789abcdef0 --snapshot account.snapshot.json.gz', 'from a snapshot'),
      (values) => choose({ command: 'explain', flags: toExplainFlags(values) }),
    )
    .command(bastionCommand(choose))
    .command(triageCommands(choose))
    .command(
      'rules [id]',
      'List the rules, or explain one',
      (command) => command.positional('id', { type: 'string', describe: 'A rule id' }),
      ({ id }) => choose({ command: 'rules', id }),
    )
    .command('policy', 'Print the IAM policy that the scanner needs', {}, () => choose({ command: 'policy' }))
    .command(
      'init',
      'Write a commented configuration, and a nightly scan for your CI',
      initOptions,
      (values) => choose({ command: 'init', flags: toInitFlags(values) }),
    )
    // A command of our own: `.completion()` gives way to a default command.
    .command('completion', 'Print a completion script for bash or zsh', {}, () => {
      parser.showCompletionScript();
    })
    .option('debug', {
      type: 'boolean',
      default: false,
      describe: 'Log every AWS call, and stack traces',
      global: true,
    })
    .example('$0', 'scan the account of the current AWS credentials, every enabled region')
    .example('$0 --region eu-west-1,us-east-1 -f table -f sarif=ssm.sarif', 'two regions, two reports')
    .example(
      '$0 --snapshot account.snapshot.json.gz --fail-on critical',
      'judge a snapshot, no credentials needed',
    )
    .example('$0 --demo', 'a made-up account with one instance for each verdict')
    .epilogue(
      'Exit codes: 0 nothing open at or above --fail-on · 1 something is · 2 usage, configuration or crash · 3 something could not be judged',
    )
    .version(readTool().version)
    .help()
    .alias('help', 'h')
    .check(rejectEmptyValues)
    .strict()
    .recommendCommands()
    .showHelpOnFail(false)
    .exitProcess(false)
    .wrap(110);
  return parser;
}

function toExplainFlags(values: Values): ExplainFlags {
  return {
    ...toSourceFlags(values),
    instanceId: last(values.instanceId),
    format: last(values.format) as ExplainFlags['format'],
    color: values.color as boolean | undefined,
    ...toConfigFlags(values),
  };
}
