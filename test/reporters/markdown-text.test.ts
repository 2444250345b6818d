import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, fence, htmlCode, prose, row } from '../../src/reporters/markdown-text.ts';
import { sanitise, truncate } from '../../src/reporters/terminal-text.ts';
import { HOSTILE_VALUES } from '../support/hostile-values.ts';
import { listNodes, readMarkdown } from '../support/read-markdown.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '`',
        '``',
        '|',
        '\\',
        ' ',
        '\n',
        'a',
        'b_',
        '*',
        '<',
        '>',
        '@x',
        '#1',
        '[',
        ']',
        '(',
        ')',
        '.',
        '1',
        '!',
        '~',
        '-',
        ':',
        '//',
        '&',
        '$',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(...HOSTILE_VALUES.map(([, value]) => value)),
);

/** What a reader sees of one paragraph, and of which kinds of nodes it is made. */
function readParagraph(markdown: string): { readonly text: string; readonly types: readonly string[] } {
  const nodes = listNodes(readMarkdown(markdown));
  const text = nodes
    .map((node) => (node.type === 'text' || node.type === 'inlineCode' ? node.value : ''))
    .join('');
  return { text, types: [...new Set(nodes.map(({ type }) => type))].sort() };
}

describe(prose, () => {
  it.each([
    ['plain words', 'No path leads to ssmmessages.', 'No path leads to ssmmessages.'],
    ['numbers', '3 changes unblock 143 of 150.', '3 changes unblock 143 of 150.'],
    ['ids', 'Allow TCP 443 out of sg-1 (i-2).', 'Allow TCP 443 out of `sg-1` (`i-2`).'],
    ['names of services', "EC2 and S3 of AWS's list", "EC2 and S3 of AWS's list"],
    ['actions', 'Allow logs:PutLogEvents, s3:PutObject.', 'Allow `logs:PutLogEvents`, `s3:PutObject`.'],
    [
      'a quoted command',
      'Run `sudo ssm-cli get-diagnostics` (or `snap list`).',
      'Run `sudo ssm-cli get-diagnostics` (or `snap list`).',
    ],
    ['a list that is none', '1. a', '`1`. a'],
    ['letters of other scripts', '결제 서버', '결제 서버'],
    ['nothing', '', ''],
  ])('writes %s', (_, text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  it('is text and code whatever the text, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: seen, types } = readParagraph(`${prose(text)} y`);
        expect(['inlineCode', 'paragraph', 'root', 'text']).toEqual(expect.arrayContaining([...types]));
        const expected = truncate(sanitise(text), 600).replaceAll(' ', '');
        // The backticks of a quoted command are what makes it code.
        expect(seen.replaceAll(/[ `]/g, '')).toBe(`${expected.replaceAll('`', '')}y`);
      }),
      { numRuns: 500 },
    );
  });
});

describe(code, () => {
  it('gives every name back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = truncate(sanitise(text.trim()), 100);
        if (expected === '') expect(code(text)).toBe('');
        else
          expect(readParagraph(code(text)).text).toBe(
            expected.trim() === '' ? ' '.repeat(expected.length) : expected,
          );
      }),
      { numRuns: 500 },
    );
  });
});

describe(row, () => {
  it('has the cells that it was given, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2, maxLength: 5 }), (texts) => {
        const head = row(texts.map(() => 'x')) + row(texts.map(() => '---'));
        const nodes = listNodes(readMarkdown(head + row(texts.map(code))));
        const cells = nodes.filter(({ type }) => type === 'tableCell').slice(texts.length);
        expect(cells).toHaveLength(texts.length);
        expect(nodes.filter(({ type }) => type === 'tableRow')).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });
});

describe(fence, () => {
  it('is one block of code with all its lines', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nodes = listNodes(readMarkdown(fence('sh', text)));
        expect(nodes.map(({ type }) => type)).toEqual(['root', 'code']);
        const [, block] = nodes;
        expect(block?.type === 'code' && block.value.split('\n').length).toBe(text.split(/\r?\n/).length);
      }),
    );
  });

  it('leaves commands as they are', () => {
    const command = 'aws ec2 x --y \'[{"z":1}]\' \\\n  --name `a` ``b`` ```c```';
    const [, block] = listNodes(readMarkdown(fence('sh', command)));
    expect(block).toMatchObject({ type: 'code', lang: 'sh', value: command });
  });
});

describe(htmlCode, () => {
  it('is one element', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(htmlCode(text)).toMatch(/^<code>[^<>\n]*<\/code>$/);
      }),
    );
  });
});
