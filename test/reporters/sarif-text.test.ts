import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteName, stripUnprintable, toMessage, toPlainText } from '../../src/reporters/sarif-text.ts';

describe('toPlainText', () => {
  it.each([
    ['colours', 'a\u001b[31mb\u001b[0mc', 'abc'],
    ['a C1 sequence', 'a\u009b31mb', 'ab'],
    ['line breaks and tabs', ' a\r\n\tb\u2028c ', 'a b c'],
    ['bidi marks', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
    ['invisible tags', 'a\u{e0041}b', 'ab'],
    ['half characters', 'a\ud83d b', 'a b'],
    ['braces', '{0} ${x}', '(0) $(x)'],
    ['letters and joined emoji, which stay', '한글 żółć 👨‍👩‍👧', '한글 żółć 👨‍👩‍👧'],
  ])('handles %s', (_, text, expected) => {
    expect(toPlainText(text)).toBe(expected);
  });

  it('lets plain text pass as its long way does, which an invisible mark at the end makes it go', () => {
    const ascii = fc.string({
      unit: fc.constantFrom(' ', 'a', '.', '{', '}', '~', '!', '\n'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(ascii, fc.integer({ min: 1, max: 14 }), (text, limit) => {
        expect(toPlainText(text, limit)).toBe(toPlainText(`${text}\u200e`, limit));
      }),
    );
  });

  it.each([
    ['abcd', 4, 'abcd'],
    ['abcde', 4, 'abc…'],
    ['👍👍👍', 2, '👍…'],
  ])('cuts %s at %i characters', (text, limit, expected) => {
    expect(toPlainText(text, limit)).toBe(expected);
  });
});

describe('toMessage', () => {
  it.each([
    [['a', 'b.'], 'a. b.'],
    [['Is it so?', 'No'], 'Is it so? No.'],
    [['see [this](1)'], 'see [this] (1).'],
    [['see [this]\u202e(1)'], 'see [this] (1).'],
  ])('joins %j', (sentences, expected) => {
    expect(toMessage(sentences)).toBe(expected);
  });
});

describe('quoteName', () => {
  it.each([
    ['web-1', "'web-1'"],
    ["it's", "'it’s'"],
    ['All is well. Nothing to see', "'All is well.Nothing to see'"],
    ['x'.repeat(100), `'${'x'.repeat(63)}…'`],
  ])('quotes %s', (name, expected) => {
    expect(quoteName(name)).toBe(expected);
  });
});

describe('stripUnprintable', () => {
  it('keeps lines, braces and length', () => {
    const command = `aws ec2 x \\\r\n  --filters '{"a":1}' ${'y'.repeat(2000)}`;
    expect(stripUnprintable(`\u001b[1m${command}\u202e`)).toBe(command.replace('\r', ''));
  });
});
