import { describe, expect, it } from 'vitest';
import { validate } from '../../src/config/validate.ts';

/** Schemas such as rules declare for their options, and what a person reads when a value breaks them. */
describe('validate', () => {
  it.each<[string, object, unknown, string[]]>([
    ['nothing wrong', { type: 'string' }, 'a', []],
    [
      'a choice of types',
      { anyOf: [{ type: 'string' }, { type: 'array' }] },
      3,
      ['o must be a string or a list, not 3'],
    ],
    ['a union of types', { type: ['string', 'null'] }, 3, ['o must be a string or null, not 3']],
    [
      'a choice of values and types',
      { oneOf: [{ const: 'auto' }, { enum: ['on', 'off'] }, { type: 'integer' }] },
      'atuo',
      ['o must be "auto", "on", "off" or a whole number, not "atuo"; did you mean "auto"?'],
    ],
    [
      'the branch that was meant',
      {
        anyOf: [
          { type: 'string' },
          { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        ],
      },
      { a: 1 },
      ['o.a must be a string, not 1'],
    ],
    [
      'a choice inside a choice',
      {
        anyOf: [
          { type: 'string' },
          { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        ],
      },
      ['x', 4],
      ['o[1] must be a string or null, not 4'],
    ],
    [
      'two branches that were both nearly right',
      {
        anyOf: [
          { type: 'object', required: ['a'] },
          { type: 'object', required: ['b'] },
        ],
      },
      {},
      ['o has none of the allowed forms'],
    ],
    ['a constant', { const: 1 }, 2, ['o must be 1, not 2']],
    [
      'one of many values',
      { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
      12,
      ['o must be one of the allowed values, not 12'],
    ],
    ['a pattern', { type: 'string', pattern: '^a+$' }, 'b', ['o must match the pattern ^a+$, not "b"']],
    [
      'a text that is too short',
      { type: 'string', minLength: 1 },
      '',
      ['o must have at least one character'],
    ],
    ['a list that is too long', { type: 'array', maxItems: 2 }, [1, 2, 3], ['o must have at most 2 entries']],
    ['too many keys', { type: 'object', maxProperties: 1 }, { a: 1, b: 2 }, ['o must have at most one key']],
    ['a number that is too large', { type: 'number', exclusiveMaximum: 3 }, 3, ['o must be < 3, not 3']],
    [
      'a name of a key',
      { type: 'object', propertyNames: { maxLength: 1 } },
      { ab: 1 },
      ['unknown key "ab" in o'],
    ],
    [
      'a key that no branch evaluates',
      { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
      { b: 1 },
      ['unknown key "b" in o; known: "a"'],
    ],
    ['a keyword without words of its own', { type: 'number', multipleOf: 2 }, 3, ['o must be multiple of 2']],
    [
      'a key with odd characters',
      { additionalProperties: { type: 'string' }, type: 'object' },
      { 'a/b~c': 1 },
      ['o["a/b~c"] must be a string, not 1'],
    ],
    ['a long text', { type: 'number' }, 'x'.repeat(80), [`o must be a number, not "${'x'.repeat(56)}…"`]],
  ])('words %s', (_name, schema, value, expected) => {
    expect(validate(value, schema, ['o']).map(({ message }) => message)).toEqual(expected);
  });
});
