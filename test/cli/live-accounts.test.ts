import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingStatus } from '../../src/model/finding.ts';
import type { Report, ReportInstance } from '../../src/model/report.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import { CALLS } from '../../src/sources/calls.ts';
import { makeFolder } from '../support/folder.ts';
import { ADDITIONS } from './live-accounts-additions.ts';
import { parseReport, run } from './support.ts';

/* Real-shaped answers of the AWS CLI, from Batfish and pybatfish (Apache-2.0, test/fixtures/accounts/LICENSE-batfish). */
const ACCOUNTS = path.join(import.meta.dirname, '../fixtures/accounts');
const REGIONS = {
  'batfish-nat-gateway': 'us-east-2',
  'batfish-vpce-interface-as-ssm': 'us-east-1',
  'pybatfish-hybrid-us-east-2': 'us-east-2',
} as const;
type Account = keyof typeof REGIONS;
const NAMES = Object.keys(REGIONS) as Account[];

async function scanFolder(folder: string): Promise<{ code: number | null; report: Report }> {
  const { code, stdout, stderr } = await run(['--cli-json', folder, '--format', 'json']);
  expect(stderr).toBe('');
  return { code, report: parseReport(stdout) };
}

function statusOf({ findings }: ReportInstance, rule: string): FindingStatus | undefined {
  return findings.find(({ ruleId }) => ruleId === rule)?.status;
}

function readExpected(account: string): ReadonlyMap<string, 'reachable' | 'blocked'> {
  const text = readFileSync(path.join(ACCOUNTS, account, '_expected.json'), 'utf8');
  const { instances } = JSON.parse(text) as {
    readonly instances: Readonly<Record<string, { readonly network: 'reachable' | 'blocked' }>>;
  };
  return new Map(Object.entries(instances).map(([id, { network }]) => [id, network]));
}

/** What the recorded answers decide about `endpoint-path-exists` without those that nobody asked for. */
const AS_RECORDED: Readonly<Record<Account, Readonly<Record<string, FindingStatus>>>> = {
  // Endpoints and Block Public Access are unread; either one could turn each of these around.
  'batfish-nat-gateway': {
    'i-0b31b509174d7f5de': 'unknown',
    'i-0a128d26e59be60f3': 'unknown',
    'i-0a73a1a6021c03ddb': 'unknown',
  },
  // The way to the endpoints does not leave the VPC, so that Block Public Access is no question.
  'batfish-vpce-interface-as-ssm': { 'i-0eb6eb395a0d09117': 'pass', 'i-0a0fbd0cfa774970f': 'pass' },
  // An internet gateway, and a transit gateway behind which a private hosted zone may have endpoints.
  'pybatfish-hybrid-us-east-2': { 'i-01602d9efaed4409a': 'unknown', 'i-04cd3db5124a05ee6': 'unknown' },
};

describe.each(NAMES)('%s as recorded', (account) => {
  const folder = path.join(ACCOUNTS, account);

  it('judges each instance as far as the answers go', async () => {
    const { code, report } = await scanFolder(folder);
    const expected = readExpected(account);
    expect(report.instances.map(({ instanceId }) => instanceId)).toEqual([...expected.keys()].sort());
    for (const instance of report.instances) {
      const opposite = expected.get(instance.instanceId) === 'reachable' ? 'fail' : 'pass';
      const path = statusOf(instance, 'endpoint-path-exists');
      expect(path, instance.instanceId).not.toBe(opposite);
      expect(path, instance.instanceId).toBe(AS_RECORDED[account][instance.instanceId]);
      // Without a profile, Default Host Management decides, which nobody asked about.
      expect(statusOf(instance, 'instance-profile-attached')).toBe('unknown');
      expect(statusOf(instance, 'agent-online')).toBe('unknown');
      expect(statusOf(instance, 'https-egress-allowed')).toBe('pass');
      expect([instance.verdict, instance.observed.pingStatus]).toEqual(['unknown', undefined]);
    }
    expect(code).toBe(3);
  });

  it('names every operation that has no file and is needed, and no other', async () => {
    const files = readdirSync(folder).map((name) => name.replace(/(@.*)?\.json$/, ''));
    const unasked = CALLS.filter(
      ({ service, operation, scope }) =>
        !NOT_NEEDED.includes(scope) &&
        // The documented operation lists the same nodes.
        operation !== 'DescribeInstanceProperties' &&
        !files.includes(`${service}.${operation}`),
    );
    const { report } = await scanFolder(folder);
    expect(report.scopes).toMatchObject([
      { region: REGIONS[account], accountId: '554773406868', status: 'partial' },
    ]);
    expect(report.scopes[0]?.gaps.map((gap) => ('action' in gap ? gap.action : gap.kind)).sort()).toEqual(
      unasked.map(({ service, operation }) => `${service}:${operation}`).sort(),
    );
  });
});

/** Made per item that another answer names, in place of a list, or on demand. */
const NOT_NEEDED: readonly string[] = [
  'bastion',
  'bastion-account',
  'identity',
  'connection-status',
  'image',
  'prefix-list',
  'hosted-zones',
  'record-sets',
  'session-target',
  'role',
  'sessions',
  'launch',
  'simulation',
];

