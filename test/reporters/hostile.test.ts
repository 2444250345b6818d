import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import type { RenderOptions, Report } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { neutralise, sanitise, truncate } from '../../src/reporters/terminal-text.ts';
import { checkSarif } from '../support/check-sarif.ts';
import { RAW_HOSTILE } from '../support/hostile.ts';
import { buildReportOf } from '../support/hostile-report.ts';
import { HOSTILE_VALUES } from '../support/hostile-values.ts';
import { readCommands } from '../support/read-commands.ts';
import { readCsv } from '../support/read-csv.ts';
import { listNodes, readMarkdown } from '../support/read-markdown.ts';
import { readXml } from '../support/read-xml.ts';
import { parsePage } from './html/parse.ts';

const OPTIONS: RenderOptions = { color: false, width: 120, verbose: true, sarifProfile: 'full' };
const HARMLESS = 'plain_name';

interface Reading {
  /** What a reader of the format sees beside the texts: equal for any text, or the text did something. */
  readonly shape: unknown;
  /** The instance's name as the format gives it back. */
  readonly name?: string | undefined;
}

/** How each format is read, by a parser that is not ours, and how it gives a name back. */
const FORMATS: Readonly<
  Record<string, { readonly read: (text: string) => Reading; readonly named?: (name: string) => string }>
> = {
  table: { read: () => ({ shape: '' }) },
  json: {
    read: (text) => {
      const report = JSON.parse(text) as Report;
      return { shape: shapeOf(report), name: report.instances[0]?.name };
    },
    named: (name) => name,
  },
  html: {
    // Whether a browser runs anything of it is tried in a browser.
    read: (text) => ({
      shape: parsePage(text).map(({ tagName, attrs }) => [tagName, attrs.map(({ name }) => name)]),
    }),
  },
  sarif: {
    read: (text) => {
      expect(checkSarif(text, { multitool: false })).toEqual([]);
      return { shape: shapeOf(JSON.parse(text)) };
    },
  },
  markdown: { read: readAsMarkdown, named: nameInMarkdown },
  'markdown-comment': { read: readAsMarkdown, named: nameInMarkdown },
  junit: {
    read: (text) => {
      const elements = readXml(text);
      return {
        shape: elements.map(({ name, attributes }) => [name, Object.keys(attributes)]),
        name: elements.find(({ attributes }) => attributes['classname'] === 'agent-online')?.attributes[
          'name'
        ],
      };
    },
    named: (name) => `i-0a (${neutralise(name)})`,
  },
  csv: {
    read: (text) => {
      const rows = readCsv(text);
      for (const value of rows.flatMap((row) => Object.values(row))) {
        expect(value.normalize('NFKC')).not.toMatch(/^\s*[=+\-@\t\r]/);
        expect(value).not.toMatch(/;\s*[=+\-@]/);
      }
      return { shape: rows.map((row) => Object.keys(row)), name: rows[0]?.['name'] };
    },
    named: (name) => {
      const text = sanitise(name).replaceAll(';=', ";'=");
      return /^\s*[=+\-@＝﹦]/.test(text) ? `'${text}` : text;
    },
  },
  ocsf: {
    read: (text) => {
      const events = JSON.parse(text) as { readonly resources: readonly { readonly name?: string }[] }[];
      return { shape: shapeOf(events), name: events[0]?.resources[0]?.name };
    },
    named: sanitise,
  },
  'github-annotations': {
    read: (text) => ({
      shape: readCommands(text).map(({ name, properties }) => [name, Object.keys(properties)]),
    }),
  },
};

/** The same with every text left out. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shapeOf(child)]));
}

function readAsMarkdown(text: string): Reading {
  const root = readMarkdown(text);
  const nodes = listNodes(root);
  for (const node of nodes) {
    if (node.type === 'text') expect(node.value).not.toMatch(/@|#\d|:\/\/|www\.|GH-\d|[0-9a-f]{12}/i);
    if (node.type === 'html') expect(node.value.replaceAll(/<code>[^<>]*<\/code>/g, '')).toMatch(HTML);
  }
  const cells = nodes.filter(({ type }) => type === 'tableCell').map((cell) => listNodes(cell));
  const at = cells.findIndex((cell) =>
    cell.some((node) => node.type === 'inlineCode' && node.value === 'i-0a'),
  );
  const name = cells[at + 1]?.find(({ type }) => type === 'inlineCode');
  return { shape: blocksOf(root), name: name?.type === 'inlineCode' ? name.value : undefined };
}

/** Cut, and without the backslash that would make a bar doubtful. */
function nameInMarkdown(name: string): string {
  return truncate(sanitise(name.trim()), 100).replaceAll(/\\+(?=\|)/g, (run) => '\uFFFD'.repeat(run.length));
}

/** The only HTML that the report writes itself. */
const HTML =
  /^(<details><summary>(How|[ a-z]*)<\/summary>|<\/details>)(\n<details><summary>[ a-z]*<\/summary>)?$/;

/** The tree without texts, code, and what is made of them: a name is some words of text and some of code. */
function blocksOf(node: Nodes): unknown {
  if (node.type === 'text' || node.type === 'inlineCode') return [];
  const children =
    'children' in node
      ? node.children.map((child) => blocksOf(child)).filter((child) => child !== undefined)
      : [];
  return [node.type, children.filter((child) => !Array.isArray(child) || child.length > 0)];
}

async function render(format: string, text: string, width = OPTIONS.width): Promise<string> {
  const load = reporters.get(format);
  if (load === undefined) throw new Error(`no reporter ${format}`);
  return (await load()).render(buildReportOf(text), { ...OPTIONS, width });
}

it('knows how to read every format', () => {
  expect(Object.keys(FORMATS)).toEqual([...reporters.keys()]);
});

describe.each(Object.entries(FORMATS))('in %s', (format, { read, named }) => {
  it.each(HOSTILE_VALUES)('%s does nothing', async (_, text) => {
    const rendered = await render(format, text);
    expect(RAW_HOSTILE.exec(withoutFraming(format, rendered))?.[0]).toBeUndefined();
    const { shape, name } = read(rendered);
    // A short report leaves out what is very long, and says so.
    if (format !== 'markdown-comment' || text.length < 5000)
      expect(shape).toEqual(read(await render(format, HARMLESS)).shape);
    if (named !== undefined) expect(name).toBe(named(text));
  });

  it.each(HOSTILE_VALUES)('%s starts no command of a log', async (_, text) => {
    const commands = readCommands(await render(format, text));
    const expected = readCommands(await render(format, HARMLESS));
    expect(commands.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  });
});

/** Where a name takes a line, or begins one because the line before is full. */
it.each([40, 60, 100])('no text starts a command of a log in a table of %i columns', async (width) => {
  const filled = HOSTILE_VALUES.flatMap(([, text]) => [text, `${'w'.repeat(width)} ${text} ${text}`]);
  for (const text of filled) expect(readCommands(await render('table', text, width))).toEqual([]);
});

/** CSV starts with a byte order mark and ends its lines with CR LF. */
function withoutFraming(format: string, text: string): string {
  return format === 'csv' ? text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') : text;
}
