import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkWorkflow } from '../support/check-workflow.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const page = read('docs/github-action.md');
const manifest = parse(read('action.yml')) as { readonly inputs: object; readonly outputs: object };
const workflows = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly uses?: string; readonly with?: object }[] }>
  >;
}

describe('docs/github-action.md', () => {
  it('has a workflow for each use', () => {
    expect(workflows).toHaveLength(2);
  });

  it.each(workflows)('shows a workflow that GitHub takes', async (workflow) => {
    expect(await checkWorkflow('ssm-preflight.yml', workflow)).toEqual([]);
  });

  it('gives the action no input, and asks it for no output, that it does not have', () => {
    const steps = workflows.flatMap((text) =>
      Object.values((parse(text) as Workflow).jobs).flatMap((job) => job.steps),
    );
    const ours = steps.filter(({ uses }) => uses?.startsWith('ssm-preflight/') === true);
    expect(ours).toHaveLength(2);
    for (const name of ours.flatMap((step) => Object.keys(step.with ?? {})))
      expect(Object.keys(manifest.inputs)).toContain(name);
    const asked = [...page.matchAll(/steps\.scan\.outputs\.([a-z-]+)/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(3);
    for (const name of asked) expect(Object.keys(manifest.outputs)).toContain(name);
  });
});
