import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../reporters/html/parse.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { makeFolder } from '../support/folder.ts';
import { buildReport, HOSTILE } from '../support/report.ts';
import { run } from './support.ts';

const WIDTHS = [360, 1024, 1600];

interface Opened {
  readonly page: Page;
  /** What the page asked for beside itself, and what the browser complained of. */
  readonly incidents: string[];
}

/** Skipped, and counted as such, where no Chromium is installed. */
describe.skipIf(chromiumPath === undefined)('the page in a browser', () => {
  let browser: Browser;
  let demo = '';
  beforeAll(async () => {
    browser = await launchChromium();
    demo = (await run(['--demo', '-f', 'html'])).stdout;
  });
  afterAll(async () => browser.close());

  async function open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = path.join(makeFolder({ 'report.html': html }), 'report.html');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    onTestFinished(async () => context.close());
    const page = await context.newPage();
    const incidents: string[] = [];
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== address) incidents.push(`request ${request.url()}`);
    });
    page.on('console', (message) => incidents.push(`console ${message.text()}`));
    page.on('pageerror', (error) => incidents.push(`error ${error.message}`));
    page.on('dialog', (dialog) => {
      incidents.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(address);
    return { page, incidents };
  }

  const rows = (page: Page) => page.locator('#fleet tr.row');
  const focused = async (page: Page): Promise<unknown> =>
    page.evaluate('document.activeElement.textContent || document.activeElement.name');

  it.each([
    ['the demo', () => demo],
    ['hostile names', () => renderHtml(withHostileNames())],
    ['no instance', () => renderHtml(buildReport({ instances: [], causes: [], paths: [] }))],
  ])('%s: asks for nothing, complains of nothing', async (_name, html) => {
    const { page, incidents } = await open(html());
    for (const button of (await page.locator('button.open').all()).slice(0, 3)) await button.click();
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(incidents).toEqual([]);
  });

  it('lets nothing in that its policy does not name', async () => {
    const { page, incidents } = await open(demo);
    await page.evaluate(`
      const image = new Image(); image.src = 'https://example.com/x.png';
      const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
      document.body.setAttribute('onclick', 'window.ran = true'); document.body.click();
    `);
    expect(await page.evaluate('window.ran === undefined')).toBe(true);
    expect(
      incidents.filter((text) => text.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('is searched, filtered, sorted and opened by the keyboard alone', async () => {
    const { page, incidents } = await open(demo);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the instances');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#instances$/u);

    await page.keyboard.press('/');
    await page.keyboard.type('us-east-1');
    expect(await page.locator('#matches').textContent()).toMatch(/^\d of 27 instances$/u);
    const found = await rows(page).count();
    expect(found).toBeGreaterThan(0);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await rows(page).count()).toBeLessThan(found);
    await page.locator('button[type=reset]').press('Enter');
    await expect.poll(async () => rows(page).count()).toBe(27);

    const heading = page.locator('th[data-sort=name]');
    const names = async (): Promise<string[]> => page.locator('#fleet .open').allTextContents();
    await heading.locator('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    const ascending = await names();
    expect(ascending).toEqual(ascending.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
    await heading.locator('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await names()).toEqual(ascending.toReversed());

    const first = page.locator('#fleet .open').first();
    await first.press('Enter');
    expect(await first.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.opened .found').count()).toBe(1);
    await first.press('Enter');
    expect(await page.locator('.opened').count()).toBe(0);
    expect(incidents).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['a rule', { rule: 'role-trusts-ec2', status: 'fail' }, ['function-host']],
    ['a finding', { status: 'unknown', region: 'us-east-1' }, []],
  ])('filters by %s', async (_name, choices, names) => {
    const { page } = await open(demo);
    for (const [name, label] of Object.entries(choices))
      await page.locator(`select[name=${name}]`).selectOption({ label });
    expect(await page.locator('#fleet .open').allTextContents()).toEqual(names);
    expect(await page.locator('.no-match').count()).toBe(names.length === 0 ? 1 : 0);
  });

  it('draws the paths of an instance with the hop that stops them', async () => {
    const { page } = await open(demo);
    await page.getByRole('button', { name: 'orders-queue' }).click();
    const paths = page.locator('.opened .path');
    expect((await paths.locator('h3').allTextContents()).slice(0, 2)).toEqual([
      'Path to ssm: works',
      'Path to ssmmessages: stops at route',
    ]);
    const stopped = paths.nth(1).locator('.h-fail');
    expect(await stopped.locator('.hop-head').textContent()).toBe('route fail');
    expect(await stopped.locator('svg .stop').count()).toBe(1);
    expect(await stopped.locator('.problem').textContent()).toContain('has no route to the internet');
  });

  it('copies a command whole', async () => {
    const { page } = await open(demo, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#changes .change > summary').first().click();
    const figure = page.locator('#changes figure').first();
    await figure.locator('button').click();
    await expect.poll(async () => figure.locator('button').textContent()).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await figure.locator('code').textContent(),
    );
  });

  it('follows the colours of the system, or the switch', async () => {
    const { page } = await open(demo, { colorScheme: 'dark' });
    const background = async (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await background();
    await page.locator('#theme').click();
    const light = await background();
    expect(light).not.toBe(dark);
    await page.locator('#theme').click();
    expect(await background()).toBe(dark);
  });

  it('draws a large fleet as far as somebody looks, and finds all of it', async () => {
    const { page } = await open(renderHtml(multiply(buildReport(), 150)));
    await page.locator('#filters').waitFor();
    expect(await rows(page).count()).toBe(50);
    await page.locator('#more').scrollIntoViewIfNeeded();
    await expect.poll(async () => rows(page).count()).toBeGreaterThan(50);
    await page.locator('input[type=search]').fill('web-1/149');
    expect(await page.locator('#fleet .open').allTextContents()).toEqual(['web-1/149']);
  });

  it('is complete without its script', async () => {
    const { page, incidents } = await open(demo, { javaScriptEnabled: false });
    expect(await rows(page).count()).toBe(27);
    expect(
      await page.locator('#filters, .copy:visible, #theme:visible').filter({ visible: true }).count(),
    ).toBe(0);
    await page.getByRole('link', { name: 'orders-queue' }).click();
    const details = page.locator('details[id^=instance-]', { hasText: 'orders-queue' });
    await details.locator('summary').click();
    await details.getByRole('link', { name: 'Path to ssmmessages' }).click();
    expect(await page.locator(new URL(page.url()).hash).isVisible()).toBe(true);
    expect(incidents).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    it.each(WIDTHS)('%i pixels wide: axe finds nothing, and nothing sticks out', async (width) => {
      const { page } = await open(demo, { colorScheme, viewport: { width, height: 900 } });
      await page.locator('#changes .change > summary').first().click();
      await page.getByRole('button', { name: 'orders-queue' }).click();
      await page.locator('#unread summary').click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      const violations = (await page.evaluate(
        `axe.run().then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')))`,
      )) as string[];
      expect(violations).toEqual([]);
    });
  });

  function withHostileNames(): Report {
    const report = buildReport();
    const hostile = (text: string): string => `${text} ${HOSTILE} </script><img src=x onerror=alert(1)>`;
    return {
      ...report,
      instances: report.instances.map((instance) => ({
        ...instance,
        name: hostile(instance.name),
        reason: hostile(instance.reason),
        tags: [{ Key: hostile('key'), Value: hostile('value') }],
      })),
    };
  }

  function multiply(report: Report, times: number): Report {
    const instances = Array.from({ length: times }, (_, index) =>
      report.instances.map((instance) => ({ ...instance, name: `${instance.name}/${index}` })),
    ).flat();
    return { ...report, instances };
  }
});
