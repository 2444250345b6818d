import { describe, expect, it } from 'vitest';
import { scan } from '../../src/index.ts';
import type { RenderOptions } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { buildLaunches } from '../support/launches.ts';
import { buildInventory } from '../support/subject.ts';
import { parsePage, readData, textOf } from './html/parse.ts';

const OPTIONS: RenderOptions = { color: false, width: 160, verbose: false, sarifProfile: 'full' };
const at = { generatedAt: '2026-11-20T12:01:00.000Z' };
const report = scan(buildLaunches(), at);
const without = scan(buildInventory(), at);
const SENTENCE = /What groups and templates launch next would be: \d+ ready, .*\d+ blocked/;

async function render(format: string, of = report): Promise<string> {
  const load = reporters.get(format);
  if (load === undefined) throw new Error(`no reporter ${format}`);
  return (await load()).render(of, OPTIONS);
}

describe('what would be launched next', () => {
  it.each(['table', 'markdown', 'html'])(
    'has a sentence of its own in %s, and none without it',
    async (format) => {
      expect(await render(format)).toMatch(SENTENCE);
      expect(await render(format, without)).not.toContain('launch next');
    },
  );

  it('is marked in every list of instances', async () => {
    expect(await render('table')).toMatch(/^blocked \(next launch\) +no-profile/m);
    expect(await render('markdown')).toMatch(/\| blocked, next launch \|/);
    const { instances } = readData(parsePage(await render('html'), { hasScript: true }));
    const marked = instances.filter(({ later }) => later === 'next launch').map(({ id }) => id);
    const launched = report.instances.filter(({ launch }) => launch !== undefined);
    expect(marked.sort()).toEqual(launched.map(({ instanceId }) => instanceId).sort());
  });

  it('names the kind of resource in OCSF', async () => {
    const events = JSON.parse(await render('ocsf')) as {
      readonly resources: readonly { readonly type: string }[];
    }[];
    const kinds = new Set(events.flatMap(({ resources }) => resources.map(({ type }) => type)));
    expect([...kinds].sort()).toEqual([
      'AWS::AutoScaling::AutoScalingGroup',
      'AWS::EC2::Instance',
      'AWS::EC2::LaunchTemplate',
    ]);
  });

  it('keeps a page whose instances are all reachable from a plain yes', async () => {
    const title = async (of: typeof report): Promise<string | undefined> => {
      const heading = parsePage(await render('html', of)).find(({ tagName }) => tagName === 'h1');
      return heading && textOf(heading);
    };
    expect(await title(without)).toBe('Yes');
    expect(await title(report)).toBe('Yes, with risks');
    const { verdicts, ...counts } = without.summary;
    for (const verdict of ['blocked', 'unknown', 'at-risk', 'ready'] as const) {
      const none = Object.fromEntries(Object.keys(verdicts).map((name) => [name, 0])) as typeof verdicts;
      const launches = { ...counts, instances: 1, verdicts: { ...none, [verdict]: 1 } };
      const said = await title({ ...without, summary: { ...without.summary, launches } });
      expect([verdict, said]).toEqual([verdict, verdict === 'ready' ? 'Yes' : 'Yes, with risks']);
    }
  });
});
