import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { quoteForShell } from '../../src/model/shell.ts';

describe('quoteForShell', () => {
  it.each(['app-role', 'arn:aws:iam::111122223333:role/a/b', '/aws/ssm/sessions', 'user@example.com'])(
    'leaves %s readable',
    (word) => {
      expect(quoteForShell(word)).toBe(word);
    },
  );

  it.each([
    '',
    "it's",
    '$(reboot)',
    '`reboot`',
    'a b',
    '{"Sid":"don\'t"}',
    '; rm -rf /',
    '~',
    'a\nb',
    '한글',
  ])('hands %j to the command as it is', (word) => {
    const printed = execFileSync('/bin/sh', ['-c', `printf %s ${quoteForShell(word)}`], { encoding: 'utf8' });
    expect(printed).toBe(word);
  });
});
