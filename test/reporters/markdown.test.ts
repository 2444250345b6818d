import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { markdownCommentReporter, markdownReporter, renderMarkdown } from '../../src/reporters/markdown.ts';
import { listNodes, readMarkdown } from '../support/read-markdown.ts';
import { buildReport } from '../support/report.ts';
import { buildReport as buildSmall, fail, instance, unread } from './table-report.ts';

const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
const text = markdownReporter.render(buildReport(), options);

/** The text of a node as a reader sees it. */
function textOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

function textsOf(markdown: string, ...types: readonly Nodes['type'][]): string[] {
  return listNodes(readMarkdown(markdown))
    .filter(({ type }) => types.includes(type))
    .map(textOf);
}

function rowsOf(markdown: string): string[][] {
  return listNodes(readMarkdown(markdown)).flatMap((node) =>
    node.type === 'tableRow' ? [node.children.map((cell) => textOf(cell))] : [],
  );
}

describe('markdownReporter', () => {
  it('begins with the answer, what it does not cover, and the numbers', () => {
    expect(textsOf(text, 'heading')).toEqual([
      'Session Manager',
      'Changes to make',
      'Instances',
      'To find out',
      'Findings',
    ]);
    expect(textsOf(text, 'paragraph').slice(0, 2)).toEqual([
      'Not every running instance can be reached by Session Manager: 2 blocked, 3 unknown.',
      expect.stringMatching(/^This is not the whole picture: 1 region not read, 1 region skipped/),
    ]);
    expect(rowsOf(text).slice(0, 2)).toEqual([
      ['ready', 'at risk', 'blocked', 'unknown', 'dormant', 'excluded'],
      ['1', '2', '2', '3', '1', '1'],
    ]);
    expect(textsOf(text, 'listItem')).toEqual(
      expect.arrayContaining([
        'Not read: ap-south-1 (ec2:DescribeInstances was denied).',
        'Skipped: us-west-2.',
        'The exception for rule ami-has-agent matched nothing.',
      ]),
    );
  });

  it('names the changes with what they unblock, and their commands as code', () => {
    const said = textsOf(text, 'paragraph');
    expect(said).toContain('helps unblock 2: Add an interface endpoint for ssmmessages to vpc-0main.');
    const [command, terraform] = textsOf(text, 'code');
    expect(command).toMatch(/^aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-0main/);
    expect(terraform).toMatch(/^resource "aws_vpc_endpoint"/);
  });

  it('says how few changes unblock how many', () => {
    const keys = ['a', 'b'].map((id) => `111122223333/eu-west-1/x/${id}:mend`);
    const report = buildSmall({
      instances: keys.map((key, index) =>
        instance(index, 'blocked', { findings: [fail('https-egress-allowed', 'It fails.', key)] }),
      ),
      causes: keys.map((key) => ({ key, fix: { summary: `Mend ${key}.` } })),
    });
    expect(textsOf(markdownReporter.render(report, options), 'paragraph')).toContain(
      '2 changes unblock all 2 blocked instances.',
    );
  });

  it('lists every instance, the worst first, with why and what next', () => {
    const rows = rowsOf(text).slice(3);
    expect(rows.map(([verdict]) => verdict)).toEqual([
      'blocked',
      'blocked',
      'unknown',
      'unknown',
      'unknown',
      'at risk',
      'at risk',
      'ready',
      'dormant, would be blocked',
      'excluded',
    ]);
    expect(rows[0]).toEqual([
      'blocked',
      'i-0a000000000000003',
      'batch-한글',
      'eu-west-1',
      'No path leads to ssmmessages.',
      'Add an interface endpoint for ssmmessages to vpc-0main.',
    ]);
    expect(rows[3]?.at(-1)).toBe('Allow ssm:DescribeInstanceInformation.');
  });

  it('names accounts only where there are several', () => {
    const two = buildSmall({
      instances: [instance(1, 'ready'), instance(2, 'ready', { accountId: '444455556666' })],
    });
    expect(rowsOf(markdownReporter.render(two, options))[2]?.[3]).toBe('account and region');
    expect(rowsOf(text)[2]?.[3]).toBe('region');
  });

  it('tells what is open about each instance, never of an excluded one', () => {
    const findings = text.slice(text.indexOf('### Findings'));
    expect(findings).toContain(
      '<details><summary><code>i-0a000000000000003</code> <code>batch-한글</code> blocked',
    );
    expect(findings).not.toContain('i-0a000000000000008');
    expect(textsOf(findings, 'paragraph')).toEqual(
      expect.arrayContaining([
        'fail endpoint-path-exists (critical)',
        'contradicted: PingStatus Online',
        'excepted until 2027-03-31: Golden image of 2019 [ticket](https://example.com/1)',
      ]),
    );
  });

  it('says little where all is well', () => {
    const fine = markdownReporter.render(buildSmall({ instances: [instance(1, 'ready')] }), options);
    expect(textsOf(fine, 'heading')).toEqual(['Session Manager', 'Instances']);
    expect(textsOf(fine, 'paragraph')).toEqual([
      'The one running instance can be reached by Session Manager.',
    ]);
  });
});

