import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { githubAnnotationsReporter } from '../../src/reporters/github-annotations.ts';
import { toWorkflowCommand } from '../../src/reporters/workflow-command.ts';
import { readCommands, type Command } from '../support/read-commands.ts';
import { buildReport as buildSmall, fail, instance, scope, unread } from './table-report.ts';
import { buildReport } from '../support/report.ts';

function render(report: Report): Command[] {
  const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
  return readCommands(githubAnnotationsReporter.render(report, options));
}

function summarise(commands: readonly Command[]): string[] {
  return commands.map(({ name, properties, message }) => `${name} [${properties['title']}] ${message}`);
}

describe('githubAnnotationsReporter', () => {
  it('has one for each change, what is not known as warnings, and the answer last', () => {
    expect(summarise(render(buildReport()))).toEqual([
      'error [helps unblock 2 instances] Add an interface endpoint for ssmmessages to vpc-0main.',
      'error [unblocks 1 of 3 instances] Start the agent.',
      'warning [not the whole picture] Not read: ap-south-1 (ec2:DescribeInstances was denied).',
      'warning [not the whole picture] Skipped: us-west-2.',
      'warning [not the whole picture] Partly read: eu-west-1 (ec2:DescribeImages was denied).',
      expect.stringMatching(/^warning \[not the whole picture\] Partly read: us-east-1 /),
      expect.stringMatching(
        /^warning \[not decided\] Allow these to settle the unknowns: ec2:DescribeImages, /,
      ),
      'warning [to find out for i-0b000000000000001] Allow ssm:DescribeInstanceInformation.',
      expect.stringMatching(/^warning \[to find out for i-0a000000000000006\] Does the network account/),
      'notice [affects 3 instances] Let role app write session logs.',
      'notice [affects 1 instance] Build from an image with the agent.',
      'notice [ssm-preflight] Not every running instance can be reached by Session Manager: 2 blocked, 3 unknown.',
    ]);
  });

  it('says one thing where there is nothing to say', () => {
    const report = buildSmall({ instances: [instance(1, 'ready')] });
    expect(summarise(render(report))).toEqual([
      'notice [ssm-preflight] The one running instance can be reached by Session Manager.',
    ]);
  });

  it.each<
    [string, Parameters<typeof buildMany>, [errors: number, warnings: number, notices: number], string]
  >([
    ['ten changes', [10, 'blocked', 'agent-online'], [10, 0, 1], ''],
    ['forty changes', [40, 'blocked', 'agent-online'], [10, 0, 1], ' 30 more annotations are left out.'],
    [
      'forty changes of an audit',
      [40, 'ready', 'session-logging-configured'],
      [0, 0, 10],
      ' 31 more annotations are left out.',
    ],
    ['forty questions', [40, 'unknown', 'agent-online'], [0, 10, 1], ' 30 more annotations are left out.'],
  ])('keeps to what GitHub shows of a step: %s', (_, many, expected, said) => {
    const commands = render(buildMany(...many));
    const count = (level: string): number => commands.filter(({ name }) => name === level).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual(expected);
    expect(commands.at(-1)?.message.replace(/^[^.]*\./, '')).toBe(said);
  });
});

function buildMany(number: number, verdict: 'blocked' | 'ready' | 'unknown', rule: string): Report {
  const keys = Array.from({ length: number }, (_, index) => `111122223333/eu-west-1/x/${index}:mend`);
  return buildSmall({
    scopes: [scope('eu-west-1')],
    instances: keys.map((key, index) =>
      verdict === 'unknown'
        ? instance(index, verdict, {
            questions: [`What is ${key}?`],
            findings: [unread(rule, { kind: 'not-visible', question: `What is ${key}?` })],
          })
        : instance(index, verdict, {
            because: verdict === 'blocked' ? [rule] : [],
            findings: [
              { ...fail(rule, 'It fails.', key), ...(verdict === 'ready' ? { severity: 'low' } : {}) },
            ],
          }),
    ),
    causes: verdict === 'unknown' ? [] : keys.map((key) => ({ key, fix: { summary: `Mend ${key}.` } })),
  });
}

describe(toWorkflowCommand, () => {
  it.each([
    ['percent signs', '100%', '100%25', '100%25'],
    ['what looks escaped', 'a%0Ab', 'a%250Ab', 'a%250Ab'],
    ['colons and commas', 'a: b, c', 'a%3A b%2C c', 'a: b, c'],
    ['line breaks', 'a\r\nb', String.raw`a\r\nb`, String.raw`a\r\nb`],
    ['the mark of a command', '::error::x', '%3A%3Aerror%3A%3Ax', '::error::x'],
    ['the mark of an old command', '##[error]x', '#�[error]x', '#�[error]x'],
  ])('escapes %s', (_, value, title, message) => {
    const line = toWorkflowCommand('error', value, value);
    expect(line).toBe(`::error title=${title}::${message}\n`);
    expect(readCommands(line)).toHaveLength(1);
  });
});
