import { describe, expect, it } from 'vitest';
import { labelStandard, STANDARDS } from '../../src/model/standards.ts';
import { rules } from '../../src/rules/index.ts';

/** How the publisher writes an id of its list. */
const IDS: Readonly<Record<keyof typeof STANDARDS, RegExp>> = {
  'aws-config-rules': /^[a-z0-9]+(-[a-z0-9]+)+$/,
  'aws-fsbp-1.0.0': /^[A-Z][A-Za-z0-9]+\.\d+$/,
  'cis-aws-foundations-3.0.0': /^\d+\.\d+$/,
  'cis-aws-foundations-5.0.0': /^\d+\.\d+$/,
  'nist-800-53-r5': /^[A-Z]{2}-\d+(\(\d+\))?$/,
};

const named = rules.flatMap(({ meta }) =>
  Object.entries(meta.standards ?? {}).map(([id, controls]) => [meta.id, id, controls] as const),
);

describe('the standards that rules are relevant to', () => {
  it.each(named)('%s names controls of %s as their publisher does, each once', (_, id, controls) => {
    expect(Object.keys(STANDARDS)).toContain(id);
    expect(controls.length).toBe(new Set(controls).size);
    for (const control of controls) expect(control).toMatch(IDS[id as keyof typeof STANDARDS]);
  });

  it('are each named by a rule, and have a GUID that every server takes', () => {
    expect(new Set(named.map(([, id]) => id))).toEqual(new Set(Object.keys(STANDARDS)));
    const guids = Object.values(STANDARDS).map(({ guid }) => guid);
    expect(new Set(guids).size).toBe(guids.length);
    for (const guid of guids)
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['cis-aws-foundations-5.0.0', 'CIS AWS Foundations Benchmark 5.0.0'],
    ['aws-config-rules', 'AWS Config managed rules'],
    ['of-our-own', 'of-our-own'],
    ['constructor', 'constructor'],
  ])('%s is called %s', (id, label) => {
    expect(labelStandard(id)).toBe(label);
  });
});
