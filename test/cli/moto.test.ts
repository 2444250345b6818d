import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type AccountRegion, REGIONS } from '../moto/identity/account-regions.ts';
import { compare } from '../moto/identity/compare.ts';
import {
  type Expected,
  IDENTITY_RULES,
  LOGGED_RULE,
  type RoleSituation,
  type Rule,
  WHEN_GOOD,
} from '../moto/identity/role-situation.ts';
import { type SeededRoles, seedRoles } from '../moto/identity/seed.ts';
import { NETWORK_SITUATIONS } from '../moto/network-situations.ts';
import { type Relay, startRelay } from '../moto/relay.ts';
import { ROLE_SITUATIONS } from '../moto/role-situations.ts';
import { type Seeded, seedMoto } from '../moto/seed.ts';
import { type Moto, startMoto } from '../moto/server.ts';
import { NETWORK_RULES } from '../moto/situation.ts';
import { SITUATIONS } from '../moto/situations.ts';
import { parseReport, run, type Run } from './support.ts';

const REGION = 'eu-west-1';
/** All but the audit of session logs. */
const BLOCKS = IDENTITY_RULES.filter((rule) => rule !== 'logging-policies-attached');

function verdictOf({ expect: expected, region = 'off', lostAgent }: RoleSituation): string {
  const outcomes = BLOCKS.map((rule) => expected[rule] ?? WHEN_GOOD[rule]);
  if (outcomes.some((outcome) => typeof outcome === 'object' && 'fail' in outcome)) return 'blocked';
  // An agent that was there and is gone is out of reach, whatever is unknown.
  if (lostAgent !== undefined) return 'blocked';
  const { isOnline }: AccountRegion = REGIONS[region];
  return isOnline === true && outcomes.every((outcome) => typeof outcome === 'string') ? 'ready' : 'unknown';
}

const moto: Moto | undefined = await startMoto();

if (moto === undefined) process.stderr.write('moto.test.ts: skipped, moto_server is not on PATH\n');

describe.skipIf(moto === undefined)('a live scan of moto_server', () => {
  let relay: Relay | undefined;
  let seeded: Seeded;
  let roles: SeededRoles;
  let scanned: Run;
  let report: Report;

  beforeAll(async () => {
    const url = moto?.url ?? '';
    seeded = await seedMoto(url, REGION);
    roles = await seedRoles(url);
    relay = await startRelay(url, roles.answers);
    const regions = [REGION, ...Object.values(REGIONS).map(({ region }) => region)];
    scanned = await run(['scan', '--region', regions.join(','), '--format', 'json'], {
      timeout: 90_000,
      env: {
        AWS_ENDPOINT_URL: relay.url,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        // What moto cannot answer it will not answer later.
        AWS_MAX_ATTEMPTS: '2',
      },
    });
    report = parseReport(scanned.stdout);
  }, 180_000);

  afterAll(async () => {
    await relay?.close();
    await moto?.stop();
  });

  const find = (situations: ReadonlyMap<string, string>, name: string) =>
    report.instances.find(({ instanceId }) => instanceId === situations.get(name));

  it('judges every instance, and says nothing else', () => {
    expect(report.instances.map(({ instanceId }) => instanceId).sort()).toEqual(
      [...seeded.situations.values(), ...seeded.helpers, ...roles.situations.values()].sort(),
    );
    expect(scanned.stderr).toBe('');
  });

  it('exits with 1, since some instances are blocked for certain', () => {
    expect(scanned.code).toBe(1);
  });

  it('names what moto does not answer, by status where the answer is none of AWS', () => {
    const scope = report.scopes.find(({ region }) => region === REGION);
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
    const judged = report.instances.filter(
      ({ region, verdict }) => region === REGION && verdict !== 'dormant',
    );
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
    const instance = find(seeded.situations, name);
    const statuses = instance?.findings.map(({ ruleId, status }) => [ruleId, status] as const) ?? [];
    expect(Object.fromEntries(statuses.filter(([ruleId]) => ruleId in expected))).toEqual(expected);
    expect([instance?.verdict, instance?.reason]).toEqual([verdict, instance?.reason]);
  });

  it.each(NETWORK_SITUATIONS)('$name: for that reason and no other', ({ name, expect: expected, asks }) => {
    const findings = (find(seeded.situations, name)?.findings ?? []).filter(({ ruleId }) =>
      NETWORK_RULES.some((rule) => rule === ruleId),
    );
    const others = findings.filter(({ ruleId }) => !(ruleId in expected));
    expect(others.filter(({ status }) => status === 'fail')).toEqual([]);
    for (const { ruleId, gaps } of findings.filter(({ ruleId }) => expected[ruleId] === 'unknown')) {
      expect(JSON.stringify(gaps), ruleId).toMatch(new RegExp(`\\b${asks ?? 'nothing'}`));
    }
  });

  it.each(ROLE_SITUATIONS.map((situation) => [situation.name, situation.says, situation] as const))(
    '%s: %s',
    (name, _, situation) => {
      const { expect: expected, evidence = {} } = situation;
      const instance = find(roles.situations, name);
      const names = { role: name, instance: instance?.instanceId ?? '', key: roles.keys.get(name) ?? '' };
      const check = (rule: Rule, outcome: Expected): void => {
        const finding = instance?.findings.find(({ ruleId }) => ruleId === rule);
        const sides = compare(outcome, finding, names);
        expect(sides.actual, rule).toEqual(sides.expected);
        expect(JSON.stringify(finding?.evidence), rule).toContain(evidence[rule] ?? '');
      };
      for (const rule of IDENTITY_RULES) check(rule, expected[rule] ?? WHEN_GOOD[rule]);
      const logged = expected[LOGGED_RULE];
      if (logged !== undefined) check(LOGGED_RULE, logged);
      expect(instance?.verdict).toBe(verdictOf(situation));
    },
  );
});
