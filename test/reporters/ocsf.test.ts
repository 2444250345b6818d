import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { ocsfReporter } from '../../src/reporters/ocsf.ts';
import { buildReportOf } from '../support/hostile-report.ts';
import { complianceFindingSchema } from '../support/ocsf-compliance-finding.ts';
import { buildReport } from '../support/report.ts';

const options = { color: false, width: 80, verbose: false, sarifProfile: 'full' } as const;
const isFinding = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
}).compile(complianceFindingSchema);

interface Event {
  readonly severity: string;
  readonly status: string;
  readonly message: string;
  readonly time: number;
  readonly compliance: Readonly<Record<string, unknown>>;
  readonly finding_info: Readonly<Record<string, unknown>>;
  readonly remediation?: unknown;
  readonly resources: readonly Readonly<Record<string, string>>[];
  readonly unmapped: Readonly<Record<string, unknown>>;
}

function render(report: Report): Event[] {
  return JSON.parse(ocsfReporter.render(report, options)) as Event[];
}

const events = render(buildReport());

function eventOf(rule: string, instance: string): Event | undefined {
  return events.find(
    ({ compliance, resources }) =>
      compliance['control'] === rule && resources[0]?.['uid']?.endsWith(instance),
  );
}

describe('ocsfReporter', () => {
  it.each([
    ['everything', buildReport()],
    ['names of the worst kind', buildReportOf('\u0000\ud800"\u202e')],
  ])('writes events of the class, of a report with %s', (_, report) => {
    const all = render(report);
    expect(all.length).toBeGreaterThan(3);
    for (const event of all) {
      isFinding(event);
      expect(isFinding.errors).toBeNull();
    }
  });

  it.each<[string, (event: Record<string, unknown>) => void]>([
    ['an attribute that there is not', (event) => Object.assign(event, { resource: {} })],
    ['a missing attribute', (event) => delete event['time']],
    ['a number under a wrong name', (event) => Object.assign(event, { severity: 'Fatal' })],
    [
      'a status under a wrong name',
      (event) => Object.assign(event['compliance'] as object, { status: 'Fail' }),
    ],
  ])('would be told of %s', (_, spoil) => {
    const event = structuredClone(events[0]) as unknown as Record<string, unknown>;
    expect(isFinding(event)).toBe(true);
    spoil(event);
    expect(isFinding(event)).toBe(false);
  });

  it('is a JSON array with an event a line, and an empty one of nothing', () => {
    const lines = ocsfReporter.render(buildReport(), options).trimEnd().split('\n');
    expect([lines[0], lines.at(-1), lines.length]).toEqual(['[', ']', events.length + 2]);
    expect(ocsfReporter.render(buildReport({ instances: [], scopes: [] }), options)).toBe('[]\n');
  });

  it('has an event for each answer but those that do not apply, instances that AWS runs left out', () => {
    const judged = buildReport().instances.filter(({ verdict }) => verdict !== 'excluded');
    const findings = judged.flatMap((instance) => instance.findings);
    const uids = findings
      .filter(({ status }) => status !== 'not-applicable')
      .map(({ fingerprint }) => fingerprint);
    expect(events.map(({ finding_info }) => finding_info['uid'])).toEqual([
      ...uids,
      'region-read/aws/111122223333/ap-south-1',
    ]);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it.each<[string, string, string, string, string, string]>([
    ['a pass', 'agent-online', '0001', 'Pass', 'Informational', 'Resolved'],
    ['a failure', 'endpoint-path-exists', '0003', 'Fail', 'Critical', 'New'],
    ['an excepted failure', 'ami-has-agent', '0004', 'Fail', 'Medium', 'Suppressed'],
    ['a baselined failure', 'logging-policies-attached', '0004', 'Fail', 'Low', 'Suppressed'],
    ['a failure of a stopped instance', 'endpoint-path-exists', '0007', 'Fail', 'Informational', 'New'],
    ['what is not decided', 'endpoint-path-exists', '0006', 'Warning', 'Critical', 'New'],
    ['a rule that broke off', 'tagged', 'b000000000000001', 'Warning', 'Informational', 'New'],
    ['a region that was not read', 'region-read', 'ap-south-1', 'Warning', 'Medium', 'New'],
  ])('gives %s its status and severity', (_, rule, instance, compliance, severity, status) => {
    const event = eventOf(rule, instance);
    expect([event?.compliance['status'], event?.severity, event?.status]).toEqual([
      compliance,
      severity,
      status,
    ]);
  });

  it('says where, why and what to do', () => {
    expect(eventOf('endpoint-path-exists', '0003')).toMatchObject({
      time: Date.parse('2026-11-20T12:00:41.000Z'),
      message: expect.stringMatching(/^i-0a000000000000003: Subnet subnet-0private has no path/),
      compliance: {
        standards: ['NIST SP 800-53 Rev. 5', 'our-baseline'],
        requirements: ['SC-7', 'AC-17', '7{1}'],
        status_code: 'fail',
      },
      remediation: {
        desc: 'Add an interface endpoint for ssmmessages to vpc-0main.',
        references: [expect.stringMatching(/endpoint-path-exists\.md$/)],
      },
      resources: [
        { type: 'AWS::EC2::Instance', name: 'batch-한글', region: 'eu-west-1', cloud_partition: 'aws' },
      ],
      unmapped: { verdict: 'blocked', gaps: [{ kind: 'not-collected', action: 'ec2:DescribeNatGateways' }] },
    });
  });

  it('keeps what a program needs to tell unknowns apart', () => {
    expect(eventOf('agent-online', 'b000000000000001')?.unmapped).toEqual({
      verdict: 'unknown',
      gaps: [{ kind: 'denied', action: 'ssm:DescribeInstanceInformation' }],
    });
  });
});
