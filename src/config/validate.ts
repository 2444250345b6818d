import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { settleChoices } from './choices.ts';
import { describeError } from './wording.ts';
import type { Complaint, ConfigPath } from './types.ts';

/** Compiles a JSON Schema (draft 2020-12); throws for a schema that is none. */
export function compileSchema(schema: object): ValidateFunction {
  return new Ajv2020({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    strictTuples: false,
    allowUnionTypes: true,
  }).compile(schema);
}

/**
 * Everything that a value breaks of a schema, in plain words.
 *
 * @param at where the value stands in the file
 */
export function validate(value: unknown, schema: object, at: ConfigPath = []): Complaint[] {
  const check = compileSchema(schema);
  if (check(value)) return [];
  return listErrors(check.errors ?? []).map((error) =>
    describeError(error, [...at, ...parsePointer(error.instancePath, value)]),
  );
}

/** `if` only repeats what its branch says, `propertyNames` what is wrong with the name. */
function listErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  return settleChoices(
    errors.filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined),
  );
}

function parsePointer(pointer: string, value: unknown): ConfigPath {
  let current = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const isIndex = Array.isArray(current);
      current = (current as Readonly<Record<string, unknown>>)[key];
      return isIndex ? Number(key) : key;
    });
}
