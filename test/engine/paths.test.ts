import { describe, expect, it } from 'vitest';
import { PathList } from '../../src/engine/paths.ts';
import type { Hop, NetworkPath } from '../../src/model/path.ts';

const PASS: Hop = {
  name: 'route',
  status: 'pass',
  problems: [],
  gaps: [],
  evidence: [{ resource: 'rtb-1', detail: 'Leads to igw-1.' }],
};
const path = (changes: Partial<NetworkPath> = {}): NetworkPath => ({
  service: 'ssm',
  kind: 'internet-gateway',
  hops: [PASS],
  ...changes,
});

describe('PathList', () => {
  it('keeps equal paths once, whether they are one object or two', () => {
    const list = new PathList();
    const shared = path();
    expect(list.add(shared)).toBe(list.add(shared));
    expect(list.add(path())).toBe(list.add(shared));
    expect(list.paths).toHaveLength(1);
  });

  it.each<[string, NetworkPath]>([
    ['service', path({ service: 'ssmmessages' })],
    ['kind', path({ kind: 'nat-gateway' })],
    ['status of a hop', path({ hops: [{ ...PASS, status: 'degraded' }] })],
    ['evidence', path({ hops: [{ ...PASS, evidence: [{ resource: 'rtb-2', detail: 'Leads to igw-1.' }] }] })],
    ['number of hops', path({ hops: [PASS, PASS] })],
  ])('tells paths apart by %s', (_name, other) => {
    const list = new PathList();
    expect(list.add(path())).not.toBe(list.add(other));
    expect(list.paths).toHaveLength(2);
  });

  it('gives the same id in every scan, so that reports can be compared', () => {
    const [first, second] = [new PathList(), new PathList()];
    second.add(path({ service: 's3' }));
    expect(first.add(path())).toBe(second.add(path()));
    expect(first.add(path())).toMatch(/^[0-9a-f]{16}$/);
  });

  it('gives one id to what AWS lists in another order', () => {
    const evidence = [
      { resource: 'sg-1', detail: 'Allows TCP 443 out.' },
      { resource: 'sg-2', detail: 'Allows TCP 443 out.' },
    ];
    const list = new PathList();
    const ids = [evidence, evidence.toReversed()].map((items) =>
      list.add(path({ hops: [{ ...PASS, evidence: items }] })),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('has the paths in the order in which they came', () => {
    const list = new PathList();
    const ids = [list.add(path({ service: 'ssmmessages' })), list.add(path())];
    expect(list.paths.map(({ id }) => id)).toEqual(ids);
  });
});
