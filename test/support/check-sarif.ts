import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { checkInvariants } from './sarif-invariants.ts';

const require = createRequire(import.meta.url);
const CONFIG = fileURLToPath(new URL('sarif-validate.xml', import.meta.url));
/** The rule that speaks once of each result with a text; its silence means that the multitool skipped the file. */
const LIVENESS_RULE = 'SARIF2002';

/** Why Microsoft's multitool can't run here; undefined where it can. It is built for Linux on x64 with glibc only. */
const multitoolMissing: string | undefined = whyMultitoolIsMissing();

/** Options of a test that needs the multitool. It starts slowly where many tests run at once. */
export const MULTITOOL_TEST = { skip: multitoolMissing !== undefined, timeout: 120_000 } as const;
/** For the title of such a test, so that one that is skipped says why. */
export const MULTITOOL_NOTE = multitoolMissing === undefined ? '' : `SKIPPED, ${multitoolMissing}: `;

interface Parts {
  readonly multitool: boolean;
}
const ALL: Parts = { multitool: multitoolMissing === undefined };

/**
 * Everything that is wrong with a SARIF file, each problem with the name of the check that found it: `schema`, then
 * `multitool <rule>` and `invariant <check>`. A file that the schema refuses is not looked at any further, because
 * the multitool says nothing about such a file and the invariants rely on its shape.
 */
export function checkSarif(text: string, parts: Parts = ALL): string[] {
  return checkSarifFiles([text], parts)[0] ?? [];
}

/**
 * Like {@link checkSarif} for many files, with a single start of the multitool, which takes most of the time. A file
 * that the multitool can't read silences it for all of them: then each has the problem `multitool liveness`.
 */
export function checkSarifFiles(texts: readonly string[], parts: Parts = ALL): string[][] {
  const problems = texts.map((text) => checkSchema(text));
  const valid = texts.flatMap((text, index) => (problems[index]?.length === 0 ? [{ text, index }] : []));
  const found = parts.multitool ? runMultitool(valid.map(({ text }) => text)) : [];
  valid.forEach(({ text, index }, position) => {
    const invariants = checkInvariants(JSON.parse(text) as Log).map((problem) => `invariant ${problem}`);
    problems[index] = [...(found[position] ?? []), ...invariants];
  });
  return problems;
}

let validateLog: ValidateFunction | undefined;

function checkSchema(text: string): string[] {
  let log: unknown;
  try {
    log = JSON.parse(text);
  } catch (error) {
    return [`json: ${String(error)}`];
  }
  validateLog ??= compileSchema();
  if (validateLog(log)) return [];
  return (validateLog.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message}`);
}

/** The schema of the standard as the multitool's package brings it; the package's name ends with the platform. */
function compileSchema(): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(require(`@microsoft/sarif-multitool-${process.platform}/sarif-2.1.0.json`) as object);
}

/** The exit code is 0 whatever is wrong, so only the report that the multitool writes counts. */
function runMultitool(texts: readonly string[]): string[][] {
  if (texts.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'check-sarif-'));
  try {
    texts.forEach((text, index) => writeFileSync(join(folder, `${index}.sarif`), text));
    const report = join(folder, 'report.json');
    const ending = validate(folder, report);
    if (ending !== undefined) return texts.map(() => [`multitool ended: ${ending}`]);
    return sortFindings(texts, readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts the binary itself: the package's own command goes through a shell, which cuts the arguments at `;`. */
function validate(folder: string, report: string): string | undefined {
  const binary = multitoolBinary();
  makeExecutable(binary);
  const options = ['--rule-kind', 'Sarif;Ghas', '--config', CONFIG, '--level', 'Error;Warning;Note'];
  const output = ['--quiet', 'true', '--output', report, '--log', 'ForceOverwrite'];
  // A pattern, which the multitool resolves itself: with a list of files its time grows by the square.
  const files = join(folder, '*.sarif');
  const { status, error, stderr, stdout } = spawnSync(binary, ['validate', files, ...options, ...output], {
    encoding: 'utf8',
    // Without this it breaks off where the ICU library is not installed.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (status === 0) return undefined;
  return `${error?.message ?? `exit code ${status}`} ${(stderr || stdout || '').slice(0, 400)}`;
}

/** Notes are advice. Every other finding is a problem, and so is a file of which too few results were looked at. */
function sortFindings(texts: readonly string[], report: string): string[][] {
  const findings = (JSON.parse(report) as Log).runs.flatMap(({ results = [] }) => results);
  return texts.map((text, index) => {
    const own = findings.filter(({ locations }) => {
      const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri;
      return uri !== undefined && basename(uri) === `${index}.sarif`;
    });
    const results = (JSON.parse(text) as Log).runs.flatMap((run) => run.results ?? []);
    const expected = results.filter(({ message }) => message.text !== undefined).length;
    const looked = own.filter(({ ruleId }) => ruleId === LIVENESS_RULE).length;
    return [
      ...own
        .filter(({ level = 'warning' }) => level !== 'note')
        .map(
          ({ ruleId, message }) =>
            `multitool ${ruleId}: ${message.arguments?.join(' ') ?? message.text ?? ''}`,
        ),
      ...(looked === expected ? [] : [`multitool liveness: looked at ${looked} of ${expected} results`]),
    ];
  });
}

export function multitoolBinary(): string {
  return require('@microsoft/sarif-multitool') as string;
}

/** An install without scripts leaves the binary without the right to run. */
export function makeExecutable(binary: string): void {
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    chmodSync(binary, 0o755);
  }
}

function whyMultitoolIsMissing(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `Microsoft's multitool has no build for ${process.platform} on ${process.arch}`;
  }
  try {
    multitoolBinary();
    return undefined;
  } catch {
    return "Microsoft's multitool is not installed";
  }
}
