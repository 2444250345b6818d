import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, fitSections, type Section } from '../../src/reporters/byte-budget.ts';

function sectionOf(head: string, items: Section['items']): Section & { share: number } {
  return {
    head,
    items,
    share: 0.5,
    leftOut: (absent, shortened) => `[${absent} absent, ${shortened} short]`,
  };
}

const item = fc.record(
  { text: fc.string({ unit: 'grapheme', maxLength: 400 }), short: fc.string({ maxLength: 20 }) },
  { requiredKeys: ['text'] },
);

describe(fitSections, () => {
  it.each<[string, Section['items'], number, string]>([
    ['all there is room for', [{ text: 'aa' }, { text: 'bb' }], 1000, 'head:aabb'],
    ['nothing of an empty section', [], 1000, ''],
    [
      'the first items, and how many are not there',
      [{ text: 'a'.repeat(60) }, { text: 'b'.repeat(60) }],
      400,
      `head:${'a'.repeat(60)}[1 absent, 0 short]`,
    ],
    ['bytes, not characters', [{ text: '한'.repeat(30) }], 390, 'head:[1 absent, 0 short]'],
    [
      'a short form where the long one has no room',
      [{ text: 'a'.repeat(99), short: 'a' }, { text: 'b' }],
      390,
      'head:ab[0 absent, 1 short]',
    ],
    [
      'nothing after what has no room',
      [{ text: 'a'.repeat(99) }, { text: 'b' }],
      390,
      'head:[2 absent, 0 short]',
    ],
    ['the note alone where the head has no room', [{ text: 'a' }], 21, '[1 absent, 0 short]'],
    ['nothing where the note has no room', [{ text: 'a' }], 10, ''],
  ])('takes %s', (_, items, limit, expected) => {
    expect(fitSections([sectionOf('head:', items)], limit)).toBe(expected);
  });

  it('never takes more than the limit, and takes all of it where that fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(item, { maxLength: 8 }), { maxLength: 4 }),
        fc.nat(3000),
        (parts, limit) => {
          const sections = parts.map((items) => sectionOf('head:', items));
          expect(bytesOf(fitSections(sections, limit))).toBeLessThanOrEqual(limit);
          const all = parts
            .filter(({ length }) => length > 0)
            .map((items) => `head:${items.map(({ text }) => text).join('')}`);
          expect(fitSections(sections, 1e6)).toBe(all.join(''));
        },
      ),
    );
  });
});
