import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { checkSarif, checkSarifFiles, MULTITOOL_NOTE, MULTITOOL_TEST } from '../support/check-sarif.ts';
import { buildReport } from '../support/report.ts';

const FINGERPRINT = 'bf6e2c1925a3888dabc2bad84840f7444775d5d66b06b0021df9456733697341';

function render(report: Report, sarifProfile: 'full' | 'github'): string {
  return sarifReporter.render(report, { color: false, width: 80, verbose: false, sarifProfile });
}

/** The report by hand with its third instance alone, whose first failure is `agent-online`. */
function withInstance(changes: Partial<Report['instances'][number]>): Report {
  const report = buildReport();
  const instances = report.instances.slice(2, 3).map((instance) => ({
    ...instance,
    ...changes,
    findings: instance.findings.map((finding) => ({ ...finding, evidence: [], fingerprint: FINGERPRINT })),
  }));
  return { ...report, instances };
}

describe('the identity of a result', () => {
  // Servers recognise an alert by these values. Another value closes every alert and opens it again as a new one,
  // without what people wrote on it: if this fails, change the code back, not the test.
  it.each(['full', 'github'] as const)('is frozen in the %s profile', (profile) => {
    const log = JSON.parse(render(withInstance({}), profile)) as Log;
    const result = log.runs.flatMap(({ results = [] }) => results)[0];
    expect(result?.ruleId).toBe('agent-online');
    expect(result?.partialFingerprints).toEqual({
      'ssm-preflight/resourceRule/v1': FINGERPRINT,
      primaryLocationLineHash: 'bf6e2c1925a3888d:1',
    });
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: {
            uri: 'aws/111122223333/eu-west-1/ec2/instance/i-0a000000000000003.json',
            uriBaseId: 'AWS',
          },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: [
          {
            name: 'i-0a000000000000003',
            fullyQualifiedName: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0a000000000000003',
            kind: 'resource',
          },
        ],
      },
    ]);
  });

  it('has no part in what may change between two nights', () => {
    const identity = (report: Report): unknown =>
      (JSON.parse(render(report, 'github')) as Log).runs.map(({ results = [] }) =>
        results.map(({ partialFingerprints, locations }) => [
          partialFingerprints,
          locations?.[0]?.physicalLocation?.artifactLocation,
        ]),
      );
    const night = withInstance({ name: 'renamed', verdict: 'at-risk', vpcId: 'vpc-0other', tags: [] });
    const later = {
      ...night,
      generatedAt: '2026-11-21T12:00:00.000Z',
      tool: { name: 'ssm-preflight', version: '9.0.0' },
    };
    expect(identity(later)).toEqual(identity(withInstance({})));
  });

  it('escapes an id that is not of EC2', () => {
    const log = JSON.parse(render(withInstance({ instanceId: 'module.a/b:c["é"]' }), 'full')) as Log;
    const result = log.runs.flatMap(({ results = [] }) => results)[0];
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'aws/111122223333/eu-west-1/ec2/instance/module.a-b-c%5B%22%C3%A9%22%5D.json',
    );
  });
});

describe('the file that people upload', () => {
  const whole = buildReport();
  const filtered = buildReport({ source: { ...whole.source, filters: { tags: ['team=a'] } } });
  const empty = buildReport({ scopes: [], rules: [], instances: [], causes: [], notices: [] });
  const odd = withInstance({ instanceId: 'module.a/b:c["é"]', name: '{0}' });
  const table = [
    ['everything', whole],
    ['filters', filtered],
    ['nothing', empty],
    ['an odd id', odd],
  ] as const;

  it.each(table)('passes the schema and the invariants with %s', (_, report) => {
    expect(checkSarif(render(report, 'full'), { multitool: false })).toEqual([]);
    expect(checkSarif(render(report, 'github'), { multitool: false })).toEqual([]);
  });

  it(
    `${MULTITOOL_NOTE}has no problem that Microsoft's multitool finds, in either profile`,
    MULTITOOL_TEST,
    () => {
      const files = table.flatMap(([, report]) => [render(report, 'full'), render(report, 'github')]);
      expect(checkSarifFiles(files)).toEqual(files.map(() => []));
    },
  );
});
