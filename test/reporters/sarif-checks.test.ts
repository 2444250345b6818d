import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSarif, checkSarifFiles, MULTITOOL_NOTE, MULTITOOL_TEST } from '../support/check-sarif.ts';

const FOLDER = new URL('../fixtures/sarif/', import.meta.url);

/** Each file is `good.sarif` with the one change that its name says. Next to it, the checks that notice. */
const BY_SCHEMA: Readonly<Record<string, readonly string[]>> = {
  'not-json': ['json'],
  'bad-level': ['schema'],
  'bad-kind': ['schema'],
  'start-line-zero': ['schema'],
  'no-execution-successful': ['schema'],
};

const BY_MULTITOOL: Readonly<Record<string, readonly string[]>> = {
  'arn-uri': ['multitool GH1005'],
  'file-uri': ['multitool GH1006'],
  'colon-in-first-segment': ['multitool SARIF1002'],
  'logical-only-location': ['multitool GH1001'],
  'no-location': ['multitool GH1001', 'multitool GH1015', 'multitool GH1017', 'multitool GH2012'],
  'no-region': ['multitool GH1003', 'multitool SARIF2017'],
  'no-results': ['multitool GH1014'],
  'no-rule-id': ['multitool SARIF1010', 'invariant rule-reference'],
  'rule-index-out-of-range': ['multitool SARIF1009', 'invariant rule-reference'],
  'rule-name-equals-id': ['multitool SARIF1001'],
  'rule-without-help': ['multitool GH2012'],
  'message-id-only': ['multitool GH1007', 'multitool GH1015', 'multitool GH1017', 'multitool GH2012'],
  'end-before-start': ['multitool SARIF1006'],
  'no-tool-version': ['multitool SARIF2005'],
  'no-schema-reference': ['multitool GH1013', 'multitool SARIF2008'],
  'too-many-runs': ['multitool GH1013', 'invariant too-many'],
};

const BY_INVARIANT: Readonly<Record<string, readonly string[]>> = {
  'rule-index-of-another-rule': ['invariant level-override', 'invariant rule-reference'],
  'unknown-rule-id': ['invariant rule-reference'],
  'hierarchical-rule-id': ['invariant rule-reference'],
  'open-with-level-error': ['invariant kind-level'],
  'level-override': ['invariant level-override'],
  'suppressions-mixed': ['invariant suppressions-mixed'],
  'baseline-mixed': ['invariant baseline-mixed'],
  'security-severity-number': ['invariant security-severity'],
  'security-severity-word': ['invariant security-severity'],
  'security-severity-without-tag': ['invariant security-severity'],
  'too-many-tags': ['invariant too-many'],
  'undefined-uri-base': ['invariant uri-base'],
  'guid-of-version-7': ['invariant guid'],
  'braces-in-message': ['invariant braces'],
  'link-in-message': ['invariant embedded-link'],
  'braces-in-step': ['invariant braces'],
  'link-in-step': ['invariant embedded-link'],
  'control-characters': ['invariant raw-characters'],
  rank: ['invariant rank'],
  'logical-only-flow-step': ['invariant flow-location'],
  'no-category': ['invariant category'],
  'one-category-twice': ['invariant category'],
  'twin-results': ['invariant identity'],
  'no-line-hash': ['invariant identity'],
  'undeclared-notification': ['invariant descriptor-reference'],
  'unknown-taxon': ['invariant taxon-reference'],
};

/** Valid by the schema, but the multitool can't read it: it says nothing, of the other files of the call neither. */
const UNREADABLE = 'line-beyond-32-bits';

const TABLE = { ...BY_SCHEMA, ...BY_MULTITOOL, ...BY_INVARIANT };
const names = readdirSync(FOLDER).map((file) => file.replace(/\.sarif$/u, ''));

function readFixture(name: string): string {
  return readFileSync(new URL(`${name}.sarif`, FOLDER), 'utf8');
}

/** `multitool GH1005: runs[0]…` → `multitool GH1005`, each once. */
function checksIn(problems: readonly string[]): string[] {
  return [...new Set(problems.map((problem) => problem.split(':')[0] ?? ''))].sort();
}

describe('the checks of SARIF files', () => {
  it('has an expectation for each fixture and a fixture for each expectation', () => {
    expect([...names].sort()).toEqual(['good', UNREADABLE, ...Object.keys(TABLE)].sort());
  });

  it.each(Object.entries({ ...BY_SCHEMA, ...BY_INVARIANT }))(
    'catches %s without the multitool',
    (name, expected) => {
      const problems = checkSarif(readFixture(name), { multitool: false });
      expect(checksIn(problems), problems.join('\n')).toEqual([...expected].sort());
    },
  );

  it(
    `${MULTITOOL_NOTE}finds nothing in the good file and catches each bad one by the expected checks alone`,
    MULTITOOL_TEST,
    () => {
      const readable = names.filter((name) => name !== UNREADABLE);
      const found = checkSarifFiles(readable.map(readFixture));
      const caught = Object.fromEntries(readable.map((name, index) => [name, checksIn(found[index] ?? [])]));
      const expected = Object.entries(TABLE).map(([name, checks]) => [name, [...checks].sort()]);
      expect(caught).toEqual({ good: [], ...Object.fromEntries(expected) });
    },
  );

  it(`${MULTITOOL_NOTE}notices when the multitool skips a file without a word`, MULTITOOL_TEST, () => {
    expect(checkSarif(readFixture(UNREADABLE))).toEqual(['multitool liveness: looked at 0 of 2 results']);
  });
});
