import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { seedMoto, type SeededInstance } from '../moto/seed.ts';
import { type Moto, startMoto } from '../moto/server.ts';
import { SITUATIONS } from '../moto/situations.ts';
import { parseReport, run, type Run } from './support.ts';

const REGION = 'eu-west-1';
const moto: Moto | undefined = await startMoto();

if (moto === undefined) process.stderr.write('moto.test.ts: skipped, moto_server is not on PATH\n');

describe.skipIf(moto === undefined)('a live scan of moto_server', () => {
  let seeded: readonly SeededInstance[] = [];
  let scanned: Run;
  let report: Report;

  beforeAll(async () => {
    const url = moto?.url ?? '';
    seeded = await seedMoto(url, REGION);
    scanned = await run(['scan', '--region', REGION, '--format', 'json'], {
      timeout: 90_000,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      },
    });
    report = parseReport(scanned.stdout);
  }, 180_000);

  afterAll(() => moto?.stop());

  const instanceOf = (situation: string) => {
    const id = seeded.find((one) => one.situation === situation)?.instanceId;
    return report.instances.find(({ instanceId }) => instanceId === id);
  };

  it('judges every instance, and says nothing else', () => {
    expect(report.instances.map(({ instanceId }) => instanceId).sort()).toEqual(
      seeded.map(({ instanceId }) => instanceId).sort(),
    );
    expect(scanned.stderr).toBe('');
  });

  it('exits with 1, since some instances are blocked for certain', () => {
    expect(scanned.code).toBe(1);
  });

  it('names what moto does not answer, by status where the answer is none of AWS', () => {
    const [scope] = report.scopes;
    expect(scope).toMatchObject({ region: REGION, status: 'partial' });
    const gaps = scope?.gaps.map((gap) =>
      gap.kind === 'api-error' ? `${gap.action} ${gap.code}` : JSON.stringify(gap),
    );
    expect(gaps).toEqual(
      [
        'ec2:DescribeInstanceImageMetadata',
        'ec2:DescribeVpcBlockPublicAccessExclusions',
        'ec2:DescribeVpcBlockPublicAccessOptions',
        'ssm:DescribeInstanceInformation',
        'ssm:GetServiceSetting',
      ].map((action) => `${action} HTTP 500`),
    );
  });

  it('calls the agent rules unknown wherever an agent could run', () => {
    const judged = report.instances.filter(({ verdict }) => verdict !== 'dormant');
    for (const { name, findings } of judged) {
      const statuses = findings
        .filter(({ ruleId }) => ['agent-online', 'agent-version-supported'].includes(ruleId))
        .map(({ ruleId, status }) => [ruleId, status]);
      expect(statuses, name).toEqual([
        ['agent-online', 'unknown'],
        ['agent-version-supported', 'unknown'],
      ]);
    }
  });

  it.each(SITUATIONS)('$name: $verdict', ({ name, expect: expected, verdict }) => {
    const instance = instanceOf(name);
    const statuses = instance?.findings.map(({ ruleId, status }) => [ruleId, status] as const) ?? [];
    expect(Object.fromEntries(statuses.filter(([ruleId]) => ruleId in expected))).toEqual(expected);
    expect([instance?.verdict, instance?.reason]).toEqual([verdict, instance?.reason]);
  });
});
