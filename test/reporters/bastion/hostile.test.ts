import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { BastionReport } from '../../../src/model/bastion.ts';
import { assessBastions } from '../../../src/bastion/assess.ts';
import { scan } from '../../../src/index.ts';
import { bastionReporters } from '../../../src/reporters/bastion/index.ts';
import { BASTION, buildBastionAccount } from '../../support/bastion-account.ts';
import { HOSTILE_VALUES } from '../../support/hostile-values.ts';
import { listNodes, readMarkdown } from '../../support/read-markdown.ts';
import { TAKEN_AT } from '../../support/subject.ts';

const NOTHING = { blocked: 0, unblocks: 0, steps: [] };

/** One bastion and two hosts behind it, all with this text for a name and for a tag. */
function assess(name: string): BastionReport {
  const tags = { role: 'bastion', 'aws:autoscaling:groupName': name };
  const inventory = buildBastionAccount({
    hosts: [
      { ...BASTION, name, tags },
      { id: 'i-0host', name, tags: { note: name } },
      { id: 'i-0other', name, is: 'blocked' },
    ],
  });
  const report = scan(inventory, { generatedAt: TAKEN_AT });
  return assessBastions({ inventory, report, named: [BASTION.id], findLeastChanges: () => NOTHING });
}

function render(format: string, report: BastionReport, width = 100): string {
  return bastionReporters.get(format)?.(report, { color: false, width }) ?? '';
}

/** Controls but the line break, which ends a line of ours. */
// oxlint-disable-next-line no-control-regex -- they are what must not be there
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]/u;

type HtmlNode = {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string }[];
  readonly childNodes?: readonly HtmlNode[];
};
const elementsOf = (node: HtmlNode): HtmlNode[] => [node, ...(node.childNodes ?? []).flatMap(elementsOf)];

const plain = assess('web-1');
const shapeOf = (html: string): string =>
  elementsOf(parse(html) as HtmlNode)
    .map(({ nodeName, attrs = [] }) => `${nodeName} ${attrs.map(({ name }) => name).join(',')}`)
    .join('\n');

describe.each(HOSTILE_VALUES)('a name that is %s', (_, text) => {
  const report = assess(text);

  it('stays a name in the page: the same elements and attributes as with any other', () => {
    expect(shapeOf(render('html', report))).toBe(shapeOf(render('html', plain)));
  });

  it('makes no link, picture or markup in Markdown', () => {
    const kinds = new Set(listNodes(readMarkdown(render('markdown', report))).map(({ type }) => type));
    for (const kind of ['link', 'image', 'html', 'linkReference', 'definition', 'delete', 'emphasis'])
      expect(kinds.has(kind as 'link'), kind).toBe(false);
  });

  it('sends nothing to a terminal, and keeps to its width', () => {
    const table = render('table', report, 80);
    expect(table).not.toMatch(CONTROLS);
    expect(table.match(/^\s*::/gmu)).toBeNull();
  });

  it('comes back from JSON as it was', () => {
    const read = JSON.parse(render('json', report)) as BastionReport;
    expect(read.dependants.map(({ name }) => name)).toEqual([text, text]);
  });
});

describe.each([...bastionReporters.keys()])('%s', (format) => {
  it('ends with one line break, has no escape codes, and is the same twice', () => {
    const text = render(format, plain);
    expect(text).toMatch(/[^\n]\n$/u);
    expect(text).not.toContain('\u001b');
    expect(render(format, assess('web-1'))).toBe(text);
  });

  it('holds the answer, every blocker, and every key of a change', () => {
    const text = render(format, plain);
    expect(text).toMatch(/not[- ]yet/iu);
    expect(plain.blockers).toHaveLength(1);
    expect(text).toContain('i-0other');
    for (const { key } of plain.changes) expect(text.replaceAll(/\s/gu, '')).toContain(key);
  });
});
