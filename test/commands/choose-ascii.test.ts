import { describe, expect, it } from 'vitest';
import { chooseAscii, type Streams } from '../../src/commands/streams.ts';

function streams(env: Streams['env'], isOutTerminal: boolean): Streams {
  return {
    readIn: async () => Buffer.alloc(0),
    writeOut: async () => {},
    writeError: () => {},
    env,
    cwd: '/',
    outColumns: undefined,
    isErrorTerminal: false,
    isOutTerminal,
  };
}

describe('ASCII is chosen', () => {
  it.each<[string, boolean | undefined, Streams['env'], boolean, boolean]>([
    ['on a terminal of the C locale', undefined, { LC_ALL: 'C' }, true, true],
    ['on a terminal of the POSIX locale', undefined, { LANG: 'POSIX' }, true, true],
    ['on a terminal with another character set', undefined, { LANG: 'ko_KR.EUC-KR' }, true, true],
    ['not with UTF-8', undefined, { LANG: 'ko_KR.UTF-8' }, true, false],
    ['not with UTF-8, however it is spelled', undefined, { LANG: 'C.utf8' }, true, false],
    ['not with UTF-8 and a modifier', undefined, { LANG: 'ca_ES.UTF-8@valencia' }, true, false],
    ['not without a locale', undefined, {}, true, false],
    ['not where the locale names no character set', undefined, { LANG: 'ko_KR' }, true, false],
    ['by LC_ALL before LANG', undefined, { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, true, true],
    ['by LC_CTYPE before LANG', undefined, { LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true, false],
    ['by LANG where LC_ALL is empty', undefined, { LC_ALL: '', LANG: 'C' }, true, true],
    ['not in a pipe', undefined, { LC_ALL: 'C' }, false, false],
    ['in a pipe by the flag', true, {}, false, true],
    ['not against the flag', false, { LC_ALL: 'C' }, true, false],
  ])('%s', (_, flag, env, isTerminal, expected) => {
    expect(chooseAscii(flag, streams(env, isTerminal))).toBe(expected);
  });
});
