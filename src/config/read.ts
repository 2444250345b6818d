import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError, UsageError } from '../model/errors.ts';
import { hasCode } from './find.ts';
import { parseConfig } from './parse.ts';
import type { ConfigSource } from './parse.ts';

const MAX_BYTES = 1_000_000;
const LANGUAGES: Readonly<Record<string, 'json' | 'yaml'>> = {
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/**
 * Reads one configuration file: UTF-8, or UTF-16 with a byte order mark, at most 1 MB.
 *
 * @param file absolute path
 * @param display the path as messages name it
 */
export async function readConfig(file: string, display: string): Promise<ConfigSource> {
  const language = LANGUAGES[path.extname(file).toLowerCase()];
  if (language === undefined) {
    throw new UsageError(`${display}: a configuration file ends in .json, .yaml or .yml`);
  }
  return parseConfig(decode(await readBytes(file, display), display), display, language);
}

async function readBytes(file: string, display: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR'))
      throw new UsageError(`${display}: no such file`, { cause: error });
    if (hasCode(error, 'EISDIR'))
      throw new UsageError(`${display}: is a folder, not a file`, { cause: error });
    throw new ConfigError(
      `${display}:1:1: can't be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (bytes.length > MAX_BYTES) {
    throw new ConfigError(`${display}:1:1: is ${bytes.length} bytes long; at most ${MAX_BYTES} are read`);
  }
  return bytes;
}

function decode(bytes: Buffer, display: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    throw new ConfigError(`${display}:1:1: is not valid ${encoding.toUpperCase()} text; save it as UTF-8`, {
      cause: error,
    });
  }
  throw new ConfigError(
    `${display}:1:1: holds NUL characters, as UTF-16 text without a byte order mark does; save it as UTF-8`,
  );
}
