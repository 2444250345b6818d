/**
 * Measures the built command beside floors on the same machine, in the same minutes. `--write` puts the figures into
 * docs/benchmarks.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSnapshot } from '../dist/sources/snapshot.js';
import { compileTestSupport, startEndpoint } from './endpoint.mjs';
import {
  ACCOUNT,
  buildAccount,
  countSituations,
  FLEETS,
  IDENTITY,
  NETWORK,
  writeCompact,
} from './fleets.mjs';
import { measureHtml, replaceSection } from './html.mjs';
import { lowerBound } from './lower-bound.mjs';
import { inTurn, ratios, runNode } from './measure.mjs';
import { renderHtml, renderPage, renderSections } from './page.mjs';
import { cli, root } from './places.mjs';

const BARE_SDK = fileURLToPath(new URL('./bare-sdk.mjs', import.meta.url));
const EVALUATE = fileURLToPath(new URL('./evaluate.mjs', import.meta.url));
const IDENTIFY = fileURLToPath(new URL('./identity.mjs', import.meta.url));
const SOLVE = fileURLToPath(new URL('./solve.mjs', import.meta.url));
const ROUNDS = 5;
const STARTUP_ROUNDS = 15;
const SIZES = [1000, 10_000];
/** Operations that list the nodes, by their largest pages, and what is refused for each to be asked. */
const NODE_LISTS = [
  { action: 'ssm:DescribeInstanceProperties', page: 1000, refused: [] },
  { action: 'ssm:DescribeInstanceInformation', page: 50, refused: ['ssm:DescribeInstanceProperties'] },
];
/** Something failing or unknown is what a scan of such an account ends with. */
const JUDGED = [0, 1, 3];

const quietly = (format) => ['--quiet', '--no-config', '--format', `${format}=${os.devNull}`];

