import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { stringifyJson } from '../../src/model/plain-json.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { reportSchema } from '../../src/reporters/report-schema.ts';
import { buildReport, HOSTILE, RAW_HOSTILE } from '../support/report.ts';

const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
const isReport = new Ajv2020({ strict: true }).compile(reportSchema);

const read = buildReport();
/** The other ways that a report may be filled: filters, and no list of enabled regions. */
const filtered = buildReport({
  source: {
    kind: 'cli-json',
    takenAt: '2026-11-20T12:00:00.000Z',
    enabledRegions: { known: false, gap: { kind: 'denied', action: 'ec2:DescribeRegions' } },
    filters: { instances: ['i-0a000000000000001'] },
  },
});

const PREVIOUS = {
  fingerprint: 'f'.repeat(64),
  ruleId: 'agent-online',
  severity: 'high',
  instanceId: 'i-0a000000000000009',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0a000000000000009',
  name: HOSTILE,
  accountId: '111122223333',
  region: 'eu-west-1',
  message: HOSTILE,
  since: '2026-11-01T03:00:00.000Z',
  change: 'gone',
} as const;
const baselined = buildReport({
  instances: read.instances.map((instance) => ({
    ...instance,
    findings: instance.findings.map((finding) =>
      finding.status === 'fail' ? { ...finding, change: 'new' as const } : finding,
    ),
  })),
  baseline: {
    generatedAt: '2026-11-19T03:00:00.000Z',
    counts: { new: 1, unchanged: 2, flapping: 3, fixed: 4, gone: 5, unverified: 6 },
    previous: [PREVIOUS],
  },
});

/** Properties that may be absent, as `model/report.ts` has them; every other one is required. */
const OPTIONAL = new Set([
  'source.enabledRegions',
  'source.filters',
  'baseline',
  'baseline.previous[].name',
  'rules[].standards',
  'rules[].hops',
  'paths[].hops[].gaps[].stages',
  'paths[].hops[].problems[].fix.cli',
  'paths[].hops[].problems[].fix.terraform',
  'paths[].hops[].problems[].fix.delay',
  'instances[].predicted',
  'instances[].vpcId',
  'instances[].subnetId',
  'instances[].tags[].Key',
  'instances[].tags[].Value',
  'instances[].observed.pingStatus',
  'instances[].observed.connectionStatus',
  'instances[].observed.lastPingDateTime',
  'instances[].observed.agentVersion',
  'instances[].observed.platformName',
  'instances[].observed.platformVersion',
  'instances[].observed.launchTime',
  'instances[].observed.lastSession',
  'instances[].findings[].problems[].stages',
  'instances[].findings[].gaps[].stages',
  'instances[].findings[].reason',
  'instances[].findings[].contradictedBy',
  'instances[].findings[].settledBy',
  'instances[].findings[].change',
  'instances[].findings[].decision.owner',
  'causes[].resource.name',
  'causes[].fix.steps',
  'causes[].fix.policy',
  'causes[].fix.cli',
  'causes[].fix.terraform',
  'causes[].fix.delay',
]);

/** Objects whose keys are the users' own words. */
const BAGS = new Set(['source.filters', 'rules[].options', 'rules[].standards']);

type Bag = Record<string, unknown>;

/** Every object of the report with its path, `[]` for any index. */
function* objectsIn(value: unknown, path = ''): Generator<[string, Bag]> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) yield* objectsIn(item, `${path}[]`);
    return;
  }
  yield [path, value as Bag];
  for (const [key, child] of Object.entries(value))
    yield* objectsIn(child, path === '' ? key : `${path}.${key}`);
}

/** One object for each path and set of keys: each kind of object, and each way that it may be filled. */
function kindsOfObjects(report: Report): [string, Bag][] {
  const seen = new Set<string>();
  return [...objectsIn(report)].filter(([path, object]) => {
    const kind = `${path} ${Object.keys(object).sort().join(',')} ${String(object['kind'])}`;
    return seen.has(kind) ? false : seen.add(kind) !== undefined;
  });
}

