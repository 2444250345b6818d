import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapCommand } from '../../src/reporters/table-command.ts';
import { displayWidth } from '../../src/reporters/terminal-text.ts';

describe(wrapCommand, () => {
  it.each([
    [
      'a short command is one line',
      'aws ssm get-document --name x',
      40,
      ['    aws ssm get-document --name x'],
    ],
    [
      'options stay with their values',
      'aws ec2 create-vpc-endpoint --vpc-id vpc-1 --subnet-ids subnet-1 subnet-2 --private-dns-enabled',
      44,
      [
        String.raw`    aws ec2 create-vpc-endpoint \ `.trimEnd(),
        String.raw`      --vpc-id vpc-1 \ `.trimEnd(),
        String.raw`      --subnet-ids subnet-1 subnet-2 \ `.trimEnd(),
        '      --private-dns-enabled',
      ],
    ],
    [
      'spaces in quotes are no places to break',
      `aws iam put-role-policy --policy-document '{"Version": "2012-10-17"}'`,
      44,
      [
        String.raw`    aws iam put-role-policy \ `.trimEnd(),
        String.raw`      --policy-document \ `.trimEnd(),
        `      '{"Version": "2012-10-17"}'`,
      ],
    ],
    [
      'a word too wide for its place takes some of the indentation away',
      `aws x 'abcdefghijklmnop'`,
      24,
      [String.raw`  aws x \ `.trimEnd(), `    'abcdefghijklmnop'`],
    ],
    [
      'single quotes are closed and opened around a cut, and nothing stands before the rest',
      `x 'abcdefghijklmnopqrstuvwxyz' y`,
      20,
      [
        String.raw`    x \ `.trimEnd(),
        String.raw`      'abcdefghi'\ `.trimEnd(),
        String.raw`'jklmnopqrstuv'\ `.trimEnd(),
        `'wxyz' y`,
      ],
    ],
    [
      'a cut in double quotes needs the backslash alone',
      'x "abcdefghijklmnopqrstuvwxyz"',
      20,
      [
        String.raw`    x \ `.trimEnd(),
        String.raw`      "abcdefghi\ `.trimEnd(),
        String.raw`jklmnopqrstuvw\ `.trimEnd(),
        'xyz"',
      ],
    ],
    [
      'each command has its line; comments stay comments',
      `# The role's policy first.\naws a\n\naws b`,
      40,
      [`    # The role's policy first.`, '    aws a', '    aws b'],
    ],
    ['lines that were continued are joined first', 'aws a \\\n  --b c', 40, ['    aws a --b c']],
    ['a line break in quotes becomes a space', `aws a '{\n  "b": 1\n}'`, 40, [`    aws a '{ "b": 1 }'`]],
    ['control characters become visible', 'aws a \u001B[31m', 40, ['    aws a �[31m']],
    ['quotes that never close are shown all the same', `aws 'a`, 40, [`    aws 'a`]],
  ])('%s', (_, command, width, expected) => {
    expect(wrapCommand(command, 4, width)).toEqual(expected);
  });

  const quoted = fc
    .string({
      unit: fc.constantFrom('a', 'B', '{', '"', ' ', '$', '\\', '한', "'", ':'),
      minLength: 1,
      maxLength: 90,
    })
    .map((text) => `'${text.replaceAll("'", String.raw`'\''`)}'`);
  const doubled = fc
    .string({ unit: fc.constantFrom('a', 'b', ' ', '\\\\', '\\"', '서'), minLength: 1, maxLength: 90 })
    .map((text) => `"${text}"`);
  const plain = fc.constantFrom('--option', 'value', 'a\\ b', 'file:///tmp/x', '-');
  const words = fc.array(fc.oneof(quoted, doubled, plain), { minLength: 1, maxLength: 6 });

  it('never exceeds the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (args, width) => {
        for (const line of wrapCommand(args.join(' '), 4, width))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it.skipIf(process.platform === 'win32')('means the same to a shell, however narrow it is', () => {
    const run = (script: string): string =>
      execFileSync('sh', ['-c', `show() { printf '<%s>' "$@"; }\n${script}`], { encoding: 'utf8' });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (args, width) => {
        const command = `show ${args.join(' ')}`;
        expect(run(wrapCommand(command, 4, width).join('\n'))).toBe(run(command));
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
