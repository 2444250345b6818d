import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report, ReportInstance } from '../../src/model/report.ts';
import { SCALING_SITUATIONS, seedScaling } from '../moto/scaling.ts';
import { startMoto } from '../moto/server.ts';
import { parseReport, run } from './support.ts';

const REGION = 'eu-west-1';
const moto = await startMoto();

if (moto === undefined) process.stderr.write('moto-launches.test.ts: skipped, moto_server is not on PATH\n');

/** What decides about an instance before anybody has heard of its agent. */
const PLACE = [
  'ami-has-agent',
  'endpoint-path-exists',
  'https-egress-allowed',
  'metadata-service-enabled',
  'name-resolution-works',
  'network-acl-allows-https',
  'vpc-endpoint-usable',
];
const IDENTITY = ['instance-profile-attached', 'role-trusts-ec2', 'agent-policies-attached'];
/**
 * By the instance profile of the version in use. moto gives what its groups launch no profile, so that this has nothing
 * to stand beside; nor does it say whether Default Host Management is on.
 */
const BY_PROFILE: Readonly<Record<string, readonly string[]>> = {
  core: ['pass', 'pass', 'pass'],
  none: ['unknown', 'not-applicable', 'unknown'],
  'no-role': ['unknown', 'not-applicable', 'unknown'],
  'trusts-lambda': ['pass', 'unknown', 'unknown'],
  'explicit-deny': ['pass', 'pass', 'fail'],
};

describe.skipIf(moto === undefined)('what groups of moto_server launch next', () => {
  let report: Report;

  beforeAll(async () => {
    const url = moto?.url ?? '';
    await seedScaling(url, REGION);
    const { stdout } = await run(['--region', REGION, '--launch-templates', '-f', 'json'], {
      timeout: 90_000,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        AWS_MAX_ATTEMPTS: '2',
      },
    });
    report = parseReport(stdout);
  }, 120_000);

  afterAll(async () => moto?.stop());

  const statusesOf = ({ findings }: ReportInstance, rules: readonly string[]) =>
    rules.map((rule) => [rule, findings.find(({ ruleId }) => ruleId === rule)?.status]);
  const named = (name: string): readonly ReportInstance[] =>
    report.instances.filter((instance) => instance.name === name);

  it('is one for each group, beside the one that each has launched', () => {
    const names = Object.keys(SCALING_SITUATIONS);
    const launches = report.instances.filter(({ launch }) => launch !== undefined);
    expect(launches.map(({ launch }) => launch?.name).sort()).toEqual([...names].sort());
    for (const name of names) expect(named(name), name).toHaveLength(2);
  });

  it.each(Object.entries(SCALING_SITUATIONS))('%s: drawn as it was launched', (name, situation) => {
    const [launched, drawn] = [
      named(name).find(({ launch }) => launch === undefined),
      named(name).find(({ launch }) => launch !== undefined),
    ];
    if (launched === undefined || drawn === undefined) throw new Error(`nothing of ${name}`);
    expect([drawn.vpcId, drawn.subnetId]).toEqual([launched.vpcId, launched.subnetId]);
    expect(statusesOf(drawn, PLACE)).toEqual(statusesOf(launched, PLACE));
    const isBare = situation.version !== undefined && situation.version !== '1';
    const profile = isBare ? 'none' : (situation.profile ?? 'none');
    const expected = IDENTITY.map((rule, index) => [rule, BY_PROFILE[profile]?.[index]]);
    expect(statusesOf(drawn, IDENTITY)).toEqual(expected);
  });
});
