import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Browser, Page, Request } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';
const AXE = path.join(import.meta.dirname, '../../../../node_modules/axe-core/axe.min.js');

/** Where a person wants to look at the page as the tests saw it. */
const screenshots = process.env.DEGAS_SCREENSHOTS;

/** A page that was opened, with what it asked for and complained of. */
export interface OpenedPage {
  readonly page: Page;
  readonly requests: readonly Request[];
  readonly complaints: readonly string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<OpenedPage> {
  const context = await browser.newContext({ colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  const requests: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, requests, complaints };
}

/** What axe finds wrong, by the rules of WCAG 2.2 AA. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
       .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`,
  );
}

/** Drops files on the page that a person would have dragged there. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly content: string }[],
): Promise<void> {
  await page.evaluate(`{
    const dropped = new DataTransfer();
    for (const { name, content } of ${JSON.stringify(files)}) dropped.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }`);
}

export async function screenshot(page: Page, name: string): Promise<void> {
  if (screenshots === undefined) return;
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
}
