import { describe, expect, it } from 'vitest';
import { readFaults } from './support.ts';

/** Text of a file, and each message with the line and column that an editor shows for it. */
type Case = readonly [name: string, text: string, ...faults: string[]];

const JSON_CASES: readonly Case[] = [
  ['an empty file', ' \n', '1:1: the file is empty; write {} for the defaults'],
  ['a list at the top', '[]', '1:1: the configuration must be an object, not a list'],
  ['a string at the top', '"off"', '1:1: the configuration must be an object, not "off"'],
  ['null at the top', 'null', '1:1: the configuration must be an object, not null'],
  ['a comma too many', '{\n  "rules": {},\n}', '2:14: not valid JSON: no comma is allowed before "}"'],
  [
    'a comment',
    '{\n  // why\n  "rules": {}\n}',
    '2:3: not valid JSON: comments are not allowed in JSON; a .yaml file may hold them',
  ],
  ['a missing comma', '{\n  "rules": {}\n  "plugins": []\n}', '3:3: not valid JSON: expected "," or "}"'],
  ['a key without quotes', '{ rules: {} }', '1:3: not valid JSON: expected a key in double quotes'],
  ['single quotes', "{ 'rules': {} }", '1:3: not valid JSON: expected a key in double quotes'],
  ['a missing colon', '{ "rules" {} }', '1:11: not valid JSON: expected ":"'],
  ['a bare word', '{ "extends": literal }', '1:14: not valid JSON: expected a value'],
  [
    'an end too early',
    '{ "rules": {\n',
    '2:1: not valid JSON: the file ends where a key in double quotes is expected',
  ],
  ['a second value', '{}\n{}', '2:1: not valid JSON: expected nothing after the closing bracket'],
  [
    'a string over two lines',
    '{ "extends": "lit\neral" }',
    '1:14: not valid JSON: this string is not closed, or holds a line break, a tab or a wrong escape',
  ],
  ['a number that starts with zero', '{ "rules": 01 }', '1:12: not valid JSON: expected a value'],
  [
    'deep nesting',
    `${'['.repeat(102)}${']'.repeat(102)}`,
    '1:102: not valid JSON: nested more than 100 levels deep',
  ],
  [
    'repeated keys',
    '{\n  "rules": {},\n  "rules": {},\n  "assume": { "a": 1, "a": 2 }\n}',
    '3:3: duplicate key "rules"',
    '4:23: duplicate key "a"',
  ],
  [
    'an unknown key with a near one',
    '{\n  "rule": {}\n}',
    '2:3: unknown key "rule" in the configuration; did you mean "rules"?',
  ],
  [
    'an unknown key with none near',
    '{\n  "concurrency": 4\n}',
    '2:3: unknown key "concurrency" in the configuration; known: "$schema", "extends", "rules", "customRules", ' +
      '"plugins", "exceptions", "assume"',
  ],
  [
    'an unknown preset',
    '{ "extends": "recomended" }',
    '1:14: extends must be "recommended" or "literal", not "recomended"; did you mean "recommended"?',
  ],
  [
    'a preset that is no string',
    '{ "extends": ["literal"] }',
    '1:14: extends must be "recommended" or "literal", not a list',
  ],
  ['rules as a list', '{ "rules": ["os-supported"] }', '1:12: rules must be an object, not a list'],
  [
    'an unknown rule with a near one',
    '{\n  "rules": {\n    "os-suported": "off"\n  }\n}',
    '3:5: unknown rule "os-suported" in rules; did you mean "os-supported"?',
  ],
  [
    'an unknown rule with none near',
    '{ "rules": { "bastion-gone": "off" } }',
    '1:14: unknown rule "bastion-gone" in rules; known: "os-supported", "https-egress-allowed", "agent-online"',
  ],
  [
    'a rule set to a wrong word',
    '{ "rules": { "os-supported": "hihg" } }',
    '1:30: rules.os-supported must be "off", "on", "info", "low", "medium", "high", "critical" or an object, ' +
      'not "hihg"; did you mean "high"?',
  ],
  [
    'a rule set to a number',
    '{ "rules": { "os-supported": 2 } }',
    '1:30: rules.os-supported must be "off", "on", "info", "low", "medium", "high", "critical" or an object, not 2',
  ],
  [
    'an unknown key of a rule',
    '{ "rules": {\n  "os-supported": {\n    "sevrity": "low" } } }',
    '3:5: unknown key "sevrity" in rules.os-supported; did you mean "severity"?',
  ],
  [
    'a wrong severity',
    '{ "rules": { "os-supported": { "severity": "severe" } } }',
    '1:44: rules.os-supported.severity must be "info", "low", "medium", "high" or "critical", not "severe"',
  ],
  [
    'an option of a rule that has none',
    '{ "rules": { "os-supported": { "options": { "match": "path" } } } }',
    '1:45: unknown key "match" in rules.os-supported.options',
  ],
  [
    'an unknown option',
    '{ "rules": { "https-egress-allowed": { "options": {\n  "mach": "anywhere" } } } }',
    '2:3: unknown key "mach" in rules.https-egress-allowed.options; did you mean "match"?',
  ],
  [
    'a wrong option',
    '{ "rules": { "https-egress-allowed": { "options": { "match": "anywher" } } } }',
    '1:62: rules.https-egress-allowed.options.match must be "path" or "anywhere", not "anywher"; ' +
      'did you mean "anywhere"?',
  ],
  [
    'an option below its minimum',
    '{ "rules": { "https-egress-allowed": { "options": { "ports": [443, 0] } } } }',
    '1:68: rules.https-egress-allowed.options.ports[1] must be >= 1, not 0',
  ],
  [
    'an empty list as an option',
    '{ "rules": { "https-egress-allowed": { "options": { "ports": [] } } } }',
    '1:62: rules.https-egress-allowed.options.ports must have at least one entry',
  ],
  [
    'an option of the wrong type',
    '{ "rules": { "https-egress-allowed": { "options": { "ports": ["443"] } } } }',
    '1:63: rules.https-egress-allowed.options.ports[0] must be a whole number, not "443"',
  ],
  ['plugins as a string', '{ "plugins": "./a.mjs" }', '1:14: plugins must be a list, not "./a.mjs"'],
  ['an empty plugin', '{ "plugins": [" "] }', '1:15: plugins[0] must not be empty'],
  ['a repeated plugin', '{ "plugins": ["a", "b", "a"] }', '1:25: plugins holds the same entry twice'],
  [
    'a custom rule without its keys',
    '{ "customRules": [\n  { "id": "owner-tag-set" } ] }',
    '2:3: missing key "title" in customRules[0]',
    '2:3: missing key "assert" in customRules[0]',
    '2:3: missing key "message" in customRules[0]',
  ],
  [
    'a custom rule with wrong values',
    '{ "customRules": [ {\n "id": "ownerTag",\n "title": "",\n "assert": "Tags",\n "message": 3,\n "impact": "audits",\n "severity": "hi" } ] }',
    '2:8: customRules[0].id must be in kebab-case, as in owner-tag-set, not "ownerTag"',
    '3:11: customRules[0].title must not be empty',
    '5:13: customRules[0].message must be a string, not 3',
    '6:12: customRules[0].impact must be "blocks", "degrades" or "audit", not "audits"; did you mean "audit"?',
    '7:14: customRules[0].severity must be "info", "low", "medium", "high" or "critical", not "hi"',
  ],
  [
    'a title that is too long',
    `{ "customRules": [ { "id": "a", "assert": "Tags", "message": "m", "title": "${'t'.repeat(81)}" } ] }`,
    '1:76: customRules[0].title must have at most 80 characters',
  ],
  [
    'a custom rule under a built-in id',
    '{ "customRules": [ { "id": "os-supported", "assert": "Tags", "message": "m", "title": "t" } ] }',
    '1:28: customRules[0].id is "os-supported", which a built-in rule has',
  ],
  [
    'two custom rules of one id',
    '{ "customRules": [ { "id": "a", "assert": "Tags", "message": "m", "title": "t" },\n{ "id": "a", "assert": "Tags", "message": "m", "title": "t" } ] }',
    '2:9: customRules[1].id is "a", which customRules[0] has',
  ],
  [
    'an assertion that is no expression',
    '{ "customRules": [ { "id": "a", "title": "t", "message": "m",\n  "assert": "Tags[?" } ] }',
    '2:13: customRules[0].assert is not a JMESPath expression: invalid token (EOF): ""',
  ],
  [
    'an assertion with a character that JMESPath lacks',
    '{ "customRules": [ { "id": "a", "title": "t", "message": "m",\n  "assert": "Tags ~ 1" } ] }',
    '2:13: customRules[0].assert is not a JMESPath expression: unknown character: ~',
  ],
  [
    'an assertion that calls an unknown function',
    '{ "customRules": [ { "id": "a", "title": "t", "message": "m",\n  "assert": "lenght(Tags)" } ] }',
    '2:13: customRules[0].assert is not a JMESPath expression: there is no function lenght(); did you mean "length()"?',
  ],
  [
    'an exception without its keys',
    '{ "exceptions": [ { "rule": "os-supported" } ] }',
    '1:19: missing key "match" in exceptions[0]',
    '1:19: missing key "reason" in exceptions[0]',
    '1:19: missing key "expires" in exceptions[0]',
  ],
  [
    'an exception with wrong values',
    '{ "exceptions": [ {\n "rule": "agent-onlin",\n "match": {},\n "reason": " ",\n "owner": 1,\n "expires": "31.12.2027" } ] }',
    '2:10: unknown rule "agent-onlin" in exceptions[0].rule; did you mean "agent-online"?',
    '3:11: exceptions[0].match must have at least one key',
    '4:12: exceptions[0].reason must not be empty',
    '5:11: exceptions[0].owner must be a string, not 1',
    '6:13: exceptions[0].expires must be a date as YYYY-MM-DD, not "31.12.2027"',
  ],
  [
    'an exception for no rule at all',
    '{ "exceptions": [ { "rule": 5, "match": { "name": "x" }, "reason": "r", "expires": "2027-01-01" } ] }',
    '1:29: exceptions[0].rule must be the id of a rule, not 5',
  ],
  [
    'a day that does not exist',
    '{ "exceptions": [ { "rule": "agent-online", "match": { "name": "x" }, "reason": "r", "expires": "2027-02-29" } ] }',
    '1:97: exceptions[0].expires is 2027-02-29, a day that does not exist',
  ],
  [
    'keys that no instance has',
    '{ "exceptions": [ { "rule": "agent-online", "reason": "r", "expires": "2027-02-28", "match": {\n "instanceId": "i-1",\n "tags:team": "a",\n "ami": "x",\n "vpc": 1,\n "tag:": "" } } ] }',
    '2:2: unknown key "instanceId" in exceptions[0].match; did you mean "instance-id"?',
    '3:2: unknown key "tags:team" in exceptions[0].match; did you mean "tag:team"?',
    '4:2: unknown key "ami" in exceptions[0].match; ' +
      'known: "instance-id", "arn", "account", "region", "vpc", "subnet", "name", "resource", "tag:KEY"',
    '5:9: exceptions[0].match.vpc must be a string, not 1',
    '6:2: unknown key "tag:" in exceptions[0].match; ' +
      'known: "instance-id", "arn", "account", "region", "vpc", "subnet", "name", "resource", "tag:KEY"',
  ],
  [
    'a tag that is matched with a number',
    '{ "exceptions": [ { "rule": "agent-online", "reason": "r", "expires": "2027-02-28", "match": { "tag:a/b": 7 } } ] }',
    '1:107: exceptions[0].match["tag:a/b"] must be a string, not 7',
  ],
  [
    'an assumption that is no boolean',
    '{ "assume": { "defaultHostManagement": "yes" } }',
    '1:40: assume.defaultHostManagement must be true or false, not "yes"',
  ],
  [
    'an unknown assumption',
    '{ "assume": { "defaultHostManagment": true } }',
    '1:15: unknown key "defaultHostManagment" in assume; did you mean "defaultHostManagement"?',
  ],
  [
    'a key from the object prototype',
    '{ "rules": { "__proto__": "off", "constructor": "off" } }',
    '1:14: unknown rule "__proto__" in rules; known: "os-supported", "https-egress-allowed", "agent-online"',
    '1:34: unknown rule "constructor" in rules; known: "os-supported", "https-egress-allowed", "agent-online"',
  ],
];

