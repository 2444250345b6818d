/** The HTML report in a browser: how large it is, when it shows something, how long a step of the filter takes. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { inTurn, runNode } from './measure.mjs';
import { cli } from './places.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const EMPTY = '<!doctype html><title>Empty</title><p>One line.</p>';
/** Typed one after the other, so that none of them is the search before. */
const QUERIES = ['a', 'app-1', 'team=team-1', 'eu-west-1', 'closed'];

/** Undefined where no Chromium is installed. */
export async function measureHtml({ sizes, rounds, folder, writeSnapshotOf }) {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const empty = path.join(folder, 'empty.html');
    writeFileSync(empty, EMPTY);
    const pages = [];
    for (const instances of sizes) {
      const file = path.join(folder, `report-${instances}.html`);
      const snapshot = await writeSnapshotOf(instances);
      const formats = [
        '--quiet',
        '--no-config',
        '--fail-on',
        'never',
        '--allow-unknown',
        '-f',
        `html=${file}`,
      ];
      await runNode([cli, 'scan', '--snapshot', snapshot, ...formats]);
      const [reports, floors] = await inTurn(rounds, [
        async () => visit(browser, file, { searches: true }),
        async () => visit(browser, empty, { searches: false }),
      ]);
      pages.push({ instances, bytes: statSync(file).size, reports, floors });
    }
    return { pages, browser: browser.version() };
  } finally {
    await browser.close();
  }
}

async function visit(browser, file, { searches }) {
  // A context of its own: nothing is cached from the visit before.
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const paint = await page.evaluate(firstPaint);
    const steps = searches ? await page.evaluate(search, QUERIES) : [];
    return { paint, first: steps[0], later: steps.slice(1) };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function firstPaint() {
  const entries = await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) =>
      resolve(list.getEntriesByName('first-contentful-paint')),
    );
    observer.observe({ type: 'paint', buffered: true });
  });
  return entries[0].startTime;
}

/** Runs in the page: milliseconds from each input to the finished layout. */
function search(queries) {
  const input = document.querySelector('input[type=search]');
  return queries.map((query) => {
    const startedAt = performance.now();
    input.value = query;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - startedAt;
  });
}

/** Puts one section into the page and leaves the others as they were measured. */
export function replaceSection(file, section) {
  const page = readFileSync(file, 'utf8');
  const [title] = section.split('\n');
  const start = page.indexOf(`${title}\n`);
  const next = page.indexOf(
    '\n## ',
    start === -1 ? page.indexOf('## What these figures do not say') - 2 : start,
  );
  const before = page.slice(0, start === -1 ? next + 1 : start);
  writeFileSync(file, `${before}${section}\n${page.slice(next)}`);
}
