import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEdits, suggest } from '../../src/model/suggest.ts';

const KEYS = ['instance-id', 'expires', 'reason', 'rule', 'severity', 'options', 'https-egress-allowed'];

describe('suggest', () => {
  it.each([
    ['resaon', 'reason'],
    ['expire', 'expires'],
    ['exipres', 'expires'],
    ['Severity', 'severity'],
    ['instanceId', 'instance-id'],
    ['instance_id', 'instance-id'],
    ['https-egres-alowed', 'https-egress-allowed'],
    ['rules', 'rule'],
    ['option', 'options'],
  ])('finds for %s the key %s', (name, expected) => {
    expect(suggest(name, KEYS)).toBe(expected);
  });

  it.each(['x', '', 'owner', 'severe-option', 'egress', 'until', 'why'])('finds nothing for "%s"', (name) => {
    expect(suggest(name, KEYS)).toBeUndefined();
  });

  it('takes the first by name of two that are equally near', () => {
    expect(suggest('roles', ['rules', 'holes'])).toBe('holes');
  });

  it('never names a candidate that is far off', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, candidates) => {
        const found = suggest(name, candidates);
        if (found === undefined) return;
        expect(candidates).toContain(found);
        const [wanted, target] = [name, found].map((text) => text.toLowerCase().replaceAll(/[-_ ]/g, ''));
        const longer = Math.max(String(wanted).length, String(target).length);
        expect(countEdits(String(wanted), String(target))).toBeLessThanOrEqual(Math.min(3, longer / 3));
      }),
    );
  });

  it('always finds the name itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), (name) => {
        expect(suggest(name, KEYS)).toBe(name);
      }),
    );
  });
});

describe('countEdits', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['rule', 'rule', 0],
    ['rule', 'rules', 1],
    ['rlue', 'rule', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('from "%s" to "%s": %i', (from, to, edits) => {
    expect(countEdits(from, to)).toBe(edits);
  });

  it('is the same both ways, and zero for equal texts alone', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(countEdits(a, b)).toBe(countEdits(b, a));
        expect(countEdits(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
