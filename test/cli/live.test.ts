import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from 'sarif';
import { type AwsEndpoint, type AwsEndpointOptions, startAwsEndpoint } from '../aws-endpoint/server.ts';
import { buildAccount, REGIONS, SITUATIONS } from '../live/account.ts';
import { ACCOUNT, buildInventory } from '../support/subject.ts';
import { buildLaunches, GROUPS, TEMPLATES } from '../support/launches.ts';
import { parseReport, run, type Run, withoutTimes } from './support.ts';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };

/** What a shell with credentials for the endpoint exports. */
function envFor({ url }: { readonly url: string }, env: Readonly<Record<string, string>> = {}) {
  return { env: { AWS_ENDPOINT_URL: url, AWS_REGION: 'eu-west-1', ...CREDENTIALS, ...env } };
}

const verdicts = Object.entries(SITUATIONS).flatMap(([region, situations]) =>
  situations.map(({ name, verdict }) => `${region} ${name} ${verdict}`),
);

describe('a whole account', () => {
  let endpoint: AwsEndpoint;
  let folder: string;
  beforeAll(async () => {
    endpoint = await startAwsEndpoint({ inventory: buildAccount() });
    folder = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-live-'));
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  it('scan: three reports in one run, the same as three runs', async () => {
    const [sarif, json] = [path.join(folder, 'out.sarif'), path.join(folder, 'out.json')];
    endpoint.reset();
    const all = await run(['-f', 'table', '-f', `sarif=${sarif}`, '-f', `json=${json}`], envFor(endpoint));
    expect(all.code).toBe(1);
    expect(all.stdout).toMatch(/account 111122223333 · 4 of 4 enabled regions · 38 instances/);
    for (const { name } of Object.values(SITUATIONS).flat()) expect(all.stdout).toContain(name);
    expect(endpoint.stats().calls['ec2:DescribeRegions']).toBe(1);

    const alone = await run(['scan', '--format', 'json'], envFor(endpoint));
    expect(alone).toMatchObject({ code: 1, stderr: '' });
    const report = parseReport(alone.stdout);
    expect(
      report.instances.map(({ region, name, verdict }) => `${region} ${name} ${verdict}`).sort(),
    ).toEqual([...verdicts].sort());
    expect(report.scopes.map(({ status }) => status)).toEqual(REGIONS.map(() => 'read'));
    const filed = parseReport(readFileSync(json, 'utf8'));
    expect(filed.instances).toEqual(report.instances);

    const { runs } = JSON.parse(readFileSync(sarif, 'utf8')) as Log;
    const failures = report.instances
      .filter(({ verdict }) => verdict !== 'excluded')
      .flatMap(({ findings }) => findings.filter(({ status }) => status === 'fail'));
    const results = runs.flatMap((one) => one.results ?? []);
    const reported = new Set(results.flatMap((result) => Object.values(result.partialFingerprints ?? {})));
    expect(failures.length).toBeGreaterThan(50);
    expect(failures.filter(({ fingerprint }) => !reported.has(fingerprint))).toEqual([]);
    expect(runs).toHaveLength(4);
  });

  it('collect, and a scan of the snapshot without credentials: the same report', async () => {
    const file = path.join(folder, 'account.snapshot.json.gz');
    const collected = await run(['collect', '-o', file], envFor(endpoint));
    expect(collected).toMatchObject({ code: 0, stdout: '' });
    expect(collected.stderr).toBe(`wrote ${file}: 38 instances in 4 regions\n`);
    const live = parseReport((await run(['-f', 'json'], envFor(endpoint))).stdout);
    const kept = await run(['--snapshot', file, '-f', 'json']);
    expect(kept.code).toBe(1);
    const { generatedAt: _, source: __, ...rest } = parseReport(kept.stdout);
    const { generatedAt: ___, source: ____, ...liveRest } = live;
    expect(rest).toEqual(liveRest);
    const again = await run(['--snapshot', file, '-f', 'json']);
    expect(withoutTimes(again.stdout)).toBe(withoutTimes(kept.stdout));
  });

  it('--endpoint-url stands for the variable, --region narrows, --quiet says nothing', async () => {
    const { stdout, stderr, code } = await run(
      ['--endpoint-url', endpoint.url, '--region', 'us-east-1,ap-south-1', '-f', 'json', '--quiet'],
      { env: CREDENTIALS },
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
    expect(parseReport(stdout).scopes.map(({ region }) => region)).toEqual(['ap-south-1', 'us-east-1']);
  });

  it('--debug: one line a call on standard error, and the report alone on standard output', async () => {
    endpoint.reset();
    const { stdout, stderr } = await run(['-f', 'json', '--debug'], envFor(endpoint));
    expect(parseReport(stdout).instances).toHaveLength(38);
    const lines = stderr.trimEnd().split('\n');
    const shape = /^(?<region>[a-z0-9-]+) (?<action>[a-z0-9]+:[A-Za-z]+) pages=(?<pages>\d+) \d+ms ok$/;
    const calls = lines.map((line) => shape.exec(line)?.groups ?? { action: line, pages: '0' });
    const counted: Record<string, number> = {};
    for (const { action = '', pages } of calls) counted[action] = (counted[action] ?? 0) + Number(pages);
    expect(counted).toEqual(endpoint.stats().calls);
  });

  it('--debug shows roles that are read one by one, and what is asked for them with --simulate', async () => {
    const refusing = await startAwsEndpoint({
      inventory: buildAccount(),
      deny: (action) => action === 'iam:GetAccountAuthorizationDetails',
    });
    try {
      const { stderr } = await run(['-f', 'json', '--debug', '--simulate'], envFor(refusing));
      const lines = stderr.trimEnd().split('\n');
      expect(lines.filter((line) => /GetAccountAuthorizationDetails .* denied$/.test(line))).toHaveLength(1);
      const count = (action: string) => lines.filter((line) => line.includes(` ${action} `)).length;
      expect(count('iam:SimulatePrincipalPolicy')).toBe(count('iam:GetRole'));
      for (const action of [
        'ListRolePolicies',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'GetPolicyVersion',
      ])
        expect(count(`iam:${action}`), action).toBeGreaterThan(0);
      for (const action of ['logs:DescribeLogGroups', 's3:GetEncryptionConfiguration', 'kms:ListGrants'])
        expect(count(action), action).toBeGreaterThan(0);
    } finally {
      await refusing.close();
    }
  });

  it('--launch-templates: what would be launched next, beside the instances and counted apart', async () => {
    const serving = await startAwsEndpoint({ inventory: buildLaunches() });
    try {
      const plain = await run(['-f', 'json'], envFor(serving));
      expect(plain.code).toBe(0);
      expect(parseReport(plain.stdout).summary).not.toHaveProperty('launches');
      const { code, stdout } = await run(['--launch-templates'], envFor(serving));
      expect(code).toBe(1);
      expect(stdout).toContain('The one running instance can be reached by Session Manager.');
      const verdicts = [
        ...Object.values(GROUPS).flatMap((group) => group.verdicts),
        ...Object.values(TEMPLATES).map(({ verdict }) => verdict),
      ];
      const blocked = verdicts.filter((verdict) => verdict === 'blocked').length;
      const sentence = 'What groups and templates launch next would be: ';
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
        new RegExp(`${sentence}[^.]*\\b${String(blocked)} blocked`),
      );
      expect(stdout).toMatch(/^ready \(next launch\) +plain +asg\/plain\/subnet-public/m);
      const explained = await run(
        ['explain', 'asg/two-subnets/subnet-private', '--launch-templates'],
        envFor(serving),
      );
      expect(explained.stdout).toContain('PATH TO ssm  stops at route');
    } finally {
      await serving.close();
    }
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])(
    '%s with a host name: buckets are asked for by path',
    async (name) => {
      endpoint.reset();
      const byName = endpoint.url.replace('127.0.0.1', 'localhost');
      const { code, stdout } = await run(['-f', 'json'], envFor(endpoint, { [name]: byName }));
      expect(code).toBe(1);
      const settled = await run(['-f', 'json'], envFor(endpoint));
      expect(parseReport(stdout).instances).toEqual(parseReport(settled.stdout).instances);
      expect(endpoint.stats().calls['s3:GetBucketPolicy']).toBeGreaterThan(0);
    },
  );

  it('--debug: a secret or a signature is nowhere', async () => {
    const { stderr } = await run(['-f', 'json', '--debug'], envFor(endpoint));
    expect(stderr).not.toMatch(/not-a-secret|AKIATEST|Signature/);
  });

  it('--role-arn: the role is assumed once, and its account is scanned', async () => {
    endpoint.reset();
    const role = `arn:aws:iam::${ACCOUNT}:role/audit`;
    const { stdout, code } = await run(['-f', 'json', '--role-arn', role], envFor(endpoint));
    expect(code).toBe(1);
    expect(parseReport(stdout).instances).toHaveLength(38);
    expect(endpoint.stats().calls).toMatchObject({ 'sts:AssumeRole': 1, 'sts:GetCallerIdentity': 1 });
  });

  it('--role-arn that may not be assumed: one line, exit 2', async () => {
    const role = 'arn:aws:iam::444455556666:role/audit';
    expectOneLine(await run(['--role-arn', role], envFor(endpoint)), /cannot assume arn:.*444455556666/);
  });
});

describe('--role-arn into another account', () => {
  it('reads that account, not the caller’s', async () => {
    const inventory = buildInventory();
    const [account] = inventory.accounts;
    const other = buildInventory({ instances: [] }).accounts.map((one) => ({
      ...one,
      accountId: '999988887777',
    }));
    const endpoint = await startAwsEndpoint({
      inventory: { ...inventory, accounts: [...(account === undefined ? [] : [account]), ...other] },
    });
    try {
      const caller = parseReport((await run(['-f', 'json'], envFor(endpoint))).stdout);
      const role = 'arn:aws:iam::999988887777:role/audit';
      const assumed = await run(['-f', 'json', '--role-arn', role], envFor(endpoint));
      expect(caller.scopes.map(({ accountId }) => accountId)).toEqual([ACCOUNT]);
      expect(parseReport(assumed.stdout).scopes.map(({ accountId }) => accountId)).toEqual(['999988887777']);
    } finally {
      await endpoint.close();
    }
  });
});

/** Nothing on standard output, one line on standard error, exit 2. */
function expectOneLine({ code, stdout, stderr }: Run, line: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^ssm-preflight: [^\n]+\n$/);
  expect(stderr).toMatch(line);
}

describe('exit codes and errors', () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.close());
  const serve = async (options: Partial<AwsEndpointOptions> = {}) => {
    endpoint = await startAwsEndpoint({ inventory: buildInventory(), ...options });
    return endpoint;
  };

  it('0 for a healthy account', async () => {
    const { code, stdout } = await run([], envFor(await serve()));
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 ready/);
  });

  it.each([
    [[], 3],
    [['--allow-unknown'], 0],
  ])('a denied call %j: exit %i, and the action is named', async (flags, code) => {
    const deny = (action: string) => action === 'ssm:GetDocument';
    const answer = await run(flags, envFor(await serve({ deny })));
    expect(answer.code).toBe(code);
    expect(answer.stdout).toMatch(/ssm:GetDocument/);
  });

  it('a region that cannot be read: scan and collect exit with 3, and name it', async () => {
    const env = envFor(await serve({ denyRegions: ['eu-west-1'] }));
    const scanned = await run(['--region', 'eu-west-1', '-f', 'json'], env);
    expect(scanned.code).toBe(3);
    expect(parseReport(scanned.stdout).scopes).toEqual([
      {
        accountId: ACCOUNT,
        partition: 'aws',
        region: 'eu-west-1',
        status: 'unreadable',
        gaps: [{ kind: 'denied', action: 'ec2:DescribeInstances' }],
      },
    ]);
    const collected = await run(['collect', '--region', 'eu-west-1', '-o', '-'], env);
    expect(collected.code).toBe(3);
    expect(collected.stderr).toMatch(/^not read: ec2:DescribeInstances was denied$/m);
  });

  it.each([
    [403, 'InvalidClientTokenId'],
    [403, 'ExpiredToken'],
    [400, 'ExpiredTokenException'],
    [403, 'SignatureDoesNotMatch'],
  ])('credentials that AWS does not take: %i %s', async (status, code) => {
    const fail = new Map([['sts:GetCallerIdentity', { status, code }]]);
    const env = envFor(await serve({ fail }));
    expectOneLine(await run([], env), new RegExp(`${code}.*aws sso login`));
  });

  it('no credentials at all', async () => {
    const { url } = await serve();
    expectOneLine(await run([], { env: { AWS_ENDPOINT_URL: url } }), /credentials.*aws sso login/);
  });

  it('a profile that does not exist is in the command that renews it', async () => {
    const { url } = await serve();
    const answer = await run(['--profile', 'nightly'], { env: { AWS_ENDPOINT_URL: url } });
    expectOneLine(answer, /aws sso login --profile nightly/);
  });

  it('a region that is not enabled', async () => {
    expectOneLine(
      await run(['--region', 'eu-west-7'], envFor(await serve())),
      /eu-west-7.*enabled are eu-west-1/,
    );
  });

  it('nobody listens: one line, soon, and no half of a file', async () => {
    const port = await findClosedPort();
    const folder = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-live-'));
    try {
      const options = { ...envFor({ url: `http://127.0.0.1:${port}` }), cwd: folder, timeout: 20_000 };
      expectOneLine(await run(['-f', 'json=out.json'], options), /ECONNREFUSED/);
      expectOneLine(await run(['collect', '-o', 'out.gz'], options), /ECONNREFUSED/);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [500, '<!doctype html><title>500 Internal Server Error</title>', /HTTP 500.*--endpoint-url/],
    [200, '<html><title>Please log in</title></html>', /is the endpoint an AWS endpoint/],
  ])('an endpoint that is not AWS: %i %s', async (status, body, line) => {
    const server = createHttpServer((_, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      expectOneLine(await run([], envFor({ url: `http://127.0.0.1:${port}` })), line);
    } finally {
      server.close();
    }
  });
});

async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
