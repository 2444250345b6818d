import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { NETWORK_SITUATIONS } from '../moto/network-situations.ts';
import { type Seeded, seedMoto } from '../moto/seed.ts';
import { type Moto, startMoto } from '../moto/server.ts';
import { NETWORK_RULES } from '../moto/situation.ts';
import { SITUATIONS } from '../moto/situations.ts';
import { parseReport, run, type Run } from './support.ts';

const REGION = 'eu-west-1';
const moto: Moto | undefined = await startMoto();

if (moto === undefined) process.stderr.write('moto.test.ts: skipped, moto_server is not on PATH\n');

describe.skipIf(moto === undefined)('a live scan of moto_server', () => {
  let seeded: Seeded;
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
        // What moto cannot answer it will not answer later.
        AWS_MAX_ATTEMPTS: '2',
      },
    });
    report = parseReport(scanned.stdout);
  }, 180_000);

  afterAll(() => moto?.stop());

  const findingsOf = (situation: string) => {
    const id = seeded.situations.get(situation);
    return report.instances.find(({ instanceId }) => instanceId === id)?.findings ?? [];
  };

  it('judges every instance, and says nothing else', () => {
    expect(report.instances.map(({ instanceId }) => instanceId).sort()).toEqual(
      [...seeded.situations.values(), ...seeded.helpers].sort(),
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
    const id = seeded.situations.get(name);
    const instance = report.instances.find(({ instanceId }) => instanceId === id);
    const statuses = instance?.findings.map(({ ruleId, status }) => [ruleId, status] as const) ?? [];
    expect(Object.fromEntries(statuses.filter(([ruleId]) => ruleId in expected))).toEqual(expected);
    expect([instance?.verdict, instance?.reason]).toEqual([verdict, instance?.reason]);
  });

  it.each(NETWORK_SITUATIONS)('$name: for that reason and no other', ({ name, expect: expected, asks }) => {
    const findings = findingsOf(name).filter(({ ruleId }) => NETWORK_RULES.some((rule) => rule === ruleId));
    const others = findings.filter(({ ruleId }) => !(ruleId in expected));
    expect(others.filter(({ status }) => status === 'fail')).toEqual([]);
    for (const { ruleId, gaps } of findings.filter(({ ruleId }) => expected[ruleId] === 'unknown')) {
      expect(JSON.stringify(gaps), ruleId).toMatch(new RegExp(`\\b${asks ?? 'nothing'}`));
    }
  });
});
