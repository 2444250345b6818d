import path from 'node:path';
import { findConfigFile } from '../config/find.ts';
import { EXIT } from '../exit-code.ts';
import { rules } from '../rules/index.ts';
import type { CiName, InitFlags } from './init-options.ts';
import { renderConfig } from './init/config-text.ts';
import { renderGithubWorkflow } from './init/github-text.ts';
import { renderGitlabJob } from './init/gitlab-text.ts';
import { checkPlaces, type NewFile } from './init/places.ts';
import { openPendingFiles } from './outputs.ts';
import type { Streams } from './streams.ts';
import { readTool } from './tool.ts';

/** Writes a configuration, and a nightly scan for each CI that is asked for: all of it or nothing. */
export async function runInit(flags: InitFlags, streams: Streams): Promise<number> {
  const files = listFiles(flags);
  if (flags.print) {
    await streams.writeOut(print(files));
    return EXIT.ok;
  }
  checkPlaces(files, streams.cwd, flags.force);
  const found = flags.config ? await findConfigFile(streams.cwd) : undefined;
  write(files);
  for (const { file } of files) streams.writeError(`wrote ${file}\n`);
  // One in a folder above counted here until now.
  if (found !== undefined && path.dirname(found) !== path.resolve(streams.cwd))
    streams.writeError(`note: here it counts instead of ${path.relative(streams.cwd, found)}\n`);
  streams.writeError(`next: ${NEXT_STEPS[flags.ci.length === 0 ? 'alone' : 'ci']}\n`);
  return EXIT.ok;
}

const NEXT_STEPS = {
  alone: 'ssm-preflight scan, or first ssm-preflight scan --demo to see what a report looks like',
  ci: 'do what the head of each CI file asks for, then commit the files; ssm-preflight policy prints the IAM policy',
};

function listFiles({ ci, config }: InitFlags): NewFile[] {
  const { version } = readTool();
  const byCi: Readonly<Record<CiName, NewFile>> = {
    github: {
      file: path.join('.github', 'workflows', 'ssm-preflight.yml'),
      text: renderGithubWorkflow(version),
      atRoot: true,
    },
    gitlab: { file: 'ssm-preflight.gitlab-ci.yml', text: renderGitlabJob(version), atRoot: false },
  };
  const configuration = {
    file: 'ssm-preflight.config.yaml',
    text: renderConfig(rules, version, new Date()),
    atRoot: false,
  };
  return [...(config ? [configuration] : []), ...ci.map((name) => byCi[name])];
}

/** Several files as one stream of YAML documents. */
function print(files: readonly NewFile[]): string {
  if (files.length === 1) return files.map(({ text }) => text).join('');
  return files.map(({ file, text }) => `--- # ${file}\n${text}`).join('');
}

function write(files: readonly NewFile[]): void {
  const pending = openPendingFiles(files.map(({ file }) => ({ format: 'init', file })));
  try {
    files.forEach(({ text }, index) => pending[index]?.write(text));
    pending.forEach((file) => file?.commit());
  } finally {
    pending.forEach((file) => file?.discard());
  }
}
