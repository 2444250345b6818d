import { constants } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { SourceError } from '../model/errors.ts';
import { findJsonFault } from '../model/json-syntax.ts';

/** Far above the largest account seen (a snapshot takes some 10 kB an instance), far below what would exhaust memory. */
const MAX_BYTES = 1024 ** 3;

/**
 * Reads a text file that people or tools wrote: UTF-8 with or without a byte order mark, gzip by its content. Every
 * failure is one line that names the file and the way out.
 */
export function readTextFile(file: string): string {
  return decodeText(file, readBytes(file));
}

/** The same for bytes that came another way; `file` is for messages. */
export function decodeText(file: string, packed: Buffer): string {
  const bytes = unpack(file, packed);
  if (bytes.length === 0) throw new SourceError(`${file}: the file is empty`);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new SourceError(`${file}: is UTF-16 (PowerShell's > writes that); save it as UTF-8`);
  }
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new SourceError(`${file}: larger unpacked than JavaScript can hold as one text`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SourceError(`${file}: is not UTF-8 text`);
  }
}

function readBytes(file: string): Buffer {
  try {
    if (statSync(file).size > MAX_BYTES)
      throw new SourceError(`${file}: larger than 1 GiB; this is no snapshot of one account`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${file}: ${readFailure(error)}`, { cause: error });
  }
}

function readFailure(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'no such file';
    case 'EISDIR':
      return 'is a folder, not a file';
    case 'EACCES':
      return 'no permission to read it';
    default:
      return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function unpack(file: string, bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new SourceError(`${file}: the gzip data is damaged or cut off`, { cause: error });
  }
}

/** Parses JSON text; a syntax error is told with its line and column. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's own message has a position in some versions of Node and none in others.
    const fault = findJsonFault(text);
    const before = text.slice(0, fault?.offset ?? text.length).split('\n');
    const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    const why = fault === undefined ? 'is not JSON' : `is not JSON, or is cut off: ${fault.message}`;
    throw new SourceError(`${file}:${place}: ${why}`, { cause: error });
  }
}