const folder = mkdtempSync(path.join(os.tmpdir(), 'ssm-preflight-bench-'));
const startedAt = performance.now();
try {
  compileTestSupport();
  const figures = {
    machine: {
      node: process.version,
      cpus: os.availableParallelism(),
      date: new Date().toISOString().slice(0, 10),
    },
    rounds: { runs: ROUNDS, startup: STARTUP_ROUNDS },
    live: [],
    registrations: [],
    snapshots: [],
    evaluation: [],
  };
  const page = path.join(root, 'docs', 'benchmarks.md');
  const isWritten = process.argv.includes('--write');
  if (readOnly() === 'html') {
    figures.html = await measurePages();
    console.log(renderHtml(figures));
    if (isWritten) replaceSection(page, renderHtml(figures));
  } else {
    await measureAll(figures);
    console.log(renderSections(figures));
    if (isWritten) writeFileSync(page, renderPage(figures));
  }
  console.log(`measured in ${Math.round((performance.now() - startedAt) / 1000)} s`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The one section that `--only` names. */
function readOnly() {
  const at = process.argv.indexOf('--only');
  if (at === -1) return undefined;
  const name = process.argv[at + 1];
  if (name !== 'html') throw new Error(`--only ${name}: no such section; there is html`);
  return name;
}

async function measureAll(figures) {
  for (const instances of SIZES) figures.live.push(await measureLive(instances));
  for (const way of NODE_LISTS) figures.registrations.push(await countRegistrations(10_000, way));
  for (const instances of SIZES) figures.snapshots.push(await measureSnapshot(instances));
  for (const fleet of Object.keys(FLEETS)) figures.evaluation.push(await measureEvaluation(fleet));
  figures.network = await measureNetwork(100_000);
  figures.identity = await measureIdentity(100_000);
  figures.startup = await measureStartup();
  figures.html = await measurePages();
}

async function measurePages() {
  progress('the HTML report in a browser');
  const writeSnapshotOf = async (instances) => writeInventory(await buildAccount({ ...ACCOUNT, instances }));
  return measureHtml({ sizes: [100, ...SIZES], rounds: ROUNDS, folder, writeSnapshotOf });
}

async function measureLive(instances) {
  progress(`live, ${instances} instances`);
  const options = { ...ACCOUNT, instances };
  const endpoint = await startEndpoint(options);
  const env = envFor(endpoint);
  const scan = async () => runNode([cli, 'scan', ...quietly('json')], { env, codes: JUDGED });
  const bare = async () => runNode([BARE_SDK], { env });
  try {
    // Not measured: the first run fills the endpoint's own caches.
    await scan();
    const stats = await endpoint.takeStats();
    const [scans, bares] = await inTurn(ROUNDS, [scan, bare]);
    const { total } = await endpoint.takeStats();
    if (total !== 2 * ROUNDS * stats.total) throw new Error('both sides must make the same calls');
    return { instances, bound: lowerBound(await buildAccount(options)), stats, scans, bares };
  } finally {
    await endpoint.close();
  }
}

function envFor({ url }) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The calls of one scan of an account in which every instance is registered. */
async function countRegistrations(nodes, { action, page, refused }) {
  progress(`calls for ${nodes} registered nodes`);
  const endpoint = await startEndpoint({ ...ACCOUNT, instances: nodes, allRegistered: true }, refused);
  try {
    await runNode([cli, 'scan', ...quietly('json')], { env: envFor(endpoint), codes: JUDGED });
    const { calls } = await endpoint.takeStats();
    return { action, page, nodes, fewest: Math.ceil(nodes / page), calls };
  } finally {
    await endpoint.close();
  }
}

async function measureSnapshot(instances) {
  progress(`from a snapshot, ${instances} instances`);
  const file = writeInventory(await buildAccount({ ...ACCOUNT, instances }));
  const scan = async (format) =>
    runNode([cli, 'scan', '--snapshot', file, ...quietly(format)], { codes: JUDGED });
  // Peak memory is not disturbed by a neighbour, and nothing else is taken from these runs.
  const runs = await inTurn(ROUNDS, [
    async () => Promise.all([scan('json'), scan('table')]),
    async () => runNode(['-e', '0']),
  ]);
  return {
    instances,
    json: runs[0].map(([json]) => json),
    table: runs[0].map(([, table]) => table),
    node: runs[1],
  };
}

async function measureEvaluation(fleet) {
  progress(`judging, ${fleet}`);
  const instances = SIZES.at(-1);
  const inventory = await FLEETS[fleet](instances);
  const file = writeInventory(inventory);
  const [runs] = await inTurn(ROUNDS, [async () => once(fork(EVALUATE, [file]), 'message')]);
  return { fleet, instances, situations: countSituations(inventory), runs: runs.map(([answer]) => answer) };
}

async function measureNetwork(instances) {
  progress(`solving the network, ${instances} instances`);
  const file = path.join(folder, 'network.snapshot.json');
  writeFileSync(file, writeCompact(await buildAccount({ ...NETWORK, instances })));
  const run = (task) => async () => (await once(fork(SOLVE, [file, task]), 'message'))[0];
  const [parses, solves] = await inTurn(ROUNDS, [run('parse'), run('solve')]);
  const [{ situations, paths }] = solves;
  const ratio = ({ milliseconds }) => milliseconds;
  return { instances, situations, paths, ratios: ratios(solves, parses, ratio) };
}

async function measureIdentity(instances) {
  progress(`credentials and rights, ${instances} instances`);
  const file = path.join(folder, 'identity.snapshot.json');
  writeFileSync(file, writeCompact(await buildAccount({ ...IDENTITY, instances })));
  const run = (task) => async () => (await once(fork(IDENTIFY, [file, task]), 'message'))[0];
  const [parses, sessions, decisions] = await inTurn(ROUNDS, [run('parse'), run('session'), run('decide')]);
  const { evaluations } = await run('count')();
  const ratio = ({ milliseconds }) => milliseconds;
  return {
    instances,
    roles: IDENTITY.roles,
    evaluations,
    session: { rights: sessions[0].rights, ratios: ratios(sessions, parses, ratio) },
    all: { rights: decisions[0].rights, ratios: ratios(decisions, parses, ratio) },
  };
}

function writeInventory(inventory) {
  const file = path.join(folder, 'account.snapshot.json');
  writeFileSync(file, writeSnapshot(inventory));
  return file;
}

async function measureStartup() {
  progress('start-up');
  const start = (...args) => runNode(args, { usage: false });
  const [node, help, version] = await inTurn(STARTUP_ROUNDS, [
    async () => start('-e', '0'),
    async () => start(cli, '--help'),
    async () => start(cli, '--version'),
  ]);
  return { node, help, version, packages: await loadedPackages('--help') };
}

/** Names of the packages of which a run loads anything, by V8's own account. */
async function loadedPackages(...args) {
  const coverage = path.join(folder, 'coverage');
  await runNode([cli, ...args], { usage: false, env: { NODE_V8_COVERAGE: coverage } });
  const urls = readdirSync(coverage).flatMap((name) =>
    JSON.parse(readFileSync(path.join(coverage, name), 'utf8')).result.map(({ url }) => url),
  );
  const names = urls.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

function progress(what) {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.error(`${String(seconds).padStart(4)} s  measuring ${what}`);
}
