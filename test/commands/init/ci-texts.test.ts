import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCommandLine } from '../../../src/commands/arguments.ts';
import { renderGithubWorkflow } from '../../../src/commands/init/github-text.ts';
import { renderGitlabJob } from '../../../src/commands/init/gitlab-text.ts';
import { parseOutputs } from '../../../src/commands/outputs.ts';
import { reporters } from '../../../src/reporters/index.ts';
import { checkWorkflow } from '../../support/check-workflow.ts';

const VERSION = '1.2.3';
const github = renderGithubWorkflow(VERSION);
const gitlab = renderGitlabJob(VERSION);

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions: object;
        readonly steps: readonly {
          readonly uses?: string;
          readonly run?: string;
          readonly if?: string;
          readonly with?: Readonly<Record<string, unknown>>;
        }[];
      }
    >
  >;
}

interface Job {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly when: string; readonly paths: readonly string[] };
}

const workflow = parse(github) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const job = (parse(gitlab) as Readonly<Record<string, Job>>)['ssm-preflight'];

/** The files that a command line writes, after our own parser took it; without the files of other commands. */
async function filesOf(line: string): Promise<string[]> {
  const [npx, yes, name, ...args] = line.split(' ');
  expect([npx, yes, name]).toEqual(['npx', '--yes', `ssm-preflight@${VERSION}`]);
  const invocation = await parseCommandLine(args);
  if (invocation.command !== 'scan') throw new Error(`no scan: ${line}`);
  const outputs = parseOutputs(invocation.flags.format, [...reporters.keys()]);
  return outputs.flatMap(({ file }) => file ?? []);
}

describe('the workflow for GitHub', () => {
  it('is what GitHub takes', async () => {
    expect(await checkWorkflow('ssm-preflight.yml', github)).toEqual([]);
  });

  it('may do no more than it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.values(workflow.jobs).map(({ permissions }) => permissions)).toEqual([
      { contents: 'read', 'id-token': 'write', 'security-events': 'write' },
    ]);
    expect(github).not.toMatch(/secrets\.|pull_request/);
  });

  it('names every action by a major version of a known owner', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(4);
    for (const action of uses) expect(action).toMatch(/^(actions|aws-actions|github)\/[\w/-]+@v\d+$/);
  });

  it('runs a command that we understand, and uploads the file that it writes', async () => {
    const [scan, ...more] = steps.flatMap((step) => step.run ?? []);
    const files = await filesOf(scan ?? '');
    expect(more).toEqual([]);
    const upload = steps.find(({ uses }) => uses?.includes('upload-sarif') === true);
    expect([upload?.with?.['sarif_file']]).toEqual(files);
    // Also when the scan failed the job, and not when it wrote nothing.
    expect(upload?.if).toBe(`\${{ !cancelled() && hashFiles('${files[0]}') != '' }}`);
  });

  it('lets nothing that comes from outside into a shell', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
});

describe('the job for GitLab', () => {
  it('runs a command that we understand, and keeps what it writes, also when it fails', async () => {
    const [scan, ...more] = job?.script ?? [];
    expect(more).toEqual([]);
    expect(job?.artifacts.when).toBe('always');
    expect(job?.artifacts.paths).toEqual(await filesOf(scan ?? ''));
  });

  it('assumes its role with a token that nobody else can read', () => {
    expect(job).toMatchObject({
      rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }],
      id_tokens: { AWS_ID_TOKEN: { aud: 'https://gitlab.com' } },
      before_script: [`(umask 077 && printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`],
    });
    expect(job?.variables['AWS_WEB_IDENTITY_TOKEN_FILE']).toMatch(/^\/tmp\//);
  });
});
