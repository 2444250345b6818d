#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { parseCommandLine, type Invocation } from './commands/arguments.ts';
import type { Streams } from './commands/streams.ts';
import { EXIT } from './exit-code.ts';
import { UserError } from './model/errors.ts';

// The SDK prints a notice about Node versions on standard error when it is loaded; the README says what it says.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const streams: Streams = {
  readIn: async (limit) => {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > limit) break;
    }
    return Buffer.concat(chunks);
  },
  writeOut: async (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        // A reader that has seen enough (head, a closed pager) is no failure of ours.
        if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE')
          reject(new UserError(`standard output: cannot be written: ${error.message}`, { cause: error }));
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
// `writeOut` tells what failed; of standard error there is nowhere to tell it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

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
    case 'explain': {
      const { runExplain } = await import('./commands/explain.ts');
      return runExplain(invocation.flags, streams);
    }
    case 'bastion': {
      const { runBastion } = await import('./commands/bastion.ts');
      return runBastion(invocation.flags, streams);
    }
    case 'render': {
      const { runRender } = await import('./commands/render.ts');
      return runRender(invocation.flags, streams);
    }
    case 'baseline': {
      const { runBaseline } = await import('./commands/baseline.ts');
      return runBaseline(invocation.flags, streams);
    }
    case 'diff': {
      const { runDiff } = await import('./commands/diff.ts');
      return runDiff(invocation.flags, streams);
    }
    case 'rules': {
      const [{ renderRules }, { rules }] = await Promise.all([
        import('./commands/rules.ts'),
        import('./rules/index.ts'),
      ]);
      await streams.writeOut(renderRules(rules, invocation.id));
      return EXIT.ok;
    }
    case 'init': {
      const { runInit } = await import('./commands/init.ts');
      return runInit(invocation.flags, streams);
    }
    case 'policy': {
      const { renderPolicy } = await import('./commands/policy.ts');
      await streams.writeOut(renderPolicy());
      return EXIT.ok;
    }
  }
}

const args = hideBin(process.argv);
// What ends the process behind our back (a plugin that exits, or waits for ever) must not look like a verdict.
let isOver = false;
process.on('exit', () => {
  if (isOver) return;
  streams.writeError(
    'ssm-preflight: unexpected error: the run ended before it was done (was it a plugin?)\n',
  );
  process.exitCode = EXIT.usage;
});
const crash = new Promise<never>((_, reject) => {
  process.on('uncaughtException', reject);
});
try {
  process.exitCode = await Promise.race([parseCommandLine(args).then(run), crash]);
} catch (error) {
  const { explainError } = await import('./commands/explain-error.ts');
  streams.writeError(explainError(error, args.includes('--debug')));
  process.exitCode = EXIT.usage;
}
isOver = true;