const YAML_CASES: readonly Case[] = [
  ['nothing but a comment', '# nothing yet\n', '1:1: the configuration must be an object, not null'],
  [
    'a bracket that stays open',
    'plugins: [a\n',
    '2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a tab', 'rules:\n\tos-supported: off\n', '2:1: not valid YAML: a tab can’t indent, use spaces'],
  ['two documents', 'rules: {}\n---\nrules: {}\n', '2:1: more than one YAML document; keep one'],
  [
    'a repeated key',
    'rules:\n  os-supported: off\n  os-supported: on\n',
    '3:3: duplicate key "os-supported"',
  ],
  ['a tag', 'extends: !preset literal\n', '1:10: YAML tags are not allowed'],
  ['an alias without an anchor', 'rules: *base\n', '1:8: no anchor &base stands before this alias'],
  ['an alias of itself', 'exceptions: &all\n  - *all\n', '2:5: *all holds itself'],
  [
    'aliases that multiply',
    `a: &a [x, x]\n${['b', 'c', 'd', 'e']
      .map((name, i) => `${name}: &${name} [${Array(20).fill(`*${'abcd'[i]}`).join(', ')}]`)
      .join('\n')}\n`,
    '1:1: its aliases unfold to more than 100 copies',
  ],
  ['a key that is a list', '? [a]\n: 1\n', '1:3: a key must be plain text'],
  ['deep nesting in brackets', `rules: ${'['.repeat(101)}`, '1:108: more than 100 open brackets'],
  ['deep nesting in one line', `rules:\n${'- '.repeat(5000)}x`, '2:1: indented by 200 columns or more'],
  [
    'a merge key',
    'rules:\n  <<: { os-supported: off }\n',
    '2:3: unknown rule "<<" in rules; known: "os-supported", "https-egress-allowed", "agent-online"',
  ],
  ['a key without a value', 'rules:\nexceptions: []\n', '1:7: rules must be an object, not null'],
  [
    'the key from the documentation of this message',
    'rules:\n  https-egress-allowed:\n    options:\n      mtach: path\n',
    '4:7: unknown key "mtach" in rules.https-egress-allowed.options; did you mean "match"?',
  ],
  [
    'a rule set to true',
    'rules:\n  os-supported: true\n',
    '2:17: rules.os-supported must be "off", "on", "info", "low", "medium", "high", "critical" or an object, not true',
  ],
  [
    'an unquoted account number',
    'exceptions:\n  - rule: os-supported\n    match: { account: 111122223333 }\n    reason: r\n    expires: 2027-03-31\n',
    '3:23: exceptions[0].match.account must be a string, not 111122223333',
  ],
  [
    'a fault behind an alias',
    'exceptions:\n  - &first { rule: os-supported, match: { name: a }, reason: r, expires: 2027-03-32 }\n  - *first\n',
    '2:74: exceptions[0].expires must be a date as YYYY-MM-DD, not "2027-03-32"',
    '2:74: exceptions[1].expires must be a date as YYYY-MM-DD, not "2027-03-32"',
  ],
  [
    'lines that end as on Windows',
    'rules:\r\n  os-suported: off\r\n',
    '2:3: unknown rule "os-suported" in rules; did you mean "os-supported"?',
  ],
];

