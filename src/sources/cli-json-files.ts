import { readdirSync } from 'node:fs';
import path from 'node:path';
import { SourceError } from '../model/errors.ts';
import { countEdits } from '../model/suggest.ts';
import { type Call, CALLS } from './calls.ts';
import { parseJson, readTextFile } from './read-text.ts';

/** One file of a folder that the AWS CLI filled: `<service>.<Operation>[@Key=value,…].json`. */
export interface DumpFile {
  readonly path: string;
  readonly operation: string;
  /** The input that the answer belongs to; empty when the file answers every input. */
  readonly input: Readonly<Record<string, string>>;
  readonly content: Readonly<Record<string, unknown>>;
}

const NAME = /^(?<service>[a-z0-9]+)\.(?<operation>[A-Za-z0-9]+)(?:@(?<input>.*))?\.json$/;

/**
 * Reads the folder's files that answer one of our calls. Files of other operations are left alone; a name that is
 * nearly one of ours, and a folder without any, are errors: a misspelt dump would look like one that was not made.
 */
export function readDumpFolder(folder: string): DumpFile[] {
  const files = listNames(folder).flatMap((name) => {
    const parts = NAME.exec(name)?.groups;
    if (parts === undefined) return [];
    const { service: given = '', operation = '', input } = parts;
    // The CLI's own name for it; `aws s3` copies files.
    const service = given === 's3api' ? 's3' : given;
    const file = path.join(folder, name);
    const call = CALLS.find((one) => one.service === service && one.operation === operation);
    if (call === undefined) {
      rejectNearMiss(file, service, operation);
      return [];
    }
    const about = parseInput(file, input);
    demandIdentity(file, call, about);
    return [{ path: file, operation, input: about, content: readContent(file) }];
  });
  if (files.length === 0) {
    throw new SourceError(
      `${folder}: holds no file of an AWS CLI answer; name them <service>.<Operation>.json, like ec2.DescribeInstances.json`,
    );
  }
  return files;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'no such folder'
        : code === 'ENOTDIR'
          ? 'is a file, not a folder'
          : 'cannot be read';
    throw new SourceError(`${folder}: ${why}`, { cause: error });
  }
}

/** An answer that does not say what it is about would be taken for the answer about everything. */
function demandIdentity(file: string, { service, operation, identifiedBy }: Call, input: object): void {
  if (identifiedBy === undefined || identifiedBy in input) return;
  const name = `${service}.${operation}@${identifiedBy}=….json`;
  throw new SourceError(
    `${file}: does not say by its name which ${identifiedBy} it is about; name it ${name}`,
  );
}

function rejectNearMiss(file: string, service: string, operation: string): void {
  const names = CALLS.map((call) => `${call.service}.${call.operation}`);
  // Real operations of other names are further away; `suggest` would take DescribeVpnGateways for a slip.
  const match = names.find((name) => countEdits(`${service}.${operation}`, name) <= 2);
  if (match !== undefined)
    throw new SourceError(`${file}: no such operation is read; did you mean ${match}.json?`);
}

function parseInput(file: string, text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  try {
    return Object.fromEntries(
      text.split(',').map((pair) => {
        const at = pair.indexOf('=');
        if (at < 1) throw new Error('no key=value');
        return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
      }),
    );
  } catch (error) {
    throw new SourceError(`${file}: the part behind @ is not Key=value,Key=value`, { cause: error });
  }
}

function readContent(file: string): Record<string, unknown> {
  const content = parseJson(file, readTextFile(file));
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SourceError(
      `${file}: is not the answer of an AWS CLI command (an object); was it made with --query?`,
    );
  }
  return content as Record<string, unknown>;
}
