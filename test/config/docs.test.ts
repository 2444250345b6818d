import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileExpression } from '../../src/config/expression.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { buildConfigSchema } from '../../src/config/schema.ts';
import { validate } from '../../src/config/validate.ts';

const PAGE = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

function readBlocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, body = '']) => body,
  );
}

/** Without rules at hand any id may be one of a plugin's; every other part of the schema holds. */
const SHAPE = buildConfigSchema([], { custom: [], complete: false });

describe('docs/configuration.md', () => {
  it('has JSON examples that are configurations', () => {
    const blocks = readBlocks('json');
    expect(blocks).toHaveLength(3);
    expect(blocks.flatMap((block) => validate(parseConfig(block, 'c.json', 'json').value, SHAPE))).toEqual(
      [],
    );
  });

  it('has YAML examples that are configurations', () => {
    const blocks = readBlocks('yaml').filter((block) => !/^(?:assert:|#)/.test(block));
    expect(blocks).toHaveLength(3);
    expect(blocks.flatMap((block) => validate(parseConfig(block, 'c.yaml', 'yaml').value, SHAPE))).toEqual(
      [],
    );
  });

  it('has expressions that compile', () => {
    const sources = [...PAGE.matchAll(/^\s*(assert: .*)$/gm)].map(
      ([, line = '']) => (parse(line) as { readonly assert: string }).assert,
    );
    expect(sources).toHaveLength(6);
    expect(sources.filter((source) => !('evaluate' in compileExpression(source)))).toEqual([]);
  });
});