describe('a malformed configuration', () => {
  it.each(JSON_CASES)('in JSON: %s', async (_name, text, ...faults) => {
    expect(await readFaults('c.json', text)).toEqual(expectFaults('c.json', faults));
  });

  it.each(YAML_CASES)('in YAML: %s', async (_name, text, ...faults) => {
    expect(await readFaults('c.yaml', text)).toEqual(expectFaults('c.yaml', faults));
  });

  it('lists everything that is wrong, in the order of the file', async () => {
    const text = 'exceptions:\n  - rule: x\nextnds: literal\nrules:\n  agent-online: of\n';
    expect(await readFaults('c.yml', text)).toEqual(
      expectFaults('c.yml', [
        '2:5: missing key "match" in exceptions[0]',
        '2:5: missing key "reason" in exceptions[0]',
        '2:5: missing key "expires" in exceptions[0]',
        '2:11: unknown rule "x" in exceptions[0].rule; known: "agent-online", "https-egress-allowed", "os-supported"',
        '3:1: unknown key "extnds" in the configuration; did you mean "extends"?',
        '5:17: rules.agent-online must be "off", "on", "info", "low", "medium", "high", "critical" or an object, ' +
          'not "of"; did you mean "off"?',
      ]),
    );
  });

  it('has more than 50 cases, no two of one name', () => {
    const names = [...JSON_CASES, ...YAML_CASES].map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(50);
  });
});

function expectFaults(file: string, faults: readonly string[]): string[] {
  return faults.map((fault, index) => `${index === 0 ? 'ConfigError: ' : ''}${file}:${fault}`);
}
