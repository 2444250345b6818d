import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRepeatedKey } from '../../src/model/json-keys.ts';

test.each([
  ['an object without keys', '{}', false],
  ['two keys', '{"a":1,"b":2}', false],
  ['a key twice', '{"a":1,"a":1}', true],
  ['a key twice with spaces and lines', '{ "a" :1,\n"a"\t: 2 }', true],
  ['a key and a value of that text', '{"a":"a","b":["a","a"]}', false],
  ['one key in two objects', '[{"a":1},{"a":1}]', false],
  ['one key at two depths', '{"a":{"a":{"a":1}}}', false],
  ['a key again after an object', '{"a":{"b":1},"c":[{}],"a":2}', true],
  ['a key twice far inside', '[[{"a":[{"b":1,"c":{},"b":2}]}]]', true],
  ['keys that differ in case', '{"a":1,"A":1}', false],
  ['one key in two spellings', '{"a":1,"\\u0061":2}', true],
  ['a text that looks like an object', '{"a":"{\\"b\\":1,\\"b\\":2}","c":"\\\\"}', false],
  ['no object', '"a"', false],
])('%s', (_, text, isRepeated) => {
  expect(hasRepeatedKey(text)).toBe(isRepeated);
});

test('what JSON.stringify writes repeats no key, and repeats one once a key is added again', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value);
      const [key] = Object.keys(value);
      expect(hasRepeatedKey(text)).toBe(false);
      expect(hasRepeatedKey(`${text.slice(0, -1)},${JSON.stringify(key)}:1}`)).toBe(true);
    }),
  );
});
