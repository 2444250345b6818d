import { describe, expect, it } from 'vitest';
import { renderOutput } from '../../src/commands/parts.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { RenderOptions, Reporter } from '../../src/model/report.ts';
import { buildReport } from '../support/report.ts';

const OPTIONS: RenderOptions = { color: false, width: 80, verbose: false, sarifProfile: 'full' };

function rendering(render: () => string, more: Partial<Reporter> = {}): () => unknown {
  const reporter = { name: 'long', description: 'For a test', render, ...more };
  return () => renderOutput(reporter, buildReport(), OPTIONS, { format: 'long' });
}

const tooLong = (): string => 'x'.repeat(2 ** 29).padEnd(2 ** 30);
const text = 'part';

describe('a report that is too long for one text', () => {
  it.each<[string, Partial<Reporter>, string]>([
    ['in one file', {}, 'scan less at once with --region, --vpc or --tag'],
    [
      'in several',
      {
        parts: () => [
          { suffix: '', text },
          { suffix: 'part-2', text },
        ],
      },
      '--format long=FILE writes several files',
    ],
  ])('%s ends with the way out', (_name, more, way) => {
    expect(rendering(tooLong, more)).toThrow(
      new UsageError(`--format long: the report is too long for one text; ${way}`),
    );
  });

  it('is not what any other error is called', () => {
    const recurse = (): string => recurse() + text;
    expect(rendering(recurse)).toThrow(/call stack/);
  });
});
