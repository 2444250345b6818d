/**
 * Writes everything that is made from the code: schemas, rule index, heads of the rules' pages, the permission
 * page, the command reference, the lists inside the README. With `--check` it writes nothing and fails when a
 * file differs. Needs a build (`npm run generate` makes one).
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { demoAccount } from './demo-account.mjs';
import { bundlePageAssets } from './page-assets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');
const load = (file) => import(new URL(`../dist/${file}`, import.meta.url));
const read = (file) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : '');

const END_OF_HEAD = '<!-- end of generated head -->';
const stale = [];

function emit(file, text) {
  if (read(file) === text) return;
  stale.push(file);
  if (!isCheck) writeFileSync(path.join(root, file), text);
}

// What becomes code comes first: all the rest is made from the build, which a new rule is not part of yet.
const ruleFiles = readdirSync(path.join(root, 'src/rules')).filter(
  (name) => name.endsWith('.ts') && name !== 'index.ts',
);
emit('src/rules/index.ts', ruleIndex(ruleFiles.map((name) => name.replace(/\.ts$/, '')).sort()));
emit('src/reporters/html/page-assets.ts', await bundlePageAssets());
if (stale.length > 0 && !isCheck) {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
}

const [
  { rules },
  { buildConfigSchema },
  { reportSchema },
  { baselineSchema },
  { bastionSchema },
  { snapshotSchema },
  { buildPolicy },
  { CALLS, actionOf },
  { STANDARDS, labelStandard },
] = await Promise.all([
  load('rules/index.js'),
  load('config/schema.js'),
  load('reporters/report-schema.js'),
  load('reporters/baseline-schema.js'),
  load('reporters/bastion/schema.js'),
  load('sources/snapshot-schema.js'),
  load('commands/policy.js'),
  load('sources/calls.js'),
  load('model/standards.js'),
]);

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
const cell = (text) => text.replaceAll('|', '\\|');
const actionsFor = (fields) =>
  CALLS.filter(
    (call) =>
      !['role', 'sessions', 'simulation'].includes(call.scope) &&
      call.feeds.some((field) => fields.includes(field)),
  ).map(actionOf);

emit('rules.schema.json', json(buildConfigSchema(rules)));
emit('report.schema.json', json(reportSchema));
emit('baseline.schema.json', json(baselineSchema));
emit('bastion.schema.json', json(bastionSchema));
emit('snapshot.schema.json', json(snapshotSchema));
emit('src/data/demo-snapshot.json', json(demoAccount));
emit('docs/iam-policy.json', json(buildPolicy()));

for (const { meta } of rules) {
  const file = `docs/rules/${meta.id}.md`;
  const page = read(file);
  const body = page.includes(END_OF_HEAD) ? page.slice(page.indexOf(END_OF_HEAD)) : `${END_OF_HEAD}\n`;
  const actions = actionsFor(meta.reads);
  const standards = Object.entries(meta.standards ?? {}).map(
    ([id, controls]) => `[${labelStandard(id)}](${STANDARDS[id].url}): ${controls.join(', ')}`,
  );
  const head = [
    `# ${meta.id}`,
    '',
    `${meta.title}.`,
    '',
    '| | |',
    '|---|---|',
    `| impact | \`${meta.impact}\` |`,
    `| severity | \`${meta.severity}\` |`,
    `| needs | ${actions.map((action) => `\`${action}\``).join(', ')} |`,
    ...(standards.length > 0 ? [`| relevant to | ${standards.join('; ')} |`] : []),
    '',
    meta.rationale,
    '',
  ];
  emit(file, `${head.join('\n')}\n${body}`);
}

const ruleRows = (prefix) =>
  rules
    .map(({ meta }) => `| [\`${meta.id}\`](${prefix}${meta.id}.md) | ${meta.impact} | ${cell(meta.title)} |`)
    .join('\n');
const ruleTable = (prefix) => `| rule | impact | good state |\n|---|---|---|\n${ruleRows(prefix)}`;
emit(
  'docs/rules/README.md',
  `# Rules\n\nMade from the rules by \`npm run generate\`. \`blocks\`: no session can open. \`degrades\`: a session opens, but the way is fragile. \`audit\`: a requirement of yours, not of the session.\n\n${ruleTable('')}\n`,
);

const fileOf = ({ service, operation, identifiedBy }) =>
  `${service}.${operation}${identifiedBy === undefined ? '' : `@${identifiedBy}=…`}.json`;
const permissionRows = CALLS.map(
  (call) =>
    `| \`${actionOf(call)}\` | ${call.why} | ${call.feeds.map((field) => `\`${field}\``).join(', ') || '–'} | \`${fileOf(call)}\` |`,
);
emit(
  'docs/permissions.md',
  `# Permissions\n\nMade from the list of calls by \`npm run generate\`. All of them only read. \`ssm-preflight policy\` prints the policy that allows exactly these; it lies in [iam-policy.json](iam-policy.json) too. A call that is denied turns what it feeds into a gap, and the findings that rest on it into \`unknown\`. Two are made up for: where \`iam:GetAccountAuthorizationDetails\` is denied, or would take more calls, each role in use is read by the calls that say “instead of” it; where \`ssm:DescribeInstanceProperties\` is denied or does not exist, \`ssm:DescribeInstanceInformation\` lists the same nodes in twenty times as many pages. The last column names the answer’s file in a folder for \`--cli-json\`; calls that are made per item may carry more of their input, like \`iam.GetRole@RoleName=app.json\`.\n\n| action | asks for | feeds | file |\n|---|---|---|---|\n${permissionRows.join('\n')}\n`,
);

const help = (args) =>
  execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args, '--help'], {
    encoding: 'utf8',
  }).trimEnd();
const sections = [
  [],
  ['scan'],
  ['collect'],
  ['explain'],
  ['bastion'],
  ['diff'],
  ['render'],
  ['baseline'],
  ['rules'],
  ['policy'],
  ['init'],
].map((args) =>
  `## ssm-preflight ${args.join(' ')}\n\n\`\`\`text\n${help(args)}\n\`\`\`\n`.replace(
    'preflight \n',
    'preflight\n',
  ),
);
emit(
  'docs/cli.md',
  `# Command line\n\nWhat \`--help\` prints, written by \`npm run generate\`.\n\n${sections.join('\n')}`,
);

await emitPictures();

const readme = read('README.md');
const marked = /(<!-- rules: made by npm run generate -->\n)[\s\S]*?(<!-- end of rules -->)/;
if (marked.test(readme))
  emit(
    'README.md',
    readme.replace(marked, (_, start, end) => `${start}${ruleTable('docs/rules/')}\n${end}`),
  );

/** The first screen of the demo, as a terminal of this width shows it. */
async function emitPictures() {
  const columns = 104;
  const [{ scan }, { tableReporter }, { renderTerminal }] = await Promise.all([
    load('index.js'),
    load('reporters/table.js'),
    import('./terminal-svg.mjs'),
  ]);
  const { parseSnapshot } = await load('sources/snapshot.js');
  const inventory = parseSnapshot('demo', JSON.stringify(demoAccount));
  const report = scan(inventory, { generatedAt: inventory.takenAt });
  const text = tableReporter.render(report, {
    color: true,
    width: columns,
    verbose: false,
    sarifProfile: 'full',
  });
  const lines = text.split('\n');
  const table = lines.findIndex((line) => line.includes('VERDICT'));
  const shown = [...lines.slice(0, table + 12), '…'].join('\n');
  const description = `The first screen of the demo: ${stripVTControlCharacters(lines[3] ?? '')}`;
  const command = 'npx ssm-preflight --demo';
  for (const theme of ['light', 'dark'])
    emit(`docs/images/demo-${theme}.svg`, renderTerminal(shown, { theme, command, description, columns }));
}

function ruleIndex(ids) {
  const camel = (id) => id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return [
    '// Made from the files in this folder by `npm run generate`.',
    "import type { Rule } from '../model/rule.ts';",
    ...ids.map((id) => `import ${camel(id)} from './${id}.ts';`),
    '',
    '/** Every built-in rule, by id. Options were checked by a schema before a rule sees them, so their types end here. */',
    'export const rules = [',
    ...ids.map((id) => `  ${camel(id)},`),
    '] as readonly unknown[] as readonly Rule[];',
    '',
  ].join('\n');
}

// The build copied what was there before.
cpSync(path.join(root, 'src/data/demo-snapshot.json'), path.join(root, 'dist/data/demo-snapshot.json'));

if (isCheck && stale.length > 0) {
  console.error(`not current, run npm run generate: ${stale.join(', ')}`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`written: ${stale.join(', ')}`);
}
