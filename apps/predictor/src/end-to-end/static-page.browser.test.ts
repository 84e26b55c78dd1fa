import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

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
import { chromium, type Browser, type Page } from 'playwright-core';

import {
  CHROMIUM,
  dropFiles,
  openPage,
  type OpenedPage,
  screenshot,
  violations,
} from '../testing/browser-page.ts';
import { serveFolder } from '../testing/static-server.ts';

// A browser on a machine that does other things as well.
jest.setTimeout(60_000);

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../../../..');
const day = new Date('2026-11-20');
const START = day.getTime() / 1000 + 8 * 3600;
const made = [...generate('qakbot', { date: day, count: 40 })];

/** Writes the page into a folder, as `nx run predictor:page-static` does. */
const build = (folder: string) =>
  run(process.execPath, [
    ...['--conditions=@degas/source', '--import', 'tsx'],
    path.join(root, 'apps/predictor/page/build-static.ts'),
    folder,
  ]);

/** A day of five clients in a Zeek log; 10.0.0.3 asks for names of qakbot, of which one resolves. */
function zeekLog(): string {
  const words = 'garden music river city house travel kitchen market school studio'.split(' ');
  const clean = Array.from({ length: 200 }, (_, i) => ({
    ts: START + 30 * i,
    'id.orig_h': `10.0.0.${(i % 5) + 1}`,
    query: `${words[i % 10] ?? ''}${words[(i >> 3) % 10] ?? ''}.com`,
    rcode: 0,
    answers: ['192.0.2.80'],
  }));
  const infected = made.map((query, i) => ({
    ts: START + 1000 + 12 * i,
    'id.orig_h': '10.0.0.3',
    query,
    rcode: i === 39 ? 0 : 3,
    ...(i === 39 && { answers: ['198.51.100.7'] }),
  }));
  return [...clean, ...infected]
    .map((record) => `${JSON.stringify({ _path: 'dns', qtype_name: 'A', ...record })}\n`)
    .join('');
}

