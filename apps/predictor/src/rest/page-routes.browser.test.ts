import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { buildKnownDgaFilter, generate } from '@degas/generators';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { chromium, type Browser, type Page } from 'playwright-core';

import { BearerAuth } from '../auth/bearer-auth.ts';
import { LabelRules } from '../models/label-rules.ts';
import {
  CHROMIUM,
  dropFiles,
  openPage,
  type OpenedPage,
  screenshot,
  violations,
} from '../testing/browser-page.ts';
import { countingRegistry } from '../testing/counting-registry.ts';
import { buildRestServer } from './build-server.ts';
import { readPageFiles } from './page-files.ts';

// A browser on a machine that does other things as well.
jest.setTimeout(60_000);

const NAMES = ['www.google.com', 'xjqkzvwq.in', '10.0.0.1', '2719834.com', 'qzx.com'];

(existsSync(CHROMIUM) ? describe : describe.skip)(`the page (needs ${CHROMIUM})`, () => {
  let folder: string;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;
  let page: Page;
  let opened: OpenedPage;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'degas-page-'));
    const build = path.join(import.meta.dirname, '../../page/build.ts');
    await promisify(execFile)(process.execPath, ['--import', 'tsx', build, folder]);
    app = await buildRestServer({
      registry: await countingRegistry(),
      page: await readPageFiles(folder),
    });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    page = await open(address);
    await page.waitForSelector('#classify:enabled');
  });
  afterEach(async () => {
    await page.context().close();
    expect(opened.complaints).toEqual([]);
  });

  async function open(url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    opened = await openPage(browser, url, colorScheme);
    return opened.page;
  }

  async function classify(names: readonly string[]): Promise<void> {
    await page.fill('#names', names.join('\n'));
    await page.click('#classify');
    await page.waitForSelector('#classify:enabled');
    await page.click('button[data-sort="position"]');
  }

  async function column(number: number): Promise<string[]> {
    await drawn();
    return page.locator(`#rows td:nth-child(${number})`).allTextContents();
  }

  /** The rows come from the worker. */
  const drawn = () => page.waitForSelector('#verdicts[aria-busy="false"]', { state: 'attached' });

  test('classifies names with level and family, and sends none of them anywhere', async () => {
    await classify(NAMES);
    expect(await column(2)).toEqual(NAMES);
    expect(await column(4)).toEqual([
      'benign',
      'DGA, high',
      'skipped: ip address',
      'DGA, high',
      'DGA, low',
    ]);
    expect(await column(5)).toEqual(['', 'letters', '', 'digits', 'letters']);
    expect(await page.textContent('#headline')).toBe('3 of 5 names look made up by malware');
    expect(await page.textContent('#counts')).toBe('DGA3share75 %benign1skipped1');
    expect(await page.getAttribute('.bar', 'aria-label')).toBe(
      'DGA, high: 2, DGA, low: 1, benign: 1, skipped: 1',
    );
    expect(await page.textContent('.families')).toBe('letters2digits1');
    expect(await page.textContent('#card')).toContain('degas 3');
    expect(await page.textContent('#figures')).toContain('WebAssembly');
    expect(await page.textContent('#figures')).toContain('f10.9753');
    for (const request of opened.requests) {
      expect(request.method()).toBe('GET');
      expect(request.url()).toMatch(/^(http:\/\/127\.0\.0\.1:|data:)/);
      expect(NAMES.filter((name) => request.url().includes(name))).toEqual([]);
    }
  });

  test('explains each verdict: coloured characters and a sentence', async () => {
    await classify(NAMES);
    await page.waitForSelector('#rows tr:nth-child(5) .reason');
    const marked = page.locator('#rows tr:nth-child(2) mark');
    expect(await marked.first().getAttribute('class')).toMatch(/^t[123]$/);
    expect((await marked.allTextContents()).join('')).toBe('xjqkzvwq');
    expect(await page.locator('#rows tr:nth-child(1) td:nth-child(2)').textContent()).toBe(
      'www.google.com',
    );
    expect(await page.textContent('#rows tr:nth-child(2) .reason')).toMatch(/xjqkzvwq\.in scores/);
    await page.click('#rows tr:nth-child(3) summary');
    expect(await page.textContent('#rows tr:nth-child(3) details')).toMatch(/IP address/);
    await screenshot(page, 'explained');
  });

  test('works on when the network is gone', async () => {
    await page.context().setOffline(true);
    await classify(NAMES);
    expect(await column(2)).toEqual(NAMES);
  });

  test('sorts, finds, filters, and downloads what it shows', async () => {
    await classify(NAMES);
    await page.click('button[data-sort="score"]');
    expect(await page.getAttribute('th:nth-child(3)', 'aria-sort')).toBe('descending');
    expect((await column(2))[0]).toBe('xjqkzvwq.in');
    await page.click('button[data-sort="score"]');
    expect((await column(2))[0]).toBe('10.0.0.1');
    await page.selectOption('#show', 'medium');
    expect(await column(2)).toEqual(['2719834.com', 'xjqkzvwq.in']);
    await page.fill('#find', 'DIGITS');
    expect(await column(2)).toEqual(['2719834.com']);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(
      /^domain,registrable,score,label,level,family,skipped,kind,candidates\n2719834\.com,2719834\.com,0\.99\d+,dga,high,digits,,,digits=[\d.]+$/,
    );
  });

  test.each<[string, string, Buffer]>([
    ['Zeek log', 'dns.log', Buffer.from('#fields\tts\tquery\n1\ta.com\n2\tqzx.com\n')],
    ['CSV', 'list.csv', Buffer.from('rank,domain\n1,a.com\n2,qzx.com\n')],
    ['packed list', 'list.txt.gz', gzipSync('a.com\nqzx.com\n')],
  ])('reads a file: %s', async (_, name, buffer) => {
    await page.setInputFiles('#file', { name, mimeType: 'text/plain', buffer });
    await page.waitForSelector('#rows tr');
    expect(await column(2)).toEqual(['qzx.com', 'a.com']);
    expect(await page.textContent('#source')).toMatch(new RegExp(`^${name}: .*2 records$`));
  });

  test('shows the highest score first, and clears it when another file is not understood', async () => {
    await page.fill('#names', NAMES.join('\n'));
    await page.click('#classify');
    await page.waitForSelector('#rows tr');
    expect((await column(2))[0]).toBe('xjqkzvwq.in');
    const buffer = Buffer.from(Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919) & 255));
    await page.setInputFiles('#file', { name: 'photo.png', mimeType: 'image/png', buffer });
    await page.waitForSelector('#results', { state: 'hidden' });
    await page.waitForSelector('#classify:enabled');
    expect(await page.textContent('#status')).toMatch(/photo\.png/);
    expect(await page.locator('#rows tr').count()).toBe(0);
  });

  test('reads a file that is dropped', async () => {
    await dropFiles(page, [{ name: 'names.txt', content: 'a.com\nqzx.com' }]);
    await page.waitForSelector('#rows tr');
    expect(await column(2)).toEqual(['qzx.com', 'a.com']);
  });

  test('can be used by keyboard alone', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter'); // The link that skips to the names.
    await page.keyboard.type('a.com');
    await page.keyboard.press('Enter');
    await page.keyboard.type('qzx.com');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#rows tr');
    expect(await column(2)).toEqual(['qzx.com', 'a.com']);
    await page.focus('button[data-sort="domain"]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    expect(await column(2)).toEqual(['qzx.com', 'a.com']);
  });

  test('shows names as text, whatever is in them', async () => {
    const hostile = '<img/src=x/onerror=alert(1)>.com';
    await classify([...NAMES, hostile]);
    expect(await column(2)).toEqual([...NAMES, hostile]);
    expect(await page.locator('#rows img').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('is accessible, %s', async (scheme) => {
    await page.context().close();
    page = await open(address, scheme);
    await page.waitForSelector('#classify:enabled');
    expect(await violations(page)).toEqual([]);
    await classify(NAMES);
    await page.waitForSelector('#rows tr:nth-child(5) .reason');
    expect(await violations(page)).toEqual([]);
    await screenshot(page, scheme);
  });

  test('fits a telephone', async () => {
    await classify(NAMES);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await screenshot(page, 'narrow');
  });

  test('classifies 100,000 names and stays responsive', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `name-${i}.example-${i % 977}.com`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(many.join('\n'))})`);
    await page.focus('#names');
    await page.keyboard.press('Control+V');
    await page.waitForSelector('#classify:disabled');
    // Answers while it works.
    expect(await page.evaluate('1 + 1')).toBe(2);
    await page.waitForSelector('#classify:enabled', { timeout: 60_000 });
    expect(await page.textContent('#place')).toBe('1–100 of 100,000');
    expect(await page.locator('#rows tr').count()).toBe(100);
    await page.click('button[data-sort="domain"]');
    await drawn();
    await page.click('#next');
    await drawn();
    expect(await page.textContent('#place')).toBe('101–200 of 100,000');
    await screenshot(page, 'many');
  });

  test('judges by the rules of the service, and by those of a person as well', async () => {
    const rules = new LabelRules(
      {
        operatingPoint: 'high',
        operatingPointFile: null,
        allow: path.join(folder, 'allow.txt'),
        deny: path.join(folder, 'deny.txt'),
        knownDga: path.join(folder, 'known.bin'),
      },
      () => undefined,
    );
    const known = { families: ['qakbot'], from: new Date('2026-11-01'), days: 1 };
    const [made = ''] = generate('qakbot', { date: known.from, count: 1 });
    await writeFile(path.join(folder, 'allow.txt'), 'xjqkzvwq.in\n');
    await writeFile(path.join(folder, 'deny.txt'), 'a.com\n*.example.net\n');
    await writeFile(path.join(folder, 'known.bin'), buildKnownDgaFilter(known).save());
    await rules.refresh();
    const ruled = await buildRestServer({
      registry: await countingRegistry(rules.options),
      page: await readPageFiles(folder),
      givenRules: () => rules.given,
    });
    try {
      const names = [...NAMES, 'a.com', 'www.example.net', 'b.com', made];
      const body = { instances: names.map((domain) => ({ domain })) };
      const answer = await ruled.inject({
        method: 'POST',
        url: '/v1/models/degas:predict',
        payload: JSON.stringify(body),
      });
      const { predictions } = answer.json<{
        predictions: { label: string | null }[];
      }>();
      const labels = predictions.map(({ label }) => label?.toUpperCase() ?? 'SKIPPED');
      await page.context().close();
      page = await open(await ruled.listen({ host: '127.0.0.1', port: 0 }));
      await page.waitForSelector('#classify:enabled');
      await classify(names);
      const shown = await column(4);
      expect(shown.map((text) => text.replace(/[,:].*/, '').toUpperCase())).toEqual(labels);
      expect(shown.filter((text) => /allowed|list|known/.test(text))).toEqual([
        'benign, allowed',
        'DGA, on a list',
        'DGA, on a list',
        'DGA, known',
      ]);
      await page.click('#settings-box summary');
      expect(await page.textContent('#level option')).toBe("the service's (high)");
      expect(await page.textContent('#service-rules')).toBe(
        'Rules of the service hold as well: 1 never to be reported, 2 always to be reported.',
      );
      expect(await page.inputValue('#known')).toBe('service');
      await page.fill('#deny', 'b.com');
      await page.click('#settings button');
      await page.waitForSelector('#classify:enabled');
      await page.waitForFunction(
        'document.getElementById("status").textContent.includes("judged")',
      );
      expect((await column(4))[7]).toMatch(/^DGA/);
      expect((await column(4))[5]).toMatch(/^DGA/);
    } finally {
      await page.context().close();
      await ruled.close();
    }
  });

  test('asks for a token where the service wants one', async () => {
    const guarded = await buildRestServer({
      registry: await countingRegistry(),
      page: await readPageFiles(folder),
      guard: new BearerAuth(['secret']),
    });
    try {
      await page.context().close();
      page = await open(await guarded.listen({ host: '127.0.0.1', port: 0 }));
      await page.fill('#token', 'secret');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#classify:enabled');
      await classify(NAMES);
      expect(await column(2)).toEqual(NAMES);
      // Chromium itself logs the refusal.
      const { complaints } = opened;
      opened = { ...opened, complaints: complaints.filter((text) => !text.includes('401')) };
    } finally {
      await page.context().close();
      await guarded.close();
    }
  });
});
