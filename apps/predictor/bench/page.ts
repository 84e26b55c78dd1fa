import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { CHROMIUM } from '../src/testing/browser-page.ts';
import { serveFolder } from '../src/testing/static-server.ts';
import { memoryOf, processTree, residentMegabytes } from './resident-memory.ts';

/*
 * The page on a large log: `npx nx run predictor:bench-page --args="LOG [look for]"`, where apps/trainer/bench/write-zeek-log.ts wrote
 * LOG and `look for` is auto, clients or names. Goals for a million lines of Zeek: clients in 15 s, the tab at 600 MB at most, and never
 * frozen.
 */

const [log = '', task = 'auto'] = process.argv.slice(2);
const POLL_MS = 50;
const NEWLINE = 10;

async function countLines(): Promise<{ lines: number; seconds: number }> {
  const began = performance.now();
  let lines = 0;
  for await (const block of createReadStream(log, {
    highWaterMark: 2 ** 20,
  }) as AsyncIterable<Buffer>)
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) lines++;
  return { lines, seconds: (performance.now() - began) / 1000 };
}

/** Whether a process draws a page and runs its workers. */
function isTab(pid: number): boolean {
  try {
    // Processes that were forked have their arguments with blanks between them.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
  } catch {
    return false;
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'degas-bench-'));
const root = path.join(import.meta.dirname, '../../..');
const program = path.join(root, 'apps/predictor/page/build-static.ts');
execFileSync(process.execPath, [
  ...['--conditions=@degas/source', '--import', 'tsx'],
  ...[program, path.join(folder, 'site')],
]);
const server = await serveFolder(path.join(folder, 'site'), '/');
const counted = await countLines();
const browserServer = await chromium.launchServer({
  executablePath: CHROMIUM,
  args: ['--no-sandbox'],
});
try {
  const browser = await chromium.connect(browserServer.wsEndpoint());
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.waitForSelector('#classify:enabled');
  const pid = browserServer.process().pid ?? 0;
  const tabs = () => processTree(pid).filter(isTab).map(memoryOf);
  const most = (values: number[]): number => Math.max(0, ...values);
  const before = most(tabs().map(({ now }) => now));
  if (before === 0) throw new Error('The process of the tab was not found.');
  await page.click('#settings-box summary');
  await page.selectOption('#task', task);
  // The longest time that the page's own thread did not get to draw, and to answer a timer.
  await page.evaluate(`{
    globalThis.longest = { frame: 0, timer: 0 };
    let frame = performance.now(), timer = frame;
    const draw = () => { const now = performance.now(); longest.frame = Math.max(longest.frame, now - frame); frame = now; requestAnimationFrame(draw); };
    requestAnimationFrame(draw);
    setInterval(() => { const now = performance.now(); longest.timer = Math.max(longest.timer, now - timer); timer = now; }, 10);
  }`);
  let peakOfAll = 0;
  const timer = setInterval(() => {
    peakOfAll = Math.max(peakOfAll, residentMegabytes(pid));
  }, POLL_MS);
  await page.setInputFiles('#file', log);
  const began = performance.now();
  await page.waitForSelector('#results:not([hidden])', { timeout: 600_000 });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const longest = await page.evaluate<{ frame: number; timer: number }>('longest');
  const peak = most(tabs().map((tab) => tab.peak));
  const said = await page.textContent('#status');
  console.log(`${cpus()[0]?.model ?? ''}, ${cpus().length} processors, ${browser.version()}`);
  console.log(
    `${counted.lines} lines; counting them takes ${counted.seconds.toFixed(2)} s. ${(await page.textContent('#headline')) ?? ''}. ${said ?? ''}`,
  );
  console.log(
    `page: ${seconds.toFixed(1)} s, ${Math.round(counted.lines / seconds)} lines a second, ${(seconds / counted.seconds).toFixed(0)} times as long as counting`,
  );
  console.log(
    `longest pause: ${longest.timer.toFixed(0)} ms between timers, ${longest.frame.toFixed(0)} ms between frames`,
  );
  console.log(
    `tab: ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most; all of the browser's processes ${peakOfAll.toFixed(0)} MB`,
  );
} finally {
  await browserServer.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
