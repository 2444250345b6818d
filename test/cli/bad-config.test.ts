import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { writePlugin } from './plugin-source.ts';
import { run } from './support.ts';

const FILE = 'ssm-preflight.config.json';
const exception = (fields: object): object => ({
  exceptions: [{ rule: 'agent-online', match: { region: '*' }, ...fields }],
});
const WHY = { reason: 'Golden image' };
const UNTIL = { expires: '2999-12-31' };
const CUSTOM = { id: 'owner-tag', title: 'Owner is tagged', message: 'No owner.' };

/** Content of the configuration and the lines that tell what is wrong, each without the file's name. */
const FAULTS: [string, unknown, string[]][] = [
  [
    'not JSON',
    '{"rules": {"os-supported": "off",}}',
    ['1:33: not valid JSON: no comma is allowed before "}"'],
  ],
  ['empty', '', ['1:1: the file is empty; write {} for the defaults']],
  ['a list', '[]', ['1:1: the configuration must be an object, not a list']],
  ['an unknown key', { rulez: {} }, ['1:2: unknown key "rulez" in the configuration; did you mean "rules"?']],
  [
    'an unknown rule id',
    { rules: { 'agent-onlin': 'off' } },
    ['1:11: unknown rule "agent-onlin" in rules; did you mean "agent-online"?'],
  ],
  [
    'an unknown option',
    '{\n  "rules": {\n    "https-egress-allowed": { "options": { "mach": "path" } }\n  }\n}',
    ['3:44: unknown key "mach" in rules.https-egress-allowed.options; did you mean "match"?'],
  ],
  [
    'a wrong value of an option',
    { rules: { 'https-egress-allowed': { options: { match: 'anywere' } } } },
    [
      '1:54: rules.https-egress-allowed.options.match must be "path" or "anywhere", not "anywere"; did you mean "anywhere"?',
    ],
  ],
  [
    'an unknown preset',
    { extends: 'recomended' },
    ['1:12: extends must be "recommended" or "literal", not "recomended"; did you mean "recommended"?'],
  ],
  ['an exception without reason', exception(UNTIL), ['1:16: missing key "reason" in exceptions[0]']],
  ['an exception without end', exception(WHY), ['1:16: missing key "expires" in exceptions[0]']],
  [
    'an exception that ends on no date',
    exception({ ...WHY, expires: 'tomorrow' }),
    ['1:96: exceptions[0].expires must be a date as YYYY-MM-DD, not "tomorrow"'],
  ],
  [
    'an exception that ends on a day that no calendar has',
    exception({ ...WHY, expires: '2030-02-30' }),
    ['1:96: exceptions[0].expires is 2030-02-30, a day that does not exist'],
  ],
  [
    'an exception for an unknown rule',
    { exceptions: [{ rule: 'agent-onlne', match: { region: '*' }, ...WHY, ...UNTIL }] },
    ['1:24: unknown rule "agent-onlne" in exceptions[0].rule; did you mean "agent-online"?'],
  ],
  [
    'a custom rule that is no expression',
    { customRules: [{ ...CUSTOM, assert: 'lenth(Tags) > `0`' }] },
    [
      '1:92: customRules[0].assert is not a JMESPath expression: there is no function lenth(); did you mean "length()"?',
    ],
  ],
  [
    'several things at once',
    '{\n "rulez": {},\n "extends": 5,\n "exceptions": [{"rule": "agent-online", "match": {"region": "*"}}]\n}',
    [
      '2:2: unknown key "rulez" in the configuration; did you mean "rules"?',
      '3:13: extends must be "recommended" or "literal", not 5',
      '4:17: missing key "reason" in exceptions[0]',
      '4:17: missing key "expires" in exceptions[0]',
    ],
  ],
];

