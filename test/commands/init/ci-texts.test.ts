import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Invocation, parseCommandLine } from '../../../src/commands/arguments.ts';
import type { ScanFlags } from '../../../src/commands/scan.ts';
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
        readonly if?: string;
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
  readonly after_script: readonly string[];
  readonly cache: object;
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
    readonly reports: { readonly junit: string };
  };
}

const workflow = parse(github) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const job = (parse(gitlab) as Readonly<Record<string, Job>>)['ssm-preflight'];

/** What a shell makes of the variables where there is a baseline, and in a merge request. */
function expand(line: string): string {
  return line
    .replace(/^.*?(?=npx )/, '')
    .replace('; fi', '')
    .replace('${CI_MERGE_REQUEST_IID:+${BASELINE:+--fail-on-new}}', '--fail-on-new')
    .replaceAll(/\$\{BASELINE:\+(.*?)\}/g, '$1')
    .replaceAll(/"\$(?:BASELINE|KEEP)"/g, 'b.json');
}

async function parseLine(line: string): Promise<Invocation> {
  const [npx, yes, name, ...args] = expand(line).split(' ');
  expect([npx, yes, name]).toEqual(['npx', '--yes', `ssm-preflight@${VERSION}`]);
  return parseCommandLine(args);
}

/** The scan of a command line, after our own parser took it, and the files that it writes. */
async function scanOf(line = ''): Promise<{ readonly flags: ScanFlags; readonly files: readonly string[] }> {
  const invocation = await parseLine(line);
  if (invocation.command !== 'scan') throw new Error(`no scan: ${line}`);
  const outputs = parseOutputs(invocation.flags.format, [...reporters.keys()]);
  return { flags: invocation.flags, files: outputs.flatMap(({ file }) => file ?? []) };
}

describe('the workflow for GitHub', () => {
  it('is what GitHub takes', async () => {
    expect(await checkWorkflow('ssm-preflight.yml', github)).toEqual([]);
  });

  it('may do no more than it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.values(workflow.jobs).map(({ permissions }) => permissions)).toEqual([
      { contents: 'read', 'id-token': 'write', 'security-events': 'write' },
      { contents: 'read', 'id-token': 'write' },
    ]);
    expect(github).not.toMatch(/secrets\.|pull_request_target/);
  });

  it('gives the role to no pull request of a fork, and asks nothing at night that pull requests ask', () => {
    expect(Object.entries(workflow.jobs).map(([name, one]) => [name, one.if])).toEqual([
      ['scan', "${{ github.event_name != 'pull_request' }}"],
      [
        'pull-request',
        "${{ github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository }}",
      ],
    ]);
  });

  it('names every action by a major version of a known owner', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(6 + 4);
    for (const action of uses) expect(action).toMatch(/^(actions|aws-actions|github)\/[\w/-]+@v\d+$/);
  });

  it('runs commands that we understand, uploads what they write, and keeps the baseline', async () => {
    const [night, keep, pull, ...more] = steps.flatMap((step) => step.run ?? []);
    expect(more).toEqual([]);
    const nightly = await scanOf(night);
    expect(nightly.flags).toMatchObject({ github: true, baseline: 'b.json', failOnNew: false });
    expect(nightly.files).toEqual(['ssm-preflight.json', 'sarif/ssm-preflight.sarif']);
    const upload = steps.find(({ uses }) => uses?.includes('upload-sarif') === true);
    expect(upload?.with?.['sarif_file']).toBe('sarif');
    // Also when the scan failed the job, and not when it wrote nothing.
    expect(upload?.if).toBe("${{ !cancelled() && hashFiles('sarif/**') != '' }}");
    expect(await parseLine(keep ?? '')).toMatchObject({
      command: 'baseline',
      flags: { report: 'ssm-preflight.json', output: 'ssm-preflight.baseline.json', update: 'b.json' },
    });
    const pulled = await scanOf(pull);
    expect(pulled.flags).toMatchObject({ github: true, baseline: 'b.json', failOnNew: true });
    expect(pulled.files).toEqual([]);
  });

  it('lets nothing that comes from outside into a shell', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
});

describe('the job for GitLab', () => {
  it('runs commands that we understand, and keeps what they write, also when the scan fails', async () => {
    const [, scan] = job?.script ?? [];
    const { flags, files } = await scanOf(scan);
    expect(flags).toMatchObject({ baseline: 'b.json', failOnNew: true });
    expect(job?.artifacts).toMatchObject({ when: 'always', paths: files });
    expect(files).toContain(job?.artifacts.reports.junit);
    const [, keep = ''] = job?.after_script ?? [];
    expect(await parseLine(keep)).toMatchObject({
      command: 'baseline',
      flags: { report: 'ssm-preflight.json', output: 'b.json', update: 'b.json' },
    });
    expect(job?.cache).toMatchObject({ when: 'always', paths: ['ssm-preflight.baseline.json'] });
  });

  it('assumes its role with a token that nobody else can read', () => {
    expect(job).toMatchObject({
      rules: [
        { if: '$CI_PIPELINE_SOURCE == "schedule"' },
        { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
      ],
      id_tokens: { AWS_ID_TOKEN: { aud: 'https://gitlab.com' } },
      before_script: [`(umask 077 && printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`],
    });
    expect(job?.variables['AWS_WEB_IDENTITY_TOKEN_FILE']).toMatch(/^\/tmp\//);
  });
});
