import { describe, expect, it } from 'vitest';
import { csvReporter } from '../../src/reporters/csv.ts';
import { toField } from '../../src/reporters/csv-text.ts';
import { readCsv } from '../support/read-csv.ts';
import { buildReport } from '../support/report.ts';

const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
const text = csvReporter.render(buildReport(), options);
const rows = readCsv(text);

function rowsOf(instance: string): Record<string, string>[] {
  return rows.filter((row) => row['instance'] === instance);
}

describe('csvReporter', () => {
  it('starts with a byte order mark and a header that stays', () => {
    expect(text.startsWith('\uFEFF"account",')).toBe(true);
    expect(Object.keys(rows[0] ?? {}).join(' ')).toBe(
      'account region vpc subnet instance name state verdict predicted reason rule impact severity status decision message fix arn fingerprint change',
    );
  });

  it('ends every line with CR LF, and has no line break anywhere else', () => {
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines.join('')).not.toMatch(/[\r\n]/);
  });

  it('has a row for each failing or undecided rule', () => {
    expect(rowsOf('i-0a000000000000003').map(({ rule, status }) => `${rule} ${status}`)).toEqual([
      'agent-online fail',
      'endpoint-path-exists fail',
      'logging-policies-attached fail',
    ]);
    expect(rowsOf('i-0a000000000000003')[1]).toMatchObject({
      account: '111122223333',
      region: 'eu-west-1',
      name: 'batch-한글',
      verdict: 'blocked',
      impact: 'blocks',
      severity: 'critical',
      decision: 'open',
      fix: 'Add an interface endpoint for ssmmessages to vpc-0main.',
    });
  });

  it('has one row without a rule for an instance where nothing is open, and for one that is excluded', () => {
    const [first] = buildReport().instances;
    const fine = { ...first, findings: [] } as NonNullable<typeof first>;
    const [row] = readCsv(csvReporter.render(buildReport({ instances: [fine] }), options));
    expect(row).toMatchObject({ instance: fine.instanceId, verdict: 'ready', rule: '', status: '' });
    expect(rowsOf('i-0a000000000000008')).toMatchObject([{ verdict: 'excluded', rule: '', status: '' }]);
  });

  it('has a row for each instance of the report', () => {
    const ids = new Set(rows.flatMap(({ instance = '' }) => (instance === '' ? [] : [instance])));
    expect([...ids]).toEqual(buildReport().instances.map(({ instanceId }) => instanceId));
  });

  it('says which region could not be read, and why', () => {
    expect(rows.filter(({ status }) => status === 'unreadable')).toMatchObject([
      { region: 'ap-south-1', instance: '', verdict: '', message: 'ec2:DescribeInstances was denied' },
    ]);
  });

  it('marks what triage accepted, and leaves what is not decided undecided', () => {
    expect(rowsOf('i-0a000000000000004').map(({ decision }) => decision)).toEqual([
      'excepted',
      'baselined',
      'excepted',
    ]);
    expect(rowsOf('i-0a000000000000006')).toMatchObject([{ status: 'unknown', decision: 'open' }]);
  });
});

describe(toField, () => {
  it.each([
    ['plain text', 'web-1', 'web-1'],
    ['an equals sign', '=1+1', "'=1+1"],
    ['a plus', '+1', "'+1"],
    ['a minus', '-1', "'-1"],
    ['an at sign', '@x', "'@x"],
    ['a full-width equals sign', '＝1', "'＝1"],
    ['a small plus', '﹢1', "'﹢1"],
    ['spaces before a formula', '  =1', "'  =1"],
    ['a tab before a formula', '\t=1', String.raw`\t=1`],
    ['a formula inside', 'a=1', 'a=1'],
    ['a formula after a semicolon', 'a;=1;b', "a;'=1;b"],
    ['a quote', 'a"b', 'a""b'],
    ['nothing', '', ''],
  ])('writes %s', (_, value, expected) => {
    expect(toField(value)).toBe(`"${expected}"`);
  });

  it('cuts what no cell holds', () => {
    expect(toField('한'.repeat(100_000)).length).toBeLessThan(32_767);
  });
});
