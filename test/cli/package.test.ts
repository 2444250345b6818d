import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** An empty project into which the tarball was installed, as far as that goes without a registry. */
let project = '';
let packed: Packed;

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'package-'));
  // Scripts would build anew under the other tests.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [one] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as Packed[];
  if (one === undefined) throw new Error('npm packed nothing');
  packed = one;
  const modules = path.join(project, 'node_modules');
  const target = path.join(modules, packageJson.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', path.join(project, packed.filename), '-C', target, '--strip-components=1']);
  // Its own dependencies and no others, as npm would put them beside it.
  for (const name of Object.keys(packageJson.dependencies)) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  writeFileSync(path.join(project, 'package.json'), '{ "type": "module", "private": true }\n');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const runIn = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8' });

describe('the package', () => {
  it('holds what runs, its schemas and its pages, and nothing else', () => {
    const tops = new Set(packed.files.map((file) => file.path.split('/')[0]));
    expect([...tops].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'baseline.schema.json',
      'bastion.schema.json',
      'dist',
      'docs',
      'package.json',
      'report.schema.json',
      'rules.schema.json',
      'snapshot.schema.json',
    ]);
    const strange = packed.files.filter(
      ({ path: file }) =>
        !/^(?:[^/]+|dist\/.+\.(?:js|d\.ts|js\.map|json)|docs\/rules\/[a-z0-9-]+\.md|docs\/rules\/README\.md|dist\/\.built)$/.test(
          file,
        ),
    );
    expect(strange).toEqual([]);
  });

  it('runs in an empty project', () => {
    const bin = path.join('node_modules', packageJson.name, packageJson.bin['ssm-preflight'] ?? '');
    expect(runIn(process.execPath, [bin, '--version']).trim()).toBe(packageJson.version);
    const demo = runIn(process.execPath, [bin, '--demo', '--fail-on', 'never', '--allow-unknown']);
    expect(demo).toContain('can be reached by Session Manager');
  });

  it('is a library, with types', () => {
    writeFileSync(
      path.join(project, 'scan.ts'),
      `import { defineRule, parseSnapshot, scan, type Report } from 'ssm-preflight';

const owned = defineRule({
  meta: {
    id: 'owner-tag-set',
    title: 'Instance carries an owner tag',
    impact: 'audit',
    rationale: 'Somebody has to be asked.',
    remediation: 'Tag it.',
  },
  check: ({ instance }) =>
    instance.Tags?.some(({ Key }) => Key === 'owner') === true
      ? { status: 'pass', evidence: [] }
      : { status: 'not-applicable', reason: 'No owner.', evidence: [] },
});
const text = JSON.stringify({ snapshotVersion: 1, source: { kind: 'aws' }, takenAt: '2026-11-20T12:00:00Z', accounts: [] });
const report: Report = scan(parseSnapshot('empty', text), { rules: [owned] });
console.log(report.rules.map(({ id }) => id).join());
`,
    );
    const options = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--types', ''];
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    runIn(process.execPath, [tsc, ...options, 'scan.ts']);
    expect(runIn(process.execPath, ['scan.js']).trim()).toBe('owner-tag-set');
  });

  it('brings its demo and every page that its reports link to', () => {
    const inside = path.join(project, 'node_modules', packageJson.name);
    expect(readdirSync(path.join(inside, 'dist/data'))).toContain('demo-snapshot.json');
    const rules = runIn(process.execPath, [path.join(inside, 'dist/cli.js'), 'rules'])
      .trimEnd()
      .split('\n')
      .slice(1);
    const pages = readdirSync(path.join(inside, 'docs/rules'));
    for (const row of rules) expect(pages).toContain(`${row.split(' ')[0] ?? ''}.md`);
  });
});
