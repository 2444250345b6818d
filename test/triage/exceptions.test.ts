import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Finding, FindingStatus, Problem } from '../../src/model/finding.ts';
import { applyExceptions } from '../../src/triage/exceptions.ts';
import type { Exception } from '../../src/model/exception.ts';
import { fitsPattern } from '../../src/triage/match.ts';
import type { MatchTarget } from '../../src/triage/match.ts';

const TODAY = '2026-11-20';

function finding(ruleId: string, status: FindingStatus, resources: readonly string[] = []): Finding {
  return {
    ruleId,
    impact: 'blocks',
    severity: 'high',
    status,
    problems: resources.map(problemAt),
    gaps: [],
    evidence: [],
    decision: { kind: 'open' },
    fingerprint: `${ruleId}|f`,
  };
}

function problemAt(id: string): Problem {
  const cause = { key: `a/r/t/${id}:x`, resource: { type: 't', id }, fix: { summary: `Change ${id}.` } };
  return { at: id, message: `${id} is wrong.`, cause };
}

type Judged = MatchTarget & { readonly findings: readonly Finding[] };

const WEB: Judged = {
  instanceId: 'i-0aaa',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0aaa',
  accountId: '111122223333',
  region: 'eu-west-1',
  vpcId: 'vpc-main',
  subnetId: 'subnet-a',
  name: 'web-1',
  tags: [
    { Key: 'Name', Value: 'web-1' },
    { Key: 'team', Value: 'legacy' },
    { Key: 'empty', Value: '' },
    { Key: 'a:b', Value: 'c' },
  ],
  findings: [finding('ami-has-agent', 'fail'), finding('agent-online', 'pass')],
};
const BARE: Judged = {
  instanceId: 'i-0bbb',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0bbb',
  accountId: '111122223333',
  region: 'eu-west-1',
  name: '',
  tags: [],
  findings: [finding('ami-has-agent', 'fail')],
};

const EXCEPTION: Exception = {
  rule: 'ami-has-agent',
  match: { 'tag:team': 'legacy' },
  reason: 'Golden image 2019',
  owner: 'platform',
  expires: '2027-03-31',
};
const EXCEPTED = { kind: 'excepted', reason: 'Golden image 2019', owner: 'platform', expires: '2027-03-31' };
const OPEN = { kind: 'open' };

function decisions(instances: readonly Judged[]): object[] {
  return instances.flatMap(({ findings }) => findings.map(({ decision }) => decision));
}

