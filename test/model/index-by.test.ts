import { describe, expect, it } from 'vitest';
import { indexBy } from '../../src/model/index-by.ts';

interface Item {
  readonly Id?: string;
  readonly Other?: string;
}

describe('indexBy', () => {
  const list: readonly Item[] = [{ Id: 'a', Other: 'x' }, { Id: 'b' }, { Id: 'a' }, {}];

  it('finds by an attribute, the first of equals, and leaves out what has none', () => {
    const index = indexBy(list, 'Id');
    expect([...index.keys()]).toEqual(['a', 'b']);
    expect(index.get('a')).toBe(list[0]);
    expect(index.get('c')).toBeUndefined();
  });

  it('keeps one index for each list and attribute', () => {
    expect(indexBy(list, 'Id')).toBe(indexBy(list, 'Id'));
    expect([...indexBy(list, 'Other').keys()]).toEqual(['x']);
    expect(indexBy([...list], 'Id')).not.toBe(indexBy(list, 'Id'));
  });
});
