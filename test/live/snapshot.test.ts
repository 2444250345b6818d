import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { scan } from '../../src/index.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { packSnapshot, readSnapshotFile, writeSnapshot } from '../../src/sources/snapshot.ts';
import type { AwsEndpointOptions } from '../aws-endpoint/server.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import { buildAccount } from './account.ts';
import { GENERATED_AT, readLive } from './support.ts';

const render = { color: false, width: 120, verbose: true, sarifProfile: 'full' } as const;

function reportsOf(inventory: Inventory): { json: string; sarif: string; github: string } {
  const report = scan(inventory, { generatedAt: GENERATED_AT });
  return {
    json: jsonReporter.render(report, render),
    sarif: sarifReporter.render(report, render),
    github: sarifReporter.render(report, { ...render, sarifProfile: 'github' }),
  };
}

const account = buildAccount();
const READINGS: Readonly<Record<string, AwsEndpointOptions>> = {
  'the whole account': { inventory: account },
  'small and empty pages': { inventory: account, pageSizeCap: 3, emptyPages: true },
  'a region refused': { inventory: account, denyRegions: ['eu-west-1'] },
  'half of the calls refused': {
    inventory: account,
    deny: (action) => /^(ssm|iam:List|ec2:Describe[R-Z])/.test(action) && action !== 'ec2:DescribeRegions',
  },
  'roles one by one, and a part of each kind refused': {
    inventory: account,
    deny: (action, _, input) =>
      /AccountAuth|GetPolicyVersion|ListGrants|GetBucketPolicy/.test(action) ||
      (action === 'iam:GetRole' && input['RoleName'] === 'no-rights') ||
      (action === 'iam:ListAttachedRolePolicies' && input['RoleName'] === 'untrusted') ||
      (action === 'iam:GetRolePolicy' && input['RoleName'] === 'conditional'),
  },
  'some calls failing': {
    inventory: account,
    fail: new Map(
      ['ec2:DescribeVpcs', 'ec2:DescribeVpcAttribute', 'ssm:GetConnectionStatus', 'ssm:GetDocument'].map(
        (action) => [action, { status: 500, code: 'InternalError' }],
      ),
    ),
  },
  'a fleet': { inventory: buildFleet({ instances: 150, regions: ['eu-west-1', 'us-east-1'] }) },
};

it.each(Object.entries(READINGS))('%s: live and snapshot give the same bytes', async (_, served) => {
  const { inventory } = await readLive(served);
  const folder = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-live-'));
  try {
    const live = reportsOf(inventory);
    for (const name of ['a.snapshot.json', 'a.snapshot.json.gz']) {
      const file = path.join(folder, name);
      writeFileSync(file, packSnapshot(file, writeSnapshot(inventory)));
      const kept = readSnapshotFile(file);
      expect(kept).toEqual(inventory);
      expect(reportsOf(kept)).toEqual(live);
      expect(writeSnapshot(kept)).toBe(writeSnapshot(inventory));
    }
    expect(JSON.parse(live.json)).toMatchObject({ generatedAt: GENERATED_AT });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
