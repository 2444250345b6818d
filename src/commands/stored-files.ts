import { statSync } from 'node:fs';
import { SourceError } from '../model/errors.ts';
import { decodeText, parseJson, readTextFile } from '../sources/read-text.ts';
import type { Streams } from './streams.ts';

export interface StoredFile {
  /** As messages name it. */
  readonly name: string;
  readonly kind: 'report' | 'baseline';
  readonly data: unknown;
}

/** JavaScript holds no longer text; a report takes some 20 kB an instance. */
const MAX_BYTES = 500_000_000;

const HOW = 'write one with: ssm-preflight scan -f json=FILE';

/** What other files of this tool, or about it, can be told by, and what to do with them. */
const OTHERS: Readonly<Record<string, string>> = {
  snapshotVersion: `is a snapshot, not a report; scan it first: ssm-preflight scan --snapshot FILE -f json=REPORT`,
  diffVersion: `is what diff wrote, not a report; ${HOW}`,
  runs: `is SARIF, not a JSON report of ssm-preflight; ${HOW}`,
};

/** The versions that this release reads. */
const VERSIONS = { schemaVersion: 1, baselineVersion: 1 } as const;

/** Reads a JSON report or a baseline, as it says of itself; its content is unchecked. `-` is standard input. */
export async function readStoredFile(file: string, streams: Streams): Promise<StoredFile> {
  const name = file === '-' ? 'standard input' : file;
  const data = parseJson(name, await readText(file, name, streams));
  const keys = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  for (const [key, what] of Object.entries(OTHERS)) {
    if (Object.hasOwn(keys, key)) throw new SourceError(`${name}: ${what}`);
  }
  const marks = ['schemaVersion', 'baselineVersion'] as const;
  const mark = marks.find((key) => Object.hasOwn(keys, key));
  if (mark === undefined) {
    throw new SourceError(`${name}: is not a JSON report of ssm-preflight (no schemaVersion); ${HOW}`);
  }
  if (keys[mark] !== VERSIONS[mark]) {
    throw new SourceError(
      `${name}: ${mark} is ${JSON.stringify(keys[mark])}, this release reads ${VERSIONS[mark]}; make it anew, or use the release that wrote it`,
    );
  }
  return { name, kind: mark === 'schemaVersion' ? 'report' : 'baseline', data };
}

async function readText(file: string, name: string, streams: Streams): Promise<string> {
  if (file === '-') {
    const bytes = await streams.readIn(MAX_BYTES);
    refuseLong(name, bytes.length);
    return decodeText(name, bytes);
  }
  // What can't be looked at is told by the reading itself.
  refuseLong(name, statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  return readTextFile(file);
}

function refuseLong(name: string, bytes: number): void {
  if (bytes > MAX_BYTES)
    throw new SourceError(`${name}: larger than 500 MB; this is no report of one account`);
}