describe('the schema of the report', () => {
  it.each([
    ['everything once', read],
    ['filters and a denied list of regions', filtered],
    ['a baseline', baselined],
  ])('accepts a report with %s', (_, report) => {
    isReport(JSON.parse(jsonReporter.render(report, options)));
    expect(isReport.errors).toBeNull();
  });

  it.each([
    ['read', read],
    ['filtered', filtered],
    ['baselined', baselined],
  ])('refuses the %s report without any required property and with any unknown one', (_, report) => {
    const copy = structuredClone(report);
    const wrong: string[] = [];
    for (const [path, object] of kindsOfObjects(copy)) {
      if (BAGS.has(path)) continue;
      object['unheardOf'] = 1;
      if (isReport(copy)) wrong.push(`${path}: accepts an unknown property`);
      delete object['unheardOf'];
      for (const key of Object.keys(object)) {
        const place = path === '' ? key : `${path}.${key}`;
        const value = object[key];
        delete object[key];
        if (isReport(copy) !== OPTIONAL.has(place))
          wrong.push(`${place}: ${OPTIONAL.has(place) ? 'optional' : 'required'}`);
        object[key] = value;
      }
    }
    expect(wrong).toEqual([]);
  });

  it('meets each property that may be absent in the reports by hand', () => {
    const objects = [read, filtered, baselined].flatMap((report) => [...objectsIn(report)]);
    const places = new Set(
      objects.flatMap(([path, object]) =>
        Object.keys(object).map((key) => (path === '' ? key : `${path}.${key}`)),
      ),
    );
    expect([...OPTIONAL].filter((place) => !places.has(place))).toEqual([]);
  });

  it.each([
    ['a verdict that there is not', { instances: [{ ...read.instances[0], verdict: 'fine' }] }],
    ['a version that there is not', { schemaVersion: 2 }],
    ['a time that is none', { generatedAt: 'today' }],
    ['a negative count', { summary: { ...read.summary, instances: -1 } }],
  ])('refuses %s', (_, change) => {
    expect(isReport({ ...read, ...change })).toBe(false);
  });
});

describe('jsonReporter', () => {
  it('loses nothing', () => {
    expect(JSON.parse(jsonReporter.render(read, options))).toEqual(JSON.parse(JSON.stringify(read)));
  });

  it('indents by two and ends with one newline', () => {
    const text = jsonReporter.render(read, options);
    expect(text.startsWith('{\n  "schemaVersion": 1,\n  "tool": {\n    "name": "ssm-preflight",\n')).toBe(
      true,
    );
    expect(text.endsWith(']\n}\n')).toBe(true);
  });

  it('writes hostile characters as escapes that read back as themselves', () => {
    const text = stringifyJson({ [HOSTILE]: HOSTILE });
    expect(text).not.toMatch(RAW_HOSTILE);
    expect(JSON.parse(text)).toEqual({ [HOSTILE]: HOSTILE });
  });

  it.each([
    ['letters of any script', '한글 żółć', '"한글 żółć"'],
    ['a family of joined emoji', '👨‍👩‍👧', '"👨‍👩‍👧"'],
    ['an invisible tag beyond the first plane', '\u{e0041}', '"\\udb40\\udc41"'],
    ['a backslash before a mark', '\\\u202e', '"\\\\\\u202e"'],
    ['a command of a runner', '##[error]x ##vso[y]', String.raw`"#\u0023[error]x #\u0023vso[y]"`],
    ['a heading', '## a [b]', '"## a [b]"'],
    ['half a character', '\ud83d', '"\\ud83d"'],
  ])('writes %s', (_, value, expected) => {
    expect(stringifyJson([value])).toBe(`[\n  ${expected}\n]\n`);
  });
});
