#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { parseCommandLine, type Invocation } from './commands/arguments.ts';
import type { Streams } from './commands/streams.ts';
import { EXIT } from './exit-code.ts';
import { UserError } from './model/errors.ts';

// The SDK prints a notice about Node versions on standard error when it is loaded; the README says what it says.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const streams: Streams = {
  writeOut: async (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        // A reader that has seen enough (head, a closed pager) is no failure of ours.
        if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
        else resolve();
      });
    }),
  writeError: (text) => {
    process.stderr.write(text);
  },
  env: process.env,
  cwd: process.cwd(),
  outColumns: process.stdout.columns,
  isErrorTerminal: process.stderr.isTTY,
  isOutTerminal: process.stdout.isTTY,
};
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Each command is loaded when it is called: `--help` must not pay for the AWS SDK. */
async function run(invocation: Invocation): Promise<number> {
  switch (invocation.command) {
    case 'print':
      await streams.writeOut(invocation.text);
      return EXIT.ok;
    case 'scan': {
      const { runScan } = await import('./commands/scan.ts');
      return runScan(invocation.flags, streams);
    }
    case 'collect': {
      const { runCollect } = await import('./commands/collect.ts');
      return runCollect(invocation.flags, streams);
    }
    case 'rules': {
      const [{ renderRules }, { rules }] = await Promise.all([
        import('./commands/rules.ts'),
        import('./rules/index.ts'),
      ]);
      await streams.writeOut(renderRules(rules, invocation.id));
      return EXIT.ok;
    }
    case 'policy': {
      const { renderPolicy } = await import('./commands/policy.ts');
      await streams.writeOut(renderPolicy());
      return EXIT.ok;
    }
  }
}

function explain(error: unknown, isDebug: boolean): string {
  if (!(error instanceof Error)) return `ssm-preflight: ${String(error)}\n`;
  if (isDebug)
    return `ssm-preflight: ${error.stack ?? error.message}\n${error.cause instanceof Error ? `caused by ${error.cause.stack ?? error.cause.message}\n` : ''}`;
  if (error instanceof UserError) return `ssm-preflight: ${error.message}\n`;
  return `ssm-preflight: unexpected error: ${error.message.split('\n')[0] ?? ''} (run again with --debug for the place, and report it)\n`;
}

const args = hideBin(process.argv);
try {
  process.exitCode = await run(await parseCommandLine(args));
} catch (error) {
  streams.writeError(explain(error, args.includes('--debug')));
  process.exitCode = EXIT.usage;
}
