import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chooser, splitWords, type Filters } from '../../../browser/choose.ts';
import { sortPlaces } from '../../../browser/order.ts';
import { collectPageData } from '../../../src/reporters/html/collect.ts';
import { at } from '../../../src/reporters/html/page-data.ts';
import { VERDICTS } from '../../../src/model/verdict.ts';
import { buildReport } from '../../support/report.ts';

const data = collectPageData(buildReport());
const chooser = new Chooser(data);
const column = (ruleId: string): number => data.rules.findIndex(({ id }) => id === ruleId);
const namesOf = (filters: Partial<Filters>): string[] =>
  chooser
    .choose({ words: [], verdicts: new Set(), ...filters })
    .map((place) => at(data.instances, place))
    .map(({ name, id }) => (name.length > 20 || name === '' ? id : name))
    .sort();

describe('filters', () => {
  it.each<[string, Partial<Filters>, string[]]>([
    ['a word of a name', { words: ['web-1'] }, ['web-1']],
    ['whatever its case', { words: splitWords('LEGACY') }, ['legacy']],
    ['two words that both must be there', { words: splitWords('orders us-east-1') }, ['orders']],
    ['two words that are not both there', { words: splitWords('orders eu-west-1') }, []],
    ['a Korean name', { words: splitWords('한글') }, ['batch-한글']],
    ['a tag with its value', { words: splitWords('name=web-1') }, ['web-1']],
    ['an id', { words: ['i-0a000000000000007'] }, ['nightly']],
    ['what AWS observed', { words: splitWords('connectionlost') }, ['batch-한글']],
    ['what is a pattern elsewhere', { words: splitWords('.*') }, []],
    ['two verdicts', { verdicts: new Set(['ready', 'dormant']) }, ['nightly', 'web-1']],
    ['a region', { region: 'us-east-1' }, ['aws_instance.app["a"]', 'orders']],
    ['an account that has none', { account: '999999999999' }, []],
    ['a rule that fails', { rule: column('ami-has-agent'), status: 'fail' }, ['legacy']],
    ['a rule that broke off', { rule: column('tagged'), status: 'error' }, ['orders']],
    ['any rule that broke off', { status: 'error' }, ['orders']],
    [
      'a rule and a verdict',
      { rule: column('ami-has-agent'), status: 'unknown', verdicts: new Set(['ready']) },
      ['web-1'],
    ],
  ])('%s', (_name, filters, names) => {
    expect(namesOf(filters)).toEqual(names);
  });

  it('more of them never choose more', () => {
    const filters = fc.record({
      words: fc.array(fc.constantFrom('i-0', 'web', 'e', 'us', '한글'), { maxLength: 2 }),
      verdicts: fc.subarray([...VERDICTS]).map((verdicts) => new Set(verdicts)),
    });
    fc.assert(
      fc.property(filters, fc.constantFrom('a', '1', 'legacy'), (some, word) => {
        const fewer = chooser.choose({ ...some, words: [...some.words, word], status: 'fail' });
        expect(chooser.choose(some)).toEqual(expect.arrayContaining(fewer));
      }),
    );
  });
});

describe('orders', () => {
  const places = fc.subarray(data.instances.map((_, index) => index));

  it.each(['verdict', 'name', 'region'] as const)('by %s loses and adds nothing', (key) => {
    fc.assert(
      fc.property(places, fc.boolean(), (some, isDescending) => {
        const sorted = sortPlaces(data, some, { key, isDescending });
        expect(sorted.toSorted((a, b) => a - b)).toEqual(some);
        expect(
          sortPlaces(
            data,
            sorted.toSorted((a, b) => a - b),
            { key, isDescending },
          ),
        ).toEqual(sorted);
      }),
    );
  });

  it('names with numbers as people count', () => {
    const named = ['web-10', 'web-9', 'api-1'];
    const some = { ...data, instances: named.map((name) => ({ ...at(data.instances, 0), name })) };
    expect(
      sortPlaces(some, [0, 1, 2], { key: 'name', isDescending: false }).map((place) => named[place]),
    ).toEqual(['api-1', 'web-9', 'web-10']);
  });
});
