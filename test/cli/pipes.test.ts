import { rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { known, unknown } from '../../src/model/known.ts';
import { writeSnapshot } from '../../src/sources/snapshot.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import { buildInventory, healthyInstance, healthyRegion } from '../support/subject.ts';
import { parseReport, run, runShell } from './support.ts';

const COUNT = 1000;

/** The healthy instance again and again, each with an id of its own and an agent that is online. */
function buildHealthyFleet(): Inventory {
  const ids = Array.from({ length: COUNT }, (_, index) => `i-${String(index).padStart(17, '0')}`);
  const repeat = <T>(list: readonly T[]): T[] =>
    ids.flatMap((InstanceId) => list.map((item) => ({ ...item, InstanceId })));
  const { InstanceStatuses, InstanceImageMetadata, InstanceInformationList } = healthyRegion;
  return buildInventory({
    instances: repeat([healthyInstance]),
    region: {
      InstanceStatuses: InstanceStatuses.known ? known(repeat(InstanceStatuses.value)) : InstanceStatuses,
      InstanceImageMetadata: InstanceImageMetadata.known
        ? known(repeat(InstanceImageMetadata.value))
        : InstanceImageMetadata,
      InstanceInformationList: InstanceInformationList.known
        ? known(repeat(InstanceInformationList.value))
        : InstanceInformationList,
      ConnectionStatuses: Object.fromEntries(ids.map((id) => [id, known('connected' as const)])),
    },
  });
}

/** The same without a word about the agents. */
function loseAgents(inventory: Inventory): Inventory {
  const gap = unknown({ kind: 'denied', action: 'ssm:DescribeInstanceInformation' });
  return {
    ...inventory,
    accounts: inventory.accounts.map((account) => ({
      ...account,
      regions: account.regions.map((region) => ({
        ...region,
        InstanceInformationList: gap,
        ConnectionStatuses: {},
      })),
    })),
  };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-pipes-'));
  const healthy = buildHealthyFleet();
  const files = { 0: healthy, 1: buildFleet({ instances: COUNT }), 3: loseAgents(healthy) };
  for (const [code, inventory] of Object.entries(files))
    writeFileSync(path.join(folder, `exit-${code}.json`), writeSnapshot(inventory));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([0, 1, 3])('a report that is larger than any pipe, exit code %i', (code) => {
  const scan = `$CLI --snapshot exit-${code}.json --quiet`;

  it.each([
    ['to a pipe', (format: string) => `${scan} -f ${format} | cat; exit \${PIPESTATUS[0]}`],
    ['to a slow reader', (format: string) => `${scan} -f ${format} | (sleep 2; cat); exit \${PIPESTATUS[0]}`],
    ['to a file', (format: string) => `${scan} -f ${format} > out; code=$?; cat out; exit $code`],
  ])('arrives whole: JSON %s', async (_name, script) => {
    const result = await runShell(script('json'), { cwd: folder });
    expect([result.code, result.stderr]).toEqual([code, '']);
    expect(Buffer.byteLength(result.stdout)).toBeGreaterThan(1024 * 1024);
    expect(parseReport(result.stdout).instances).toHaveLength(COUNT);
    expect(result.stdout.endsWith('}\n')).toBe(true);
  });

  it('arrives whole: SARIF and the table', async () => {
    const sarif = await runShell(`${scan} -f sarif | (sleep 2; cat); exit \${PIPESTATUS[0]}`, {
      cwd: folder,
    });
    expect([sarif.code, sarif.stderr]).toEqual([code, '']);
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' });
    const table = await runShell(`${scan} | (sleep 2; cat); exit \${PIPESTATUS[0]}`, { cwd: folder });
    expect([table.code, table.stderr]).toEqual([code, '']);
    expect(
      table.stdout.match(/^(?:ready|at risk|blocked|unknown|dormant|excluded)\b.* i-\w{17}\b/gm),
    ).toHaveLength(COUNT);
  });

  it('meets a reader that has seen enough without a word', async () => {
    const script = `{ ${scan} -f json; echo "code $?" >&2; } | head -c 10`;
    const { stdout, stderr } = await runShell(script, { cwd: folder });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n  "schem', stderr: `code ${code}\n` });
  });
});

describe('a reader that is not there', () => {
  it.each([
    ['--help', 0],
    ['rules', 0],
    ['policy', 0],
    ['collect --demo -q -o -', 0],
    ['--demo', 1],
    ['--demo -f sarif', 1],
  ])('does not change the end of %s', async (args, code) => {
    const { stderr } = await runShell(`{ sleep 0.2; $CLI ${args}; echo "code $?" >&2; } | true`);
    expect(stderr).toBe(`code ${code}\n`);
  });

  it('does not keep other reports from being written', async () => {
    const script = `{ sleep 0.2; $CLI --snapshot exit-1.json -f json -f sarif=r.sarif -q; } | true; wc -c < r.sarif`;
    const { stdout, stderr } = await runShell(script, { cwd: folder });
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeGreaterThan(1024 * 1024);
  });
});

it.skipIf(process.platform !== 'linux').each([
  ['--demo', 'standard output'],
  ['--help', 'standard output'],
  ['collect --demo -o -', 'standard output'],
  ['--demo -f json=/dev/full', '/dev/full'],
  ['collect --demo -o /dev/full', '/dev/full'],
])('a full disk is an error of the run, not a verdict: %s', async (args, place) => {
  const { code, stderr } = await runShell(`$CLI ${args} > /dev/full`);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `ssm-preflight: ${place}: cannot be written: ENOSPC: no space left on device, write\n`,
  });
});

it('standard error that is gone or full does not change the end', async () => {
  const full = process.platform === 'linux' ? '/dev/full' : '/dev/null';
  for (const target of ['2>&-', `2> ${full}`]) {
    const { code } = await runShell(`$CLI --demo -f json=r.json ${target}`);
    expect(code).toBe(1);
  }
  expect((await run(['--demo', '-f', 'json=r.json'])).code).toBe(1);
});