describe('an exception', () => {
  it('marks the failures that it covers and nothing else', () => {
    const { instances, notices } = applyExceptions([WEB, BARE], [EXCEPTION], TODAY);
    expect(decisions(instances)).toEqual([EXCEPTED, OPEN, OPEN]);
    expect(notices).toEqual([]);
  });

  it('drops nothing and changes nothing but decisions', () => {
    const { instances } = applyExceptions([WEB, BARE], [EXCEPTION], TODAY);
    const reopened = instances.map((instance) => ({
      ...instance,
      findings: instance.findings.map((f) => ({ ...f, decision: OPEN })),
    }));
    expect(reopened).toEqual([WEB, BARE]);
    expect(decisions([WEB, BARE])).toEqual([OPEN, OPEN, OPEN]);
  });

  it.each<[FindingStatus, object]>([
    ['fail', EXCEPTED],
    ['unknown', OPEN],
    ['error', OPEN],
    ['pass', OPEN],
    ['not-applicable', OPEN],
  ])('of a finding that is %s', (status, decision) => {
    const instance = { ...WEB, findings: [finding('ami-has-agent', status)] };
    expect(decisions(applyExceptions([instance], [EXCEPTION], TODAY).instances)).toEqual([decision]);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['an id', { 'instance-id': 'i-0aaa' }, true],
    ['a part of an id', { 'instance-id': 'i-0a' }, false],
    ['an ARN', { arn: 'arn:aws:ec2:*:111122223333:instance/*' }, true],
    ['an account', { account: '111122223333' }, true],
    ['another account', { account: '444455556666' }, false],
    ['a region', { region: 'eu-*' }, true],
    ['a VPC', { vpc: 'vpc-main' }, true],
    ['a subnet', { subnet: 'subnet-*' }, true],
    ['a name', { name: 'web-*' }, true],
    ['a name in other case', { name: 'Web-*' }, false],
    ['a tag', { 'tag:team': 'leg*' }, true],
    ['a tag that is empty', { 'tag:empty': '' }, true],
    ['a tag that is empty, by any text', { 'tag:empty': '*' }, true],
    ['a tag that is not there', { 'tag:owner': '*' }, false],
    ['a tag with a colon in its key', { 'tag:a:b': 'c' }, true],
    ['two keys that both fit', { region: 'eu-west-1', name: 'web-1' }, true],
    ['two keys of which one fits', { region: 'eu-west-1', name: 'db-1' }, false],
    ['a key that no instance has', { ami: '*' }, false],
  ])('matches by %s', (_name, match, isMatch) => {
    const { instances } = applyExceptions([WEB], [{ ...EXCEPTION, match }], TODAY);
    expect(decisions(instances)[0]).toEqual(isMatch ? EXCEPTED : OPEN);
  });

  it.each(['name', 'vpc', 'subnet', 'tag:team'])('matches no instance without a %s, not even by *', (key) => {
    const { instances } = applyExceptions([BARE], [{ ...EXCEPTION, match: { [key]: '*' } }], TODAY);
    expect(decisions(instances)).toEqual([OPEN]);
  });

  it.each<[string, string, boolean]>([
    ['the day before', '2027-03-30', true],
    ['its last day', '2027-03-31', true],
    ['the day after', '2027-04-01', false],
    ['the year after', '2028-01-01', false],
  ])('on %s', (_name, today, holds) => {
    const { instances, notices } = applyExceptions([WEB], [EXCEPTION], today);
    expect(decisions(instances)[0]).toEqual(holds ? EXCEPTED : OPEN);
    const expired =
      'exception for ami-has-agent (tag:team=legacy) has expired on 2027-03-31 and is not applied: Golden image 2019';
    expect(notices.filter((notice) => !notice.includes(' ends '))).toEqual(holds ? [] : [expired]);
  });

  it('without an owner leaves the owner out', () => {
    const { owner: _owner, ...anonymous } = EXCEPTION;
    const { instances } = applyExceptions([WEB], [anonymous], TODAY);
    expect(Object.keys(decisions(instances)[0] ?? {})).toEqual(['kind', 'reason', 'expires']);
  });

  it('gives way to the one before it, which also counts as used', () => {
    const second = { ...EXCEPTION, match: { name: 'web-*' }, reason: 'Second' };
    const { instances, notices } = applyExceptions([WEB], [EXCEPTION, second], TODAY);
    expect(decisions(instances)[0]).toEqual(EXCEPTED);
    expect(notices).toEqual([]);
  });

  it('that has expired gives way to one that has not', () => {
    const old = { ...EXCEPTION, reason: 'Old', expires: '2025-01-01' };
    const { instances, notices } = applyExceptions([WEB], [old, EXCEPTION], TODAY);
    expect(decisions(instances)[0]).toEqual(EXCEPTED);
    expect(notices).toHaveLength(1);
  });
});

describe('an exception for a resource', () => {
  const OTHER = 'covers only a part of 1 finding, which stays open';
  it.each<[string, readonly string[], Record<string, string>, boolean, readonly string[]]>([
    ['the only problem', ['sg-1'], { resource: 'sg-1' }, true, []],
    ['every problem', ['sg-1', 'sg-2'], { resource: 'sg-*' }, true, []],
    ['one of two problems', ['sg-1', 'acl-1'], { resource: 'sg-*' }, false, [OTHER]],
    ['another problem', ['acl-1'], { resource: 'sg-*' }, false, ['matched nothing']],
    ['a part of the id', ['sg-12'], { resource: 'sg-1' }, false, ['matched nothing']],
    ['the problem, on this instance', ['sg-1'], { resource: 'sg-1', name: 'web-*' }, true, []],
    [
      'the problem, on another instance',
      ['sg-1'],
      { resource: 'sg-1', name: 'db-*' },
      false,
      ['matched nothing'],
    ],
  ])('that names %s', (_name, resources, match, isMatch, ends) => {
    const instance = { ...WEB, findings: [finding('ami-has-agent', 'fail', resources)] };
    const { instances, notices } = applyExceptions([instance], [{ ...EXCEPTION, match }], TODAY);
    expect(decisions(instances)).toEqual([isMatch ? EXCEPTED : OPEN]);
    const where = Object.entries(match).map(([key, pattern]) => `${key}=${pattern}`);
    expect(notices).toEqual(
      ends.map((end) => `exception for ami-has-agent (${where.join(', ')}) ${end}: Golden image 2019`),
    );
  });

  it('does not cover what was not read beside the problem', () => {
    const half: Finding = {
      ...finding('ami-has-agent', 'fail', ['sg-1']),
      gaps: [{ kind: 'denied', action: 'ec2:DescribeNetworkAcls' }],
    };
    const match = { resource: 'sg-1' };
    const { instances } = applyExceptions([{ ...WEB, findings: [half] }], [{ ...EXCEPTION, match }], TODAY);
    expect(decisions(instances)).toEqual([OPEN]);
  });

  it('does not add up with another one', () => {
    const instance = { ...WEB, findings: [finding('ami-has-agent', 'fail', ['sg-1', 'acl-1'])] };
    const both = ['sg-1', 'acl-1'].map((resource) => ({ ...EXCEPTION, match: { resource } }));
    expect(decisions(applyExceptions([instance], both, TODAY).instances)).toEqual([OPEN]);
  });

  it.each<FindingStatus>(['unknown', 'error', 'pass', 'not-applicable'])(
    'leaves what is %s open',
    (status) => {
      const instance = { ...WEB, findings: [finding('ami-has-agent', status)] };
      const { instances } = applyExceptions([instance], [{ ...EXCEPTION, match: { resource: '*' } }], TODAY);
      expect(decisions(instances)).toEqual([OPEN]);
    },
  );
});

