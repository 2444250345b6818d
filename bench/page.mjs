import { median, ratios } from './measure.mjs';

/** The whole of docs/benchmarks.md. */
export function renderPage(figures) {
  const { machine, rounds } = figures;
  return `# Benchmarks

What \`npm run bench -- --write\` measured last: Node ${machine.node.slice(1)}, ${machine.cpus} CPUs, ${machine.date}.

Seconds of one machine say nothing about another one, so every figure of time is a ratio: both sides run in turn, in the
same minutes, on the same machine, and each round gives one ratio. A figure is the median of ${rounds.runs} rounds (start-up:
${rounds.startup}), with the smallest and the largest behind it. Whole processes are measured from start to exit; CPU time
counts all their threads.

${renderSections(figures)}

## What these figures do not say

- AWS is not in them. The endpoint runs on the loopback interface, in a process of its own, with no latency, no TLS and
  no throttling. Against AWS the time of a scan is mostly the number of calls times the time that each takes.
- The account is made up (\`test/aws-endpoint/fleet.ts\`): one region, a plausible mix of VPCs with NAT, with endpoints
  and with no way out, and instances about as long on the wire as real ones. Yours has another shape.
- Connection status is asked instance by instance, for up to 200 online instances a region, and for none beyond. These
  accounts have more than 200, so none is asked.
- Peak memory is what the process held at its largest. With memory to spare, Node collects late: a smaller limit
  (\`--max-old-space-size\`) lowers the figures.

## Again

\`\`\`
npm ci
npm run bench               # prints these tables, in about three minutes on two CPUs
npm run bench -- --write    # and writes this page
npm run bench -- --only html   # only the last table; with --write it replaces that one
\`\`\`

Nothing else should run meanwhile. No test asserts a time; the number of calls is what tests hold.
`;
}

/** The tables alone, for the terminal. */
export function renderSections(figures) {
  return [
    renderCalls(figures.live),
    renderRegistrations(figures.registrations),
    renderLive(figures.live),
    renderEvaluation(figures.evaluation),
    renderNetwork(figures.network),
    renderIdentity(figures.identity),
    renderStartup(figures.startup),
    renderMemory(figures.live, figures.snapshots),
    renderHtml(figures),
  ].join('\n\n');
}

function renderCalls(live) {
  const bounds = live.map(({ bound }) => new Map(bound.map((row) => [row.action, row])));
  const actions = new Set(
    live.flatMap(({ bound, stats }) => [...bound.map(({ action }) => action), ...Object.keys(stats.calls)]),
  );
  const rows = [...actions].map((action) => [
    `\`${action}\``,
    bounds[0].get(action)?.page ?? '–',
    ...live.flatMap(({ stats }, index) => {
      const least = bounds[index].get(action);
      return [least?.items ?? '–', least?.calls ?? 0, stats.calls[action] ?? 0];
    }),
  ]);
  const totals = live.flatMap(({ bound, stats }) => ['', sum(bound.map(({ calls }) => calls)), stats.total]);
  const unpaginated = [...new Set(live.flatMap(({ stats }) => Object.keys(stats.unpaginated)))];
  return `## Calls

Accounts of ${live.map(({ instances }) => show(instances)).join(' and ')} instances, with 40 security groups, 20 roles and 4 VPCs in one region. *Fewest* is what
the documented page sizes allow: the items divided by the largest page, rounded up, and at least one call.

${table(
  ['API', 'page', ...live.flatMap(({ instances }) => [`of ${show(instances)}: items`, 'fewest', 'made'])],
  [...rows, ['all', '', ...totals]],
)}

Calls without a page size where the API has one, which AWS throttles harder: ${unpaginated.length === 0 ? 'none' : unpaginated.join(', ')}.`;
}

function renderRegistrations(registrations) {
  const rows = registrations.map(({ action, page, nodes, fewest, calls }) => [
    `\`${action}\``,
    page,
    nodes,
    fewest,
    calls[action] ?? 0,
  ]);
  return `## Registered nodes

One scan of an account in which every instance is registered, and another one that is refused
\`ssm:DescribeInstanceProperties\` and so makes do with the smaller pages of \`ssm:DescribeInstanceInformation\`.

${table(['API', 'page', 'nodes', 'fewest', 'made'], rows)}`;
}

function renderLive(live) {
  return `## A live scan beside the bare SDK

\`scan --format json=FILE\`, with every rule and the whole report, beside a script that makes the same calls with the same
SDK clients, one after another, and drops the answers.

${table(
  ['instances', 'wall', 'CPU'],
  live.map(({ instances, scans, bares }) => [
    show(instances),
    spread(ratios(scans, bares, ({ wall }) => wall)),
    spread(ratios(scans, bares, ({ cpu }) => cpu)),
  ]),
)}`;
}

