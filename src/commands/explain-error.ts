import { ConfigError, UserError } from '../model/errors.ts';
import { neutraliseLine } from '../reporters/terminal-text.ts';

/**
 * What standard error says about the error that ended a run: one line (of a configuration file one for each fault),
 * the stack only for `--debug`. Messages quote files and AWS, so nothing in them may steer a terminal.
 */
export function explainError(error: unknown, isDebug: boolean): string {
  return `ssm-preflight: ${describe(error, isDebug).split('\n').map(neutraliseLine).join('\n')}\n`;
}

function describe(error: unknown, isDebug: boolean): string {
  if (isDebug && error instanceof Error) {
    const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
    return `${stackOf(error)}${cause}`;
  }
  if (error instanceof ConfigError) return error.message;
  if (error instanceof UserError) return error.message.replaceAll('\n', '\\n');
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return `unexpected error: ${reason} (run again with --debug for the place, and report it)`;
}

function stackOf(error: Error): string {
  return error.stack ?? error.message;
}