(existsSync(CHROMIUM) ? describe : describe.skip)(`the page as files (needs ${CHROMIUM})`, () => {
  const log = { name: 'dns.log', content: zeekLog() };
  let folder: string;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  let browser: Browser;
  let opened: OpenedPage;
  let page: Page;
  let hunted: Promise<unknown>;
  const inFolder = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'degas-static-'));
    await writeFile(inFolder('dns.log'), log.content);
    hunted = run(process.execPath, [
      path.join(root, 'apps/cli/bin/degas.mjs'),
      ...['hunt', inFolder('dns.log'), '--format', 'jsonl'],
      ...['-o', inFolder('suspects.jsonl'), '--html', inFolder('report.html')],
    ]);
    await build(inFolder('site'));
    server = await serveFolder(inFolder('site'), '/team/degas/');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    opened = await openPage(browser, server.address);
    ({ page } = opened);
    await page.waitForSelector('#classify:enabled');
  });
  afterEach(async () => {
    await page.context().close();
    expect(opened.complaints).toEqual([]);
  });

  async function dropped(...files: (typeof log)[]): Promise<void> {
    await dropFiles(page, files);
    await page.locator('#source', { hasText: files[0]?.name ?? '' }).waitFor();
  }

  async function saved(button: string): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    return readFile(await download.path(), 'utf8');
  }

  async function apply(): Promise<void> {
    await page.click('#settings button[type="submit"]');
    await page.waitForSelector('#classify:enabled');
  }

  test('finds the infected client of a log as degas hunt does: the same results, the same report, with files of its own folder alone', async () => {
    await dropped(log, { name: 'report.pdf', content: '%PDF-1.7 not a log' });
    expect(await page.textContent('#headline')).toBe('1 suspected client of 5');
    expect(await page.textContent('#troubles')).toContain('report.pdf');
    await dropped(log);
    await page.waitForSelector('#troubles', { state: 'hidden' });
    expect(await page.textContent('#source')).toContain('dns.log: zeek-json, 240 records');
    const client = page.locator('details.client[open]');
    expect(await client.locator('strong').textContent()).toBe('10.0.0.3');
    expect(await client.locator('.level').textContent()).toBe('HIGH');
    expect(await client.textContent()).toContain('Find the program on 10.0.0.3');
    await client.locator('code mark').first().waitFor();
    await hunted;
    expect(await saved('#jsonl')).toBe(await readFile(inFolder('suspects.jsonl'), 'utf8'));
    expect(await saved('#report')).toBe(await readFile(inFolder('report.html'), 'utf8'));
    for (const request of opened.requests) {
      expect(request.method()).toBe('GET');
      const isOwn = request.url().startsWith(server.address);
      if (!/^(?:data|blob):/.test(request.url())) expect(isOwn).toBe(true);
    }
    expect(await page.isHidden('#service')).toBe(true);
    expect(await page.textContent('#card')).toMatch(/of 100 names made by malware/);
  });

  test('takes a list for names, on demand for one client, and a log for names on demand', async () => {
    const list = { name: 'branch.txt', content: made.map((name) => `${name}\n`).join('') };
    await dropped(list);
    expect(await page.textContent('#headline')).toMatch(/^\d+ of 40 names look made up/);
    await page.click('#other');
    await page.waitForSelector('details.client');
    expect(await page.textContent('details.client strong')).toBe('branch.txt');
    await dropFiles(page, [log]);
    await page.locator('#source', { hasText: 'dns.log' }).waitFor();
    expect(await page.textContent('details.client strong')).toBe('10.0.0.3');
    await page.click('#other');
    await page.waitForSelector('#rows tr');
    expect(await page.textContent('#headline')).toMatch(/ of 240 names /);
  });

  test('has the settings of the command: levels, names to leave out, names that malware is known to make', async () => {
    await dropped(log);
    await page.click('#settings-box summary');
    await page.fill('#allow', made.map((name) => `${name} # ours`).join('\n'));
    await apply();
    await page.locator('#headline', { hasText: /^No / }).waitFor();
    expect(await page.textContent('#source')).toContain('allowed');
    await page.fill('#allow', '');
    const filter = buildKnownDgaFilter({ from: day, days: 1, families: ['qakbot'] }).save();
    await page.selectOption('#known', 'file');
    const file = {
      name: 'known.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(filter),
    };
    await page.setInputFiles('#known-file', file);
    await page.selectOption('#level', 'high');
    await apply();
    await page.waitForSelector('details.client');
    expect(await page.textContent('details.client')).toContain('made by qakbot');
    await page.fill('#allow', '..');
    await page.click('#settings button[type="submit"]');
    await page.locator('#status', { hasText: "'..'" }).waitFor();
    await page.selectOption('#known', 'none');
    await page.fill('#deny', 'example.org');
    await page.fill('#allow', made[0] ?? '');
    await apply();
    await dropped({
      name: 'list.txt',
      content: `${made[0] ?? ''}\nwww.example.org\nexample.com\n`,
    });
    const verdicts = await page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('#rows tr'), ({ cells }) => cells[1].textContent + ': ' + cells[3].textContent)`,
    );
    expect(verdicts.sort()).toEqual(
      [
        'example.com: benign',
        `${made[0] ?? ''}: benign, allowed`,
        'www.example.org: DGA, on a list',
      ].sort(),
    );
  });

  test.each(['light', 'dark'] as const)(
    'is accessible with suspected clients, and fits a telephone, %s',
    async (scheme) => {
      await page.context().close();
      opened = await openPage(browser, server.address, scheme);
      ({ page } = opened);
      await page.waitForSelector('#classify:enabled');
      await page.click('#settings-box summary');
      await dropped(log);
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await screenshot(page, `clients-narrow-${scheme}`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await screenshot(page, `clients-${scheme}`);
      await page.focus('details.client summary');
      await page.keyboard.press('Enter');
      expect(await page.locator('details.client[open]').count()).toBe(0);
    },
  );

  test('is not written into a folder with something else in it', async () => {
    await mkdir(inFolder('mine'));
    await writeFile(inFolder('mine/thesis.txt'), 'mine');
    await expect(build(inFolder('mine'))).rejects.toThrow(/is not empty and no earlier build/);
  });
});
