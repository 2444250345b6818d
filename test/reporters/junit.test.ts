import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { junitReporter } from '../../src/reporters/junit.ts';
import { buildReportOf } from '../support/hostile-report.ts';
import { readXml, type Element } from '../support/read-xml.ts';
import { buildReport } from '../support/report.ts';

const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
const XSD = readFileSync(new URL('../support/junit.xsd', import.meta.url), 'utf8');

function validate(text: string): string[] {
  const schema = XmlDocument.fromString(XSD);
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return [String(error)];
  } finally {
    document.dispose();
    validator.dispose();
    schema.dispose();
  }
}

function render(report: Report): string {
  return junitReporter.render(report, options);
}

/** Each case with what became of it, `passed` where nothing did. */
function listCases(report: Report): [id: string, outcome: string, message: string, body: string][] {
  const cases: [string, string, string, string][] = [];
  for (const { name, attributes, text } of readXml(render(report))) {
    if (name === 'testcase')
      cases.push([`${attributes['classname']} ${attributes['name']}`, 'passed', '', '']);
    const last = cases.at(-1);
    if (last !== undefined && ['failure', 'error', 'skipped'].includes(name))
      last.splice(1, 3, name, attributes['message'] ?? '', text);
  }
  return cases;
}

function outcomeOf(report: Report, id: string): string[] {
  const found = listCases(report).find(([name]) => name.startsWith(id));
  return found?.slice(1) ?? [];
}

describe('junitReporter', () => {
  it.each([
    ['everything', buildReport()],
    ['nothing', buildReport({ scopes: [], instances: [] })],
    ['names of the worst kind', buildReportOf('\u0000]]><b a="\'">&\ud800')],
  ])('writes what readers of JUnit take, of a report with %s', (_, report) => {
    expect(validate(render(report))).toEqual([]);
  });

  it.each([
    ['a count that is none', 'tests="1"', 'tests="one"'],
    ['a time with a zone', 'T12:00:41"', 'T12:00:41Z"'],
    ['an element that nobody knows', '<skipped', '<pending'],
    ['a case that is there twice', 'classname="endpoint-path-exists"', 'classname="agent-online"'],
  ])('would be told of %s', (_, from, to) => {
    const wrong = render(buildReport()).replaceAll(from, to);
    expect(wrong).not.toBe(render(buildReport()));
    expect(validate(wrong)).not.toEqual([]);
  });

  it('counts what is there', () => {
    const elements = readXml(render(buildReport()));
    const count = (all: readonly Element[], name: string): string =>
      String(all.filter((element) => element.name === name).length);
    const suites = elements.flatMap(({ name }, index) => (name === 'testsuite' ? [index] : []));
    for (const [position, start] of suites.entries()) {
      const inside = elements.slice(start + 1, suites[position + 1]);
      expect(elements[start]?.attributes).toMatchObject({
        tests: count(inside, 'testcase'),
        failures: count(inside, 'failure'),
        errors: count(inside, 'error'),
        skipped: count(inside, 'skipped'),
      });
    }
    expect(elements[0]?.attributes).toMatchObject({
      tests: count(elements, 'testcase'),
      failures: count(elements, 'failure'),
      errors: count(elements, 'error'),
    });
    expect(suites.map((index) => elements[index]?.attributes['name'])).toEqual([
      '111122223333/ap-south-1',
      '111122223333/eu-west-1',
      '111122223333/us-east-1',
    ]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a failure fails',
      'endpoint-path-exists i-0a000000000000003 (batch-한글)',
      'failure',
      /^Subnet subnet-0private has no path/,
    ],
    [
      'a contradicted failure fails',
      'endpoint-path-exists i-0a000000000000002',
      'failure',
      /contradicted: PingStatus Online$/,
    ],
    [
      'an excepted failure is skipped',
      'ami-has-agent i-0a000000000000004',
      'skipped',
      /excepted until 2027-03-31: Golden image/,
    ],
    [
      'a baselined failure is skipped',
      'logging-policies-attached i-0a000000000000004',
      'skipped',
      /in the baseline since 2026-11-01/,
    ],
    [
      'an open question is skipped',
      'agent-online i-0b000000000000001',
      'skipped',
      /^not decided: ssm:DescribeInstanceInformation was denied$/,
    ],
    [
      'a settled question is skipped',
      'ami-has-agent i-0a000000000000001',
      'skipped',
      /settled: PingStatus Online$/,
    ],
    [
      'a rule that broke off is an error',
      'tagged i-0b000000000000001',
      'error',
      /^The rule broke off: TypeError/,
    ],
    [
      'a stopped instance does not fail',
      'endpoint-path-exists i-0a000000000000007',
      'skipped',
      /^stopped; once it is started: Subnet/,
    ],
    ['an excluded instance does not fail', 'every-rule i-0a000000000000008', 'skipped', /replication server/],
    [
      'a region that was not read is an error',
      'region-read ap-south-1',
      'error',
      /unknown: ec2:DescribeInstances was denied$/,
    ],
  ])('%s', (_, id, outcome, message) => {
    const [kind, said] = outcomeOf(buildReport(), id);
    expect(kind).toBe(outcome);
    expect(said).toMatch(message);
  });

  it('tells the fix and the rule of a failure', () => {
    const [, , body] = outcomeOf(buildReport(), 'endpoint-path-exists i-0a000000000000003');
    expect(body?.split('\n')).toEqual([
      'Subnet subnet-0private has no path to ssmmessages.eu-west-1.amazonaws.com.',
      'also open: ec2:DescribeNatGateways was not collected',
      'Fix: Add an interface endpoint for ssmmessages to vpc-0main.',
      expect.stringMatching(/^Rule: A path leads to the Session Manager endpoints \(https:/),
    ]);
  });

  it('is one passed case for an instance where every rule passes, and none for rules that do not apply', () => {
    const [first] = buildReport().instances;
    const findings = (first?.findings ?? []).filter(({ status }) => status !== 'unknown');
    const fine = buildReport({ instances: first === undefined ? [] : [{ ...first, findings }], scopes: [] });
    expect(fine.instances[0]?.findings.map(({ status }) => status)).toContain('not-applicable');
    expect(listCases(fine)).toEqual([['every-rule i-0a000000000000001 (web-1)', 'passed', '', '']]);
  });

  it('fails as often as the report has open failures of instances that run', () => {
    const report = buildReport();
    const running = report.instances.filter(({ verdict }) => !['dormant', 'excluded'].includes(verdict));
    const open = running
      .flatMap(({ findings }) => findings)
      .filter(({ status, decision }) => status === 'fail' && decision.kind === 'open');
    expect(listCases(report).filter(([, outcome]) => outcome === 'failure')).toHaveLength(open.length);
  });
});
