import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';

import { evaluateScores } from '../../evaluate-scores.ts';
import { sampleScores } from '../../testing/sample-scores.ts';
import { renderReport } from './render-report.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isInstalled = existsSync(executablePath);
if (!isInstalled) {
  console.warn(`skipped: no Chromium at ${executablePath}; install it, or name it in CHROMIUM`);
}

/** Where the screenshots go; a folder of your choice lets you look at them. */
const folder = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'degas-report-'));

const history = Array.from({ length: 6 }, (_, i) => ({
  epoch: i + 1,
  loss: 0.4 / (i + 1) ** 0.7,
  validationLoss: 0.35 / (i + 1) ** 0.5,
  validationAccuracy: 0.9 + 0.015 * i,
  learningRate: 1e-3,
}));

(isInstalled ? describe : describe.skip)('the report in Chromium', () => {
  let browser: Browser;
  let html: string;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    html = await renderReport(evaluateScores(sampleScores()), {
      title: 'nyu on made-up names',
      history,
      manifest: { network: { name: 'nyu', parameters: 254_337 }, seed: 7 },
    });
  }, 180_000);
  afterAll(() => browser.close());

  async function open(
    { width, height }: { width: number; height: number },
    look: (page: Page) => Promise<void>,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      deviceScaleFactor: 2,
      offline: true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => complaints.push(`request of ${request.url()}`));
    await page.setContent(html);
    await look(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  // Expressions are text: the page's own types are none of this project's.
  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const measure = (page: Page, selector: string, side: 'width' | 'height'): Promise<number[]> =>
    page.evaluate(
      `Array.from(document.querySelectorAll('${selector}'), (one) => one.getBoundingClientRect().${side})`,
    );

  test('fits a phone: nothing but tables scrolls sideways, letters in plots stay readable', async () => {
    await open({ width: 360, height: 740 }, async (page) => {
      expect(await overflow(page)).toBe(0);
      const heights = (await measure(page, '.picture svg text', 'height')).filter(
        (height) => height > 0,
      );
      expect(heights.length).toBeGreaterThan(100);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(8);
      await page.screenshot({ path: join(folder, 'phone.png'), fullPage: true });
    });
  }, 60_000);

  test('shows each plot in its place, light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await open(
        { width: 1200, height: 900 },
        async (page) => {
          expect(await overflow(page)).toBe(0);
          const widths = await measure(page, '.picture svg', 'width');
          expect(widths).toHaveLength(7);
          expect(Math.min(...widths)).toBeGreaterThan(250);
          const heights = await measure(page, '.picture svg', 'height');
          expect(Math.min(...heights)).toBeGreaterThan(100);
          await page.screenshot({ path: join(folder, `${scheme}.png`), fullPage: true });
        },
        scheme,
      );
    }
  }, 60_000);

  test('prints: plots stay whole, and what a click would open is left out', async () => {
    await open({ width: 794, height: 1123 }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await measure(page, 'figure details', 'height')).toEqual([0, 0, 0, 0, 0]);
      expect(await overflow(page)).toBe(0);
      await page.screenshot({ path: join(folder, 'print.png'), fullPage: true });
      const pdf = await page.pdf({ path: join(folder, 'print.pdf'), format: 'A4' });
      expect(pdf.length).toBeGreaterThan(20_000);
    });
  }, 60_000);
});
