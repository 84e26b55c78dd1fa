import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { DnsEvent, Alert } from '@degas/traffic';
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
import { type Browser, chromium, type Page } from 'playwright-core';

import { alertName, alertOf } from '../testing/alert.ts';
import { quietSource } from '../testing/quiet-source.ts';
import { buildOperationsServer } from './build-server.ts';
import { LiveView } from './live-view.ts';
import { RuleBook } from './rule-book.ts';

const CHROMIUM = '/usr/bin/chromium';
const AXE = path.join(import.meta.dirname, '../../../../node_modules/axe-core/axe.min.js');

// A browser on a machine that does other things as well.
jest.setTimeout(60_000);

const HOUR = Date.UTC(2026, 10, 27, 8);
const HOSTILE = '<img/src=x/onerror=alert(1)>';

/** Where a person wants to look at the page as the tests saw it. */
const screenshots = process.env.DEGAS_SCREENSHOTS;

const infected = alertOf('a1', {
  names: [
    alertName('xjqkzvwq.in', { first: HOUR }),
    alertName('qwpzkvjx.in', { first: HOUR + 60_000, knownFamily: 'qakbot' }),
    alertName('zzkwqvjp.in', {
      first: HOUR + 120_000,
      failed: false,
      resolved: true,
      addresses: ['192.0.2.7'],
    }),
  ],
});