describe('an exception that ends', () => {
  it.each<[string, string | undefined]>([
    ['2027-03-16', undefined],
    ['2027-03-17', 'ends in 14 days, on 2027-03-31'],
    ['2027-03-28', 'ends in 3 days, on 2027-03-31'],
    ['2027-03-30', 'ends in 1 day, on 2027-03-31'],
    ['2027-03-31', 'ends today, 2027-03-31'],
  ])('soon says so: %s', (today, end) => {
    const { instances, notices } = applyExceptions([WEB], [EXCEPTION], today);
    expect(decisions(instances)[0]).toEqual(EXCEPTED);
    const subject = 'exception for ami-has-agent (tag:team=legacy)';
    expect(notices).toEqual(end === undefined ? [] : [`${subject} ${end}: Golden image 2019`]);
  });

  it.each<[string, readonly Judged[], number]>([
    ['matched nothing, which is all that is said', [BARE], 1],
    ['met only what could not be judged', [{ ...WEB, findings: [finding('ami-has-agent', 'unknown')] }], 2],
  ])('soon and %s', (_name, instances, said) => {
    expect(applyExceptions(instances, [EXCEPTION], '2027-03-31').notices).toHaveLength(said);
  });
});

describe('an exception that did nothing is said', () => {
  const passing = { ...WEB, findings: [finding('ami-has-agent', 'pass')] };
  const unread = { ...WEB, findings: [finding('ami-has-agent', 'unknown')] };
  const thrown = { ...WEB, findings: [finding('ami-has-agent', 'error')] };

  it.each<[string, readonly Judged[], string]>([
    ['no instance', [], 'matched nothing: Golden image 2019'],
    ['no instance that matches', [BARE], 'matched nothing: Golden image 2019'],
    ['nothing that fails', [passing], 'matched nothing: Golden image 2019'],
    [
      'one finding that is unknown',
      [unread, passing],
      "matched nothing that failed, but 1 finding that could not be judged, which can't be excepted: Golden image 2019",
    ],
    [
      'two that are unknown or an error',
      [unread, thrown],
      "matched nothing that failed, but 2 findings that could not be judged, which can't be excepted: Golden image 2019",
    ],
  ])('%s', (_name, instances, end) => {
    const { notices } = applyExceptions(instances, [EXCEPTION], TODAY);
    expect(notices).toEqual([`exception for ami-has-agent (tag:team=legacy) ${end}`]);
  });

  it('in the order of the file, with every key of its match', () => {
    const match = { region: 'us-*', 'tag:team': 'x' };
    const exceptions = [
      { ...EXCEPTION, match },
      EXCEPTION,
      { ...EXCEPTION, rule: 'no-such-rule', expires: '2020-01-01' },
    ];
    expect(applyExceptions([WEB], exceptions, TODAY).notices).toEqual([
      'exception for ami-has-agent (region=us-*, tag:team=x) matched nothing: Golden image 2019',
      'exception for no-such-rule (tag:team=legacy) has expired on 2020-01-01 and is not applied: Golden image 2019',
    ]);
  });
});

describe('fitsPattern', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', '*', true],
    ['a', '', false],
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', '*', true],
    ['abc', 'a*c', true],
    ['abc', 'a*b', false],
    ['abc', '*b*', true],
    ['abc', '**', true],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['a?c', 'a?c', true],
    ['a\nb', 'a*b', true],
    ['xaxbx', '*a*b*', true],
    ['xbxax', '*a*b*', false],
  ])('%j by %j: %s', (value, pattern, expected) => {
    expect(fitsPattern(value, pattern)).toBe(expected);
  });

  it('agrees with the regular expression that a pattern stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, pattern, (value, glob) => {
        const regexp = new RegExp(`^${glob.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
        expect(fitsPattern(value, glob)).toBe(regexp.test(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('is quick for a pattern that would tie up a regular expression', () => {
    expect(fitsPattern('a'.repeat(100_000), `${'*a'.repeat(1000)}*b`)).toBe(false);
  });
});