/** Every rule's status, and the verdict. Rules that are not named pass. */
interface Judged {
  readonly verdict: VerdictName;
  readonly but: Readonly<Record<string, FindingStatus>>;
}

/** True of every instance: port 22 is open to the world, and no feature is asked for. */
const ALWAYS = { 'admin-ports-closed': 'fail', 'agent-features-supported': 'not-applicable' } as const;
/** The recordings are older than MetadataOptions; an agent with credentials shows that the service answers. */
const NO_METADATA_OPTIONS = { 'metadata-service-enabled': 'unknown' } as const;
const NO_PREFERENCES = {
  'session-logging-configured': 'fail',
  'logging-policies-attached': 'not-applicable',
} as const;
const NO_ENDPOINT = { 'vpc-endpoint-usable': 'not-applicable' } as const;
/** There is no role of a profile that EC2 would have to assume. */
const NO_PROFILE = { 'role-trusts-ec2': 'not-applicable' } as const;
const ABSENT = { 'agent-online': 'fail', 'agent-version-supported': 'not-applicable' } as const;

const COMPLETED: Readonly<
  Record<Account, { readonly code: number; readonly instances: Readonly<Record<string, Judged>> }>
> = {
  // Default Host Management is on; the two with a way out are connected.
  'batfish-nat-gateway': {
    code: 1,
    instances: {
      'i-0b31b509174d7f5de': {
        verdict: 'ready',
        but: { ...ALWAYS, ...NO_METADATA_OPTIONS, ...NO_PREFERENCES, ...NO_ENDPOINT, ...NO_PROFILE },
      },
      'i-0a128d26e59be60f3': {
        verdict: 'ready',
        but: { ...ALWAYS, ...NO_METADATA_OPTIONS, ...NO_PREFERENCES, ...NO_ENDPOINT, ...NO_PROFILE },
      },
      'i-0a73a1a6021c03ddb': {
        verdict: 'blocked',
        but: {
          ...ALWAYS,
          ...NO_METADATA_OPTIONS,
          ...NO_PREFERENCES,
          ...NO_ENDPOINT,
          ...NO_PROFILE,
          ...ABSENT,
          // The main route table has the local route alone, and there is no endpoint.
          'endpoint-path-exists': 'fail',
        },
      },
    },
  },
  // Default Host Management is off and nobody has a profile: no credentials, so no rights and no logging either.
  'batfish-vpce-interface-as-ssm': {
    code: 1,
    instances: Object.fromEntries(
      ['i-0eb6eb395a0d09117', 'i-0a0fbd0cfa774970f'].map((id): [string, Judged] => [
        id,
        {
          verdict: 'blocked',
          but: {
            ...ALWAYS,
            ...NO_PROFILE,
            ...ABSENT,
            'instance-profile-attached': 'fail',
            'agent-policies-attached': 'not-applicable',
            'logging-policies-attached': 'not-applicable',
          },
        },
      ]),
    ),
  },
  // Default Host Management is on.
  'pybatfish-hybrid-us-east-2': {
    code: 1,
    instances: {
      'i-01602d9efaed4409a': {
        verdict: 'ready',
        but: { ...ALWAYS, ...NO_METADATA_OPTIONS, ...NO_PREFERENCES, ...NO_ENDPOINT, ...NO_PROFILE },
      },
      // No API shows whether a private hosted zone leads to endpoints behind the transit gateway.
      'i-04cd3db5124a05ee6': {
        verdict: 'blocked',
        but: {
          ...ALWAYS,
          ...NO_METADATA_OPTIONS,
          ...NO_PREFERENCES,
          ...NO_ENDPOINT,
          ...NO_PROFILE,
          ...ABSENT,
          'endpoint-path-exists': 'unknown',
          'network-acl-allows-https': 'unknown',
        },
      },
    },
  },
};

describe.each(NAMES)('%s with the operations that were not asked', (account) => {
  it('is decided', async () => {
    const folder = makeFolder();
    cpSync(path.join(ACCOUNTS, account), folder, { recursive: true });
    for (const [name, answer] of Object.entries(ADDITIONS[account])) {
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(answer), { flag: 'wx' });
    }
    const { code, report } = await scanFolder(folder);
    const { code: expectedCode, instances } = COMPLETED[account];
    expect(report.scopes).toMatchObject([{ status: 'read', gaps: [] }]);
    for (const instance of report.instances) {
      const { verdict, but } = instances[instance.instanceId] ?? { verdict: 'unknown', but: {} };
      const others = instance.findings.filter(({ status }) => status !== 'pass');
      expect(
        Object.fromEntries(others.map(({ ruleId, status }) => [ruleId, status])),
        instance.instanceId,
      ).toEqual(but);
      expect([instance.instanceId, instance.verdict]).toEqual([instance.instanceId, verdict]);
      // What Batfish proved with packets.
      const path = statusOf(instance, 'endpoint-path-exists');
      const network = readExpected(account).get(instance.instanceId);
      if (path !== 'unknown') expect(path).toBe(network === 'reachable' ? 'pass' : 'fail');
    }
    expect(code).toBe(expectedCode);
  });
});
