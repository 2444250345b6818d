import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkWorkflow } from '../support/check-workflow.ts';

const folder = new URL('../../.github/workflows/', import.meta.url);

describe('our own workflows', () => {
  it.each(readdirSync(folder))('%s is what GitHub takes', async (name) => {
    expect(await checkWorkflow(name, readFileSync(new URL(name, folder), 'utf8'))).toEqual([]);
  });
});

describe('the check of workflows finds', () => {
  const good = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ls\n';

  it('nothing in a good one', async () => {
    expect(await checkWorkflow('a.yml', good)).toEqual([]);
  });

  it.each([
    ['text that is no YAML', 'a: b: c'],
    ['a key that does not exist', good.replace('runs-on', 'run-on')],
    ['a permission that does not exist', `permissions:\n  security-event: write\n${good}`],
    ['an expression that does not end', good.replace('ls', '${{ github.ref')],
    ['a function that does not exist', good.replace('run: ls', 'if: ${{ sometimes() }}\n        run: ls')],
    ['a schedule that is none', good.replace('push', '{ schedule: [{ cron: "61 3 * * *" }] }')],
  ])('%s', async (_, workflow) => {
    expect(await checkWorkflow('a.yml', workflow)).not.toEqual([]);
  });
});
