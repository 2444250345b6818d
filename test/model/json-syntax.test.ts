import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../src/model/json-syntax.ts';
import { parseConfig } from '../../src/config/parse.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts that are nearly JSON, which random strings never are. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom('', ',', '}', ']', '"', ':', '0', '-', '\\', '\n', '//', 't'),
  )
  .map(([text, place, insert]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + insert + text.slice(insert === '' ? at + 1 : at);
  });

describe('findJsonFault', () => {
  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearlyJson, fc.string()), (text) => {
        expect(findJsonFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('names a place inside the text or at its end', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const offset = findJsonFault(text)?.offset ?? 0;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each(['\t{\r\n"a"\n:\t[ ]}\n', '{"a":-0.5e+10}', '"\\u00e9\\/"', 'true'])('takes %j', (text) => {
    expect(findJsonFault(text)).toBeUndefined();
  });
});

describe('parseConfig', () => {
  it.each([undefined, 2, '\t'])('reads any JSON, indented with %j, and finds each member', (indent) => {
    const key = fc.stringMatching(/^[\w .:/*-]{1,20}$/);
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.oneof(value, fc.array(value, { minLength: 1 })), { minKeys: 1 }),
        (object) => {
          const text = JSON.stringify(object, null, indent);
          const source = parseConfig(text, 'c.json', 'json');
          expect(source.value).toEqual(object);
          const lines = text.split('\n');
          for (const [name, member] of Object.entries(object)) {
            const at = source.locate([name], 'key');
            expect(lines[at.line - 1]?.slice(at.column - 1).startsWith(JSON.stringify(name))).toBe(true);
            if (!Array.isArray(member)) continue;
            const last = source.locate([name, member.length - 1], 'value');
            const written = JSON.stringify(member.at(-1));
            expect(lines[last.line - 1]?.slice(last.column - 1).startsWith(written)).toBe(true);
          }
        },
      ),
    );
  });

  it('names the nearest thing above for a path that leads nowhere', () => {
    const source = parseConfig('{\n  "rules": { "a": 1 }\n}', 'c.json', 'json');
    expect(source.locate(['rules', 'b', 'c'], 'value')).toEqual({ line: 2, column: 12 });
    expect(source.locate([], 'value')).toEqual({ line: 1, column: 1 });
  });
});