/** Many instances with long Korean names, each with a change of its own, a question, and a region that was not read. */
function buildFleet(size: number): Report {
  const keys = Array.from({ length: size }, (_, index) => `111122223333/eu-west-1/x/${index}:mend`);
  return buildSmall({
    instances: keys.map((key, index) =>
      instance(index, index % 3 === 0 ? 'unknown' : 'blocked', {
        name: `결제-서버-${'한'.repeat(40)}-${index}`,
        reason: `서버 ${'한 '.repeat(100)}`,
        questions: [`What is ${key}?`],
        findings: [
          fail('https-egress-allowed', `It fails: ${'한'.repeat(200)}`, key),
          unread('agent-online', { kind: 'not-visible', question: `What is ${key}?` }),
        ],
      }),
    ),
    causes: keys.map((key) => ({
      key,
      fix: {
        summary: `Mend ${key}.`,
        cli: `aws ec2 mend --what '${'한'.repeat(300)}'`,
        terraform: '한'.repeat(300),
      },
    })),
    notices: keys,
  });
}

describe('the length of the Markdown', () => {
  const fleet = buildFleet(3000);

  it.each([
    ['markdown', markdownReporter, 900_000],
    ['markdown-comment', markdownCommentReporter, 65_536],
  ])('of %s stays within bounds, and the text says what it leaves out', (_, reporter, limit) => {
    const long = reporter.render(fleet, options);
    expect(Buffer.byteLength(long)).toBeLessThan(limit);
    expect(Buffer.byteLength(long)).toBeGreaterThan(limit * 0.8);
    const shown = long.match(/^\| (?:blocked|unknown) \|/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    const left = /(\d+) more instances left out for the length; the whole report: `--format json=FILE`/.exec(
      long,
    );
    expect(Number(left?.[1]) + shown).toBe(3000);
    expect(long).toMatch(/_Left out for their length: \d+ more changes/);
    expect(long).toMatch(/_\d+ more questions left out\._/);
    expect(long).toMatch(/_The findings of \d+ more instances left out for the length\._\n$/);
    expect(long.match(/^#{2,3} /gm)).toHaveLength(5);
  });

  it.each([4096, 10_000, 100_000])('of %i bytes is never more than that, and holds the answer', (limit) => {
    const short = renderMarkdown(fleet, limit);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(limit);
    expect(short).toContain('**Not every running instance can be reached');
    expect(short).toContain('left out');
  });

  it('leaves out the commands of a change before the change', () => {
    const key = '111122223333/eu-west-1/x/1:mend';
    const report = buildSmall({
      instances: [instance(1, 'blocked', { findings: [fail('https-egress-allowed', 'It fails.', key)] })],
      causes: [{ key, fix: { summary: 'Mend it.', cli: 'x'.repeat(1_000_000) } }],
    });
    const short = markdownReporter.render(report, options);
    expect(short).toContain('Mend it.');
    expect(short).toContain('_Left out for their length: the commands of 1 change._');
    expect(textsOf(short, 'code')).toEqual([]);
  });
});