function renderEvaluation(evaluation) {
  const [{ instances }] = evaluation;
  return `## Judging beside parsing

\`scan()\` of ${show(instances)} instances in memory, from the inventory to the finished report, beside \`JSON.parse\` of the text of
the same snapshot, once in a fresh process, as the command does it. Instances that differ in no more than their id,
address and tags are one situation.

${table(
  ['fleet', 'situations', 'findings', 'ratio'],
  evaluation.map(({ fleet, situations, runs }) => [
    fleet,
    situations,
    runs[0].findings,
    spread(runs.map(({ parse, judge }) => judge / parse)),
  ]),
)}`;
}

function renderNetwork({ instances, situations, paths, ratios: values }) {
  return `## Solving the network beside parsing

Every network path of ${show(instances)} instances, hop by hop, beside \`JSON.parse\` of the text of the same snapshot, each once in a
fresh process. Instances that share subnet, groups and addresses' kinds are one situation and share their paths. The
text has no indentation, which makes it the quicker one to parse.

${table(
  ['instances', 'situations', 'paths', 'ratio'],
  [[show(instances), show(situations), show(paths), spread(values)]],
)}`;
}

function renderIdentity({ instances, roles, evaluations, session, all }) {
  return `## Deciding rights beside parsing

Whose credentials each of ${show(instances)} agents uses, the five rights of a session, and those that logging and the session key
ask for, beside \`JSON.parse\` of the text of the same snapshot, each once in a fresh process. The roles are written in
twenty ways: managed and inline policies, boundaries, conditions, denials; some serve only by Default Host Management.
The policies of a role are evaluated once for each right, and once more for each instance that they set apart: a tenth
of the roles names three or five instances, a hundredth holds the instance in a variable: ${show(evaluations)} evaluations for
${show(instances)} instances with ${show(roles)} roles.

${table(
  ['decided', 'rights', 'ratio'],
  [
    ['credentials and the five rights of a session', show(session.rights), spread(session.ratios)],
    ['and those of logging and the session key', show(all.rights), spread(all.ratios)],
  ],
)}`;
}

function renderStartup({ node, help, version, packages }) {
  const rows = [
    ['`--help`', help],
    ['`--version`', version],
  ];
  return `## Start-up

Beside \`node -e 0\`, wall time of whole processes.

${table(
  ['', 'ratio'],
  rows.map(([name, runs]) => [name, spread(ratios(runs, node, ({ wall }) => wall))]),
)}

Packages that \`--help\` loads: ${packages.join(', ')}.`;
}

function renderMemory(live, snapshots) {
  const floor = median(snapshots.flatMap(({ node }) => node).map(({ memory }) => memory));
  const rows = [
    ['live, JSON report', live, ({ scans }) => scans],
    ['live, bare SDK', live, ({ bares }) => bares],
    ['from a snapshot, JSON report', snapshots, ({ json }) => json],
    ['from a snapshot, table', snapshots, ({ table: runs }) => runs],
  ];
  const peak = (runs) => median(runs.map(({ memory }) => memory));
  return `## Peak memory

Of a whole process, in multiples of \`node -e 0\`; behind it what each further instance adds.

${table(
  ['', ...live.map(({ instances }) => show(instances)), 'KiB an instance'],
  rows.map(([name, sizes, runsOf]) => {
    const [small, large] = sizes;
    const peaks = sizes.map((size) => peak(runsOf(size)));
    const slope = ((peaks[1] - peaks[0]) * 1024) / (large.instances - small.instances);
    return [name, ...peaks.map((value) => `${(value / floor).toFixed(1)}`), slope.toFixed(1)];
  }),
)}`;
}

/** A second figure beside ratios of time: whether a reader feels a step depends on the screen, not on a floor. */
const FRAME = 1000 / 60;

export function renderHtml({ html, machine, rounds }) {
  const head = `## The HTML report in a browser

\`scan --format html=FILE\` of accounts like those above, opened from the disk in headless Chromium.`;
  if (html === undefined) return `${head} Skipped: no Chromium is installed here.`;
  const frames = (values) => spread(values.map((value) => value / FRAME));
  return `${head} First paint is beside that of a
page of one line in the same browser. A step of the filter goes from the key to the finished layout and is given in
frames of a screen with 60 a second; the first one also puts together what is searched. Node ${machine.node.slice(1)}, Chromium
${html.browser}, ${machine.cpus} CPUs, ${machine.date}, ${rounds.runs} rounds.

${table(
  ['instances', 'file in KiB', 'first paint', 'first step', 'further steps'],
  html.pages.map(({ instances, bytes, reports, floors }) => [
    show(instances),
    Math.round(bytes / 1024),
    spread(ratios(reports, floors, ({ paint }) => paint)),
    frames(reports.map(({ first }) => first)),
    frames(reports.flatMap(({ later }) => later)),
  ]),
)}`;
}

function spread(values) {
  const digits = median(values) < 10 ? 2 : 1;
  return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function show(cell) {
  return typeof cell === 'number' ? String(cell).replace(/\B(?=(\d{3})+$)/g, ',') : cell;
}

/** A Markdown table that reads well as it is. */
function table(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(show));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)));
  const draw = (line) =>
    `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [draw(lines[0]), `| ${rule.join(' | ')} |`, ...lines.slice(1).map(draw)].join('\n');
}
