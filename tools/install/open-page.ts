import { join } from 'node:path';

import { chromium } from 'playwright-core';

/** Opens the page of a folder in Chromium and returns the title that the page gives itself. */
export async function openPage(folder: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.route('http://page.test/**', (route) => {
      const { pathname } = new URL(route.request().url());
      return route.fulfill({ path: join(folder, pathname === '/' ? 'index.html' : pathname) });
    });
    await page.goto('http://page.test/');
    await page.waitForFunction('document.title !== ""');
    return await page.title();
  } finally {
    await browser.close();
  }
}