interface Failure {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

async function scanWith(
  files: Readonly<Record<string, unknown>>,
  args: readonly string[] = [],
): Promise<Failure> {
  const cwd = makeFolder({ ...files, 'r.json': 'an older report' });
  const before = readdirSync(cwd);
  const outputs = ['-f', 'table', '-f', 'json=r.json', '-f', 'sarif=new.sarif'];
  const { code, stdout, stderr } = await run(['--demo', ...outputs, ...args], { cwd });
  expect(readdirSync(cwd)).toEqual(before);
  expect(readFileSync(path.join(cwd, 'r.json'), 'utf8')).toBe('an older report');
  return { code, stdout, lines: stderr.trimEnd().split('\n') };
}

/** The name of the command stands before the first line alone. */
function tell(file: string, faults: readonly string[]): Failure {
  const lines = faults.map((fault, index) => `${index === 0 ? 'ssm-preflight: ' : ''}${file}:${fault}`);
  return { code: 2, stdout: '', lines };
}

describe('a configuration with', () => {
  it.each(FAULTS)('%s ends the run with the place of each fault', async (_name, content, faults) => {
    expect(await scanWith({ [FILE]: content })).toEqual(tell(FILE, faults));
  });

  it('a fault is told by the name that --config gives it, also in YAML', async () => {
    const files = { 'conf/c.yaml': 'rules:\n  os-suported: off\n' };
    expect(await scanWith(files, ['--config', 'conf/c.yaml'])).toEqual(
      tell('conf/c.yaml', ['2:3: unknown rule "os-suported" in rules; did you mean "os-supported"?']),
    );
  });

  it('a fault hurts nobody who asks for none', async () => {
    const cwd = makeFolder({ [FILE]: '{' });
    expect((await run(['--demo', '--no-config'], { cwd })).code).toBe(1);
  });
});

const AT = '1:13: plugin "./ours.mjs"';

describe('a plugin that', () => {
  it.each<[string, string | undefined, string]>([
    ['throws', 'throw new Error("boom\\nand more")', `${AT} can't be loaded: boom`],
    ['throws nothing', 'throw undefined', `${AT} can't be loaded: undefined`],
    ['rejects', 'await Promise.reject(new Error("boom"))', `${AT} can't be loaded: boom`],
    ['is no JavaScript', 'export default {', `${AT} can't be loaded: Unexpected end of input`],
    [
      'has no default export',
      'export const rule = 1',
      `${AT} has no default export that is a rule or a list of rules`,
    ],
    [
      'exports no rule',
      'export default 5',
      `${AT} exports something that is no rule: it is a number; make it with defineRule`,
    ],
    [
      'takes an id',
      writePlugin('() => 0', "id: 'agent-online'"),
      `${AT} exports a rule "agent-online", an id that a built-in rule has`,
    ],
  ])('%s ends the run with its place', async (_name, source, fault) => {
    const files = { [FILE]: '{"plugins":["./ours.mjs"]}', 'ours.mjs': source };
    expect(await scanWith(files)).toEqual(tell(FILE, [fault]));
  });

  it.each(['./none.mjs', 'no-such-package'])('does not exist ends the run: %s', async (name) => {
    const { code, stdout, lines } = await scanWith({ [FILE]: { plugins: [name] } });
    expect([code, stdout, lines.length]).toEqual([2, '', 1]);
    expect(lines[0]).toMatch(
      new RegExp(
        `^ssm-preflight: ${FILE}:1:13: plugin "${name}" can't be loaded: Cannot find (module|package) '[^']+'$`,
      ),
    );
  });

  it.each([
    ['exits as if all were well', 'process.exit(0)'],
    ['exits as if something had failed', 'process.exit(1)'],
    ['waits for ever', 'await new Promise(() => {})'],
    [
      'throws later',
      'setTimeout(() => { throw new Error("late") }); await new Promise((go) => setTimeout(go, 200))',
    ],
  ])('%s ends the run with 2, not with a verdict', async (_name, source) => {
    const files = { [FILE]: { plugins: ['./ours.mjs'] }, 'ours.mjs': source };
    const { code, stdout, lines } = await scanWith(files);
    expect([code, stdout]).toEqual([2, '']);
    expect(lines.join('\n')).toMatch(
      /^ssm-preflight: unexpected error: (the run ended before it was done|late)/m,
    );
  });
});
