import type { Argv, CommandModule } from 'yargs';
import type { Invocation } from './arguments.ts';
import type { BastionFlags } from './bastion.ts';
import { list, splitList, type Values } from './flag-values.ts';
import { colorOption, configOption, toConfigFlags } from './scan-options.ts';
import { sourceOptions, toSourceFlags } from './source-options.ts';

const FORMATS = ['table', 'json', 'markdown', 'html'] as const;

/** `bastion`: may it go? */
export function bastionCommand(choose: (invocation: Invocation) => void): CommandModule {
  return {
    command: 'bastion',
    describe: 'Say whether a bastion host can be removed, what must change first, and in which order it goes',
    builder: (command: Argv) =>
      sourceOptions(configOption(colorOption(command)))
        .option('bastion', {
          ...list(
            'Instance ids of the bastions, i-… (default: what looks like one by name, rules and address)',
          ),
          group: 'Bastion:',
        })
        .option('format', {
          ...list(`Report, as NAME or NAME=FILE; may be repeated. Names: ${FORMATS.join(', ')}`),
          alias: 'f',
          default: ['table'],
          group: 'Reports:',
        })
        .epilogue(
          'Exit codes: 0 safe to remove · 1 not yet · 2 usage, configuration or crash · 3 cannot tell. Commands are printed, never run.',
        )
        .example(
          '$0 bastion --region eu-west-1',
          'find the bastions of a region, and say whether they may go',
        )
        .example(
          '$0 bastion --bastion i-0123456789abcdef0 -f table -f markdown=ticket.md',
          'one bastion, and the text of a change ticket',
        ),
    handler: (values: Values) => choose({ command: 'bastion', flags: toBastionFlags(values) }),
  };
}

/** For `collect`: a snapshot that `bastion` can judge whole. */
export function forBastionOption<T>(command: Argv<T>): Argv<T> {
  return command.option('for-bastion', {
    type: 'boolean',
    default: false,
    describe: 'Also read what `bastion` looks at: every network interface, users and roles, other ways in',
    group: 'Source:',
  }) as Argv<T>;
}

function toBastionFlags(values: Values): BastionFlags {
  return {
    ...toSourceFlags(values),
    ...toConfigFlags(values),
    bastion: splitList(values.bastion),
    format: splitList(values.format),
    color: values.color as boolean | undefined,
  };
}
