import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/model/report.ts';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Run {
  /** Null when a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** The working directory; by default an empty folder outside any repository. */
  readonly cwd?: string;
  /** Beside PATH, HOME and the switch that keeps the SDK off the metadata service. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

/** An environment in which nothing of the machine decides: no AWS account, no colours, no CI, another HOME. */
function cleanEnv(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env };
}

/** Runs the built command to its end. A process that outlives the timeout is killed and fails the test. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return spawnToEnd(process.execPath, [CLI, ...args], options);
}

/** Runs a shell script in which `$CLI` is the built command, for pipes that a process alone does not have. */
export async function runShell(script: string, options: RunOptions = {}): Promise<Run> {
  const env = { ...options.env, CLI: `"${process.execPath}" "${CLI}"` };
  return spawnToEnd('bash', ['-c', script.replaceAll('$CLI', env.CLI)], options);
}

async function spawnToEnd(
  command: string,
  args: readonly string[],
  { cwd, env, timeout = 30_000 }: RunOptions,
): Promise<Run> {
  const home = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-home-'));
  try {
    return await new Promise<Run>((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: cwd ?? home,
        env: cleanEnv(home, env),
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own: the timeout ends a whole pipe, not its shell alone.
        detached: true,
      });
      const chunks: { out: Buffer[]; error: Buffer[] } = { out: [], error: [] };
      child.stdout.on('data', (chunk: Buffer) => chunks.out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => chunks.error.push(chunk));
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      }, timeout);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        const stderr = Buffer.concat(chunks.error).toString('utf8');
        if (isLate) reject(new Error(`still running after ${timeout} ms; stderr: ${stderr}`));
        else resolve({ code, stdout: Buffer.concat(chunks.out).toString('utf8'), stderr });
      });
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export function parseReport(text: string): Report {
  return JSON.parse(text) as Report;
}

/** The text without the two times that a run may differ in. */
export function withoutTimes(json: string): string {
  return json.replace(/"generatedAt": "[^"]+"/, '"generatedAt": ""');
}

/** The verdicts that occur, with how many instances have each. */
export function countVerdicts({ summary }: Report): Record<string, number> {
  return Object.fromEntries(Object.entries(summary.verdicts).filter(([, count]) => count > 0));
}
