import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { makeFolder } from '../support/folder.ts';
import { readCommands } from '../support/read-commands.ts';
import { readCsv } from '../support/read-csv.ts';
import { listNodes, readMarkdown } from '../support/read-markdown.ts';
import { readXml } from '../support/read-xml.ts';
import { parseReport, run } from './support.ts';

const names = [...reporters.keys()];
const COUNTS = '6 ready · 3 at risk · 9 blocked · 3 unknown · 2 dormant · 1 excluded';

describe('one scan', () => {
  it('writes every report at once, all about the same instances', async () => {
    const cwd = makeFolder();
    const formats = names.flatMap((name) => ['-f', `${name}=out/report.${name}`]);
    const { code, stdout, stderr } = await run(['--demo', ...formats], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(names.map((name) => `wrote out/report.${name} (${name})\n`).join(''));
    const read = (name: string): string => readFileSync(path.join(cwd, 'out', `report.${name}`), 'utf8');

    const { summary, instances } = parseReport(read('json'));
    expect(read('table')).toContain(COUNTS);
    for (const name of ['markdown', 'markdown-comment']) {
      const rows = listNodes(readMarkdown(read(name))).filter(({ type }) => type === 'tableRow');
      expect(rows).toHaveLength(instances.length + 3);
    }
    const ids = readCsv(read('csv')).map(({ instance }) => instance);
    expect([...new Set(ids)]).toEqual(instances.map(({ instanceId }) => instanceId));
    const cases = readXml(read('junit')).filter(({ name }) => name === 'testcase');
    const named = cases.map(({ attributes }) => attributes['name']?.split(' ')[0]);
    expect([...new Set(named)].sort()).toEqual([...new Set(ids)].sort());
    const excluded = instances
      .filter(({ verdict }) => verdict === 'excluded')
      .flatMap(({ findings }) => findings);
    const left = excluded.filter(({ status }) => status !== 'not-applicable').length;
    const judged = [summary, summary.launches].flatMap((counts) =>
      counts === undefined ? [] : [counts.findings],
    );
    const events = judged.map(({ pass, fail, unknown, error }) => pass + fail + unknown + error);
    expect(JSON.parse(read('ocsf'))).toHaveLength(events.reduce((sum, count) => sum + count, 0) - left);
    expect(readCommands(read('github-annotations')).at(-1)?.message).toBe(
      'Not every running instance can be reached by Session Manager: 9 blocked, 3 unknown.',
    );
  });

  it.each(names.filter((name) => name !== 'table'))('prints %s alone on standard output', async (name) => {
    const { code, stdout, stderr } = await run(['--demo', '-f', name]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.length).toBeGreaterThan(1000);
  });

  it('names the formats that there are, of one that there is not', async () => {
    const { code, stdout, stderr } = await run(['--demo', '-f', 'xml']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`ssm-preflight: --format xml: no such format; there are ${names.join(', ')}\n`);
  });
});
