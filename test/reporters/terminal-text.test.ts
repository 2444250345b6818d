import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  displayWidth,
  neutraliseLine,
  pad,
  paint,
  sanitise,
  splitCharacters,
  truncate,
  wrap,
  wrapAtMost,
} from '../../src/reporters/terminal-text.ts';

const ESC = '\u001B';
const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom('한', 'ｶ', 'ﾞ', 'ᄀ', '\u0301', '\u200D', '🚀', '🏽', 'क', '\u094D', ' ', '\uFE0F', 'a'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
);

describe(neutraliseLine, () => {
  it.each([
    ['a command of GitHub’s runner', '::error::x', '�:error::x'],
    ['a command behind spaces', '  ::error::x', '  �:error::x'],
    ['colons inside stay', 'a ::error::x', 'a ::error::x'],
    ['one colon stays', ': a', ': a'],
  ])('%s', (_, line, expected) => {
    expect(neutraliseLine(line)).toBe(expected);
    expect(neutraliseLine(expected)).toBe(expected);
  });
});

describe(sanitise, () => {
  it.each([
    ['plain text stays', 'web-1 (eu-west-1)', 'web-1 (eu-west-1)'],
    ['a colour sequence', `${ESC}[31mred${ESC}[0m`, '�[31mred�[0m'],
    [
      'an OSC 8 link',
      `${ESC}]8;;https://evil.example${ESC}\\click${ESC}]8;;${ESC}\\`,
      '�]8;;https://evil.example�\\click�]8;;�\\',
    ],
    ['a window title with BEL', `${ESC}]0;title\u0007`, '�]0;title�'],
    ['the one-byte CSI', '\u009B2J', '�2J'],
    ['backspaces', 'blocked\b\b\b\b\b\b\bready', 'blocked�������ready'],
    ['line feed', 'a\nb', String.raw`a\nb`],
    ['carriage return', 'blocked\rready', String.raw`blocked\rready`],
    ['tab', 'a\tb', String.raw`a\tb`],
    ['next line and line separators', 'a\u0085b\u2028c\u2029d', 'a�b�c�d'],
    ['right-to-left override', 'web\u202Egnp.exe', 'web�gnp.exe'],
    ['bidirectional isolates and marks', '\u2066a\u2069\u200E\u200F\u061C', '�a����'],
    ['zero-width space, joiner, non-joiner, word joiner', 'a\u200Bb\u200Cc\u200Dd\u2060e', 'a�b�c�d�e'],
    ['byte order mark and soft hyphen', '\uFEFFa\u00ADb', '�a�b'],
    ['a command of GitHub’s runner', '##[error]x', '#�[error]x'],
    ['a command behind more marks', 'a ####[b] ##[c]', 'a ###�[b] #�[c]'],
    ['a command of another runner', '##vso[task.x]y', '#�vso[task.x]y'],
    ['a command beside Korean', '결제##[group]', '결제#�[group]'],
    ['a heading stays', '## a [b]', '## a [b]'],
    ['invisible Hangul filler', 'a\u3164b', 'a�b'],
    ['invisible tag characters', 'a\u{E0068}\u{E0069}', 'a��'],
    ['a lone surrogate', 'a\uD800b', 'a�b'],
    ['a noncharacter', 'a\uFFFFb', 'a�b'],
    ['Korean stays', '결제-서버', '결제-서버'],
    ['decomposed Korean stays', '한글'.normalize('NFD'), '한글'.normalize('NFD')],
    ['half-width kana stay', 'ｶﾞｰﾄﾞ', 'ｶﾞｰﾄﾞ'],
    ['an emoji family stays', FAMILY, FAMILY],
    ['emoji variation and keycap stay', '❤\uFE0F 1\uFE0F\u20E3', '❤\uFE0F 1\uFE0F\u20E3'],
    ['an ideograph with its variant stays', '葛\u{E0100}', '葛\u{E0100}'],
    ['a joiner after the last pictograph goes', '🚀\u200D', '🚀�'],
    ['a few accents stay', 'e\u0301\u0323', 'e\u0301\u0323'],
    ['piled accents are cut after six', `e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(6)}�`],
    ['a leading accent gets a circle of its own', '\u0301a', '◌\u0301a'],
  ])('%s', (_, text, expected) => {
    expect(sanitise(text)).toBe(expected);
  });

  it('leaves nothing invisible and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = sanitise(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u);
        expect(sanitise(once)).toBe(once);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe(displayWidth, () => {
  it.each([
    ['web-1', 5],
    ['결제', 4],
    ['한글'.normalize('NFD'), 4],
    ['東京', 4],
    ['ｶﾞ', 2],
    ['🚀', 2],
    [FAMILY, 2],
    ['🇰🇷', 2],
    ['e\u0301', 1],
    ['─·…�', 4],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('what is measured without looking at each character', () => {
  it('is as wide as it would be otherwise', () => {
    const plain = fc.string({
      unit: fc.constantFrom('a', ' ', '~', 'ぁ', 'ア', 'ヺ', '一', '鿿', '가', '힣'),
    });
    fc.assert(
      fc.property(plain, (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe(truncate, () => {
  it.each([
    ['short enough', 'web-1', 5, 'web-1'],
    ['too long', 'web-server', 5, 'web-…'],
    ['two-column characters are not halved', '결제서버', 6, '결제…'],
    ['an odd column stays free', '결제서버', 4, '결…'],
    ['an emoji sequence is not taken apart', `a${FAMILY}bc`, 3, 'a…'],
    ['no space before the ellipsis', 'web server', 5, 'web…'],
    ['one column', 'web', 1, '…'],
    ['no column', 'web', 0, ''],
  ])('%s', (_, text, width, expected) => {
    expect(truncate(text, width)).toBe(expected);
  });
});

describe(pad, () => {
  it.each([
    ['web', 5, 'web  '],
    ['결제', 5, '결제 '],
    ['too long', 3, 'too long'],
  ])('%s to %i', (text, width, expected) => {
    expect(pad(text, width)).toBe(expected);
  });
});

describe(wrap, () => {
  it.each([
    ['at spaces', 'no path to ssmmessages', 10, ['no path to', 'ssmmessage', 's']],
    ['one line', 'no path', 10, ['no path']],
    ['wide characters', '결제 서버 죽음', 9, ['결제 서버', '죽음']],
    ['a wide word', '결제서버', 5, ['결제', '서버']],
    ['several spaces are one', 'a   b', 10, ['a b']],
    ['nothing', '', 10, ['']],
    ['a character that is wider than the line', '한', 1, ['…']],
  ])('%s', (_, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  it('never exceeds the width', () => {
    fc.assert(
      fc.property(anyText.map(sanitise), fc.integer({ min: 1, max: 40 }), (text, width) => {
        for (const line of wrap(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(displayWidth(truncate(text, width))).toBeLessThanOrEqual(width);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});

describe(wrapAtMost, () => {
  it.each([
    ['as many lines as there are', 'one two', 3, 2, ['one', 'two']],
    ['the last line says that there is more', 'one two three four', 5, 2, ['one', 'two…']],
  ])('%s', (_, text, width, limit, expected) => {
    expect(wrapAtMost(text, width, limit)).toEqual(expected);
  });
});

describe(splitCharacters, () => {
  it.each([
    ['an emoji sequence is one', `a${FAMILY}`, ['a', FAMILY]],
    ['a syllable of jamo is one', '한'.normalize('NFD'), ['한'.normalize('NFD')]],
    ['a pile wider than any character is taken apart', 'ᄀ'.repeat(5), ['ᄀ', 'ᄀ', 'ᄀ', 'ᄀ', 'ᄀ']],
  ])('%s', (_, text, expected) => {
    expect([...splitCharacters(text)]).toEqual(expected);
  });
});

describe(paint, () => {
  it('colours when the caller says so, whatever stdout is', () => {
    expect(paint(true, 'red', 'blocked')).toBe(`${ESC}[31mblocked${ESC}[39m`);
  });

  it('leaves text alone otherwise', () => {
    expect(paint(false, 'red', 'blocked')).toBe('blocked');
  });

  it('wraps no escape codes around nothing', () => {
    expect(paint(true, 'red', '')).toBe('');
  });
});