(existsSync(CHROMIUM) ? describe : describe.skip)(
  `the page of the monitor (needs ${CHROMIUM})`,
  () => {
    let folder: string;
    let state: string;
    let browser: Browser;
    let app: FastifyInstance;
    let view: LiveView;
    let now: number;
    let page: Page;
    let address: string;
    let complaints: string[];

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'degas-monitor-page-'));
      const build = path.join(import.meta.dirname, '../../page/build.ts');
      await promisify(execFile)(process.execPath, ['--import', 'tsx', build, folder]);
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    });

    beforeEach(async () => {
      now = Date.UTC(2026, 10, 27, 9);
      state = await mkdtemp(path.join(tmpdir(), 'degas-monitor-state-'));
      view = new LiveView(
        quietSource({ whoAskedFor: () => [{ client: '10.0.0.99', names: 2 }] }),
        () => now,
      );
      app = await buildOperationsServer({
        view,
        rules: await RuleBook.open(
          path.join(state, 'rules.json'),
          // Ends of rules are the browser's time.
          Date.now,
          () => undefined,
        ),
        tokens: ['secret'],
        explain: (name) => ({
          registrable: name,
          sentence: `${name} has few vowels`,
          characters: [
            { at: 0, weight: 2 },
            { at: 1, weight: 1 },
            { at: 2, weight: -1 },
          ],
        }),
        pageFolder: folder,
      });
      view.raise([infected, alertOf('a2', { client: HOSTILE, level: 'low', family: 'unknown' })]);
      for (const failed of [2, 5, 9]) step(failed);
      address = await app.listen({ host: '127.0.0.1', port: 0 });
      page = await open('light');
    });
    afterEach(async () => {
      await page.context().close();
      await app.close();
      await rm(state, { recursive: true });
      // The browser itself logs what was refused or not reached.
      expect(complaints.filter((text) => !/401|ERR_/.test(text))).toEqual([]);
    });

    function step(failed: number): void {
      const event: DnsEvent = {
        time: now,
        client: 'c',
        name: 'x.com',
        type: 'A',
        answer: 'resolved',
        answers: [],
      };
      view.observe([
        ...Array.from({ length: 100 - failed }, () => event),
        ...Array.from({ length: failed }, () => ({ ...event, answer: 'nxdomain' as const })),
      ]);
      now += 5000;
      view.tick();
    }

    async function open(colorScheme: 'light' | 'dark', token = '#token=secret'): Promise<Page> {
      const context = await browser.newContext({ colorScheme, acceptDownloads: true });
      const opened = await context.newPage();
      complaints = [];
      opened.on('pageerror', (error) => complaints.push(error.message));
      opened.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await opened.goto(`${address}/${token}`);
      if (token !== '') await opened.waitForSelector('#alerts tr');
      return opened;
    }

    const clients = (): Promise<string[]> =>
      page.locator('#alerts td:first-child button').allTextContents();

    /** What axe finds wrong, by the rules of WCAG 2.2 AA. */
    /** Waits until an expression holds; the page's own policy forbids what `waitForFunction` does. */
    async function holds(expression: string): Promise<void> {
      for (let tries = 0; tries < 200; tries++) {
        if ((await page.evaluate(expression)) === true) return;
        await page.waitForTimeout(50);
      }
      throw new Error(`does not hold: ${expression}`);
    }

    async function violations(): Promise<string[]> {
      await page.evaluate(await readFile(AXE, 'utf8'));
      return page.evaluate<string[]>(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
         .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`,
      );
    }

    async function screenshot(name: string): Promise<void> {
      if (screenshots === undefined) return;
      await page.screenshot({
        path: path.join(screenshots, `monitor-${name}.png`),
        fullPage: true,
      });
    }

    async function openDetail(): Promise<void> {
      await page.click('[data-alert="a1"]');
      await page.waitForSelector('#detail:not([hidden])');
    }

    test('lists alerts as text, whatever a client is called, and forgets the token in the address', async () => {
      expect(await clients()).toEqual([HOSTILE, '10.0.0.7']);
      expect(await page.locator('#alerts img').count()).toBe(0);
      expect(page.url()).toBe(`${address}/`);
      expect(await page.textContent('#tiles')).toContain('HIGH alerts1');
      expect(await page.textContent('#parts')).toContain('dns.log');
      expect(await page.locator('#rates svg').count()).toBeGreaterThan(1);
    });

    test('shows the evidence of an alert: marked names, times, answers, who else', async () => {
      await openDetail();
      const detail = page.locator('#detail');
      expect(await detail.locator('h2').textContent()).toBe('10.0.0.7 HIGH');
      const marks = detail.locator('.names li:first-child mark');
      expect(await marks.allTextContents()).toEqual(['x', 'j', 'q']);
      expect(await marks.first().getAttribute('class')).toBe('t3');
      expect(await detail.locator('.names li').allTextContents()).toEqual([
        'xjqkzvwq.indoes not existAllow',
        'qwpzkvjx.indoes not exist; made by qakbotAllow',
        'zzkwqvjp.inresolved to 192.0.2.7Allow',
      ]);
      expect(await detail.locator('.strokes line').count()).toBe(3);
      expect(await detail.locator('.strokes .resolved').count()).toBe(1);
      expect(await detail.textContent()).toContain('10.0.0.99: 2 of these names');
      expect(await detail.textContent()).toContain('Find the program on 10.0.0.7');
      await screenshot('detail');
    });

    test('shows an alert and rates as they come', async () => {
      view.raise([alertOf('a3', { client: '10.0.0.55' })]);
      await page.waitForSelector('[data-alert="a3"]');
      expect((await clients())[0]).toBe('10.0.0.55');
      step(60);
      await holds(`document.getElementById('tiles').textContent.includes('failing60.0 %')`);
    });

    test('mutes with a reason, shows the rule, and takes it away again', async () => {
      await openDetail();
      await page.click('text=Mute this client');
      await page.click('#rule-save');
      // A rule without a reason is not made.
      expect(await page.locator('#rule-dialog').isVisible()).toBe(true);
      await page.fill('#rule-reason', 'being cleaned');
      await page.click('#rule-save');
      await page.waitForSelector('#rules table');
      expect(await page.textContent('#rules')).toMatch(
        /alerts of the client 10\.0\.0\.7 are muted.*being cleaned.*until 20/s,
      );
      await holds(`document.querySelectorAll('#alerts tr').length === 1`);
      await page.check('#muted');
      await page.waitForSelector('[data-alert="a1"]');
      expect(await page.textContent('#alerts')).toContain('muted: being cleaned');
      await page.click('text=Take away');
      await holds(`document.getElementById('rules').textContent === 'None.'`);
    });

    test('allows a name with a reason', async () => {
      await openDetail();
      await page.click('[aria-label="Allow xjqkzvwq.in"]');
      expect(await page.textContent('#rule-what')).toBe(
        'From now on the name, with all below it, xjqkzvwq.in is no evidence.',
      );
      await page.fill('#rule-reason', 'our own');
      await page.selectOption('#rule-days', '');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#rules table');
      expect(await page.textContent('#rules')).toMatch(
        /xjqkzvwq\.in is no evidence.*our own.*for good/s,
      );
    });

    test('finds, filters and exports what it shows', async () => {
      await page.fill('#find', 'qakbot');
      await holds(`document.querySelectorAll('#alerts tr').length === 1`);
      await page.selectOption('#level', 'high');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click('[data-export="csv"]'),
      ]);
      const csv = await readFile(await download.path(), 'utf8');
      expect(csv).toMatch(/^id,client,level.*\na1,10\.0\.0\.7,high,[^\n]*\n$/s);
    });

    test('can be used by keyboard alone', async () => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter'); // The link that skips to the alerts.
      await page.focus('[data-alert="a1"]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#detail:not([hidden])');
      await holds(`document.activeElement.id === 'detail-heading'`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter'); // Mute this client.
      await page.keyboard.type('by keyboard');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#rules table');
      expect(await page.textContent('#rules')).toContain('by keyboard');
      await page.click('text=Close');
      expect(await page.isHidden('#detail')).toBe(true);
    });

    test.each(['light', 'dark'] as const)('is accessible, %s', async (scheme) => {
      await page.context().close();
      page = await open(scheme);
      await openDetail();
      await page.waitForSelector('#rates svg');
      expect(await violations()).toEqual([]);
      await screenshot(scheme);
      await page.click('text=Mute this client');
      expect(await violations()).toEqual([]);
    });

    test('fits a telephone', async () => {
      await openDetail();
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await screenshot('narrow');
    });

    test('asks for the token, and keeps it for the tab', async () => {
      await page.context().close();
      page = await open('light', '');
      await page.waitForSelector('#access:not([hidden])');
      await page.fill('#token', 'wrong');
      await page.keyboard.press('Enter');
      await page.fill('#token', 'secret');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#alerts tr');
      await page.reload();
      await page.waitForSelector('#alerts tr');
    });

    test('says when the monitor is gone, and shows what it knew', async () => {
      await app.close();
      await holds(
        `document.getElementById('status').textContent.startsWith('The monitor is not reached')`,
      );
      expect(await clients()).toHaveLength(2);
    });

    test('stays quick with thousands of alerts', async () => {
      const many: Alert[] = Array.from({ length: 3000 }, (_, i) =>
        alertOf(`m${i}`, { client: `10.1.${i >> 8}.${i & 255}` }),
      );
      view.raise(many);
      await holds(
        `document.getElementById('alerts-caption').textContent === 'The latest 500 of 3,002 alerts'`,
      );
      expect(await page.locator('#alerts tr').count()).toBe(500);
    });
  },
);
