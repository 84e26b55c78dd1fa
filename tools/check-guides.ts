/**
 * Runs the commands of README.md and docs/guides, each document in a folder of its own that has what its reader has. Blocks
 * that say `not-run="WHY"` are counted, with the reason. Without options everything, in a copy of the repository (minutes);
 * with --fast only what is not marked `slow`, where nothing of the repository is changed. Documents may be named.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { readGuide, type GuideBlock } from './guides/read-guide.ts';
import { applyFile, makeCopy, makeWorkplace } from './guides/workplace.ts';
import { ownEnvironment } from './install/run.ts';
import { untilListening } from './install/until-there.ts';

const LIMIT_MS = 900_000;
const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  options: { fast: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const all = [
  'README.md',
  ...readdirSync(join(root, 'docs/guides'))
    .sort()
    .map((name) => `docs/guides/${name}`),
];
const documents = positionals.length > 0 ? positionals : all;
const folder = mkdtempSync(join(tmpdir(), 'degas-guides-'));
const counts = { run: 0, left: 0, failed: 0 };

try {
  for (const document of documents) await follow(document);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(
  `${counts.run} blocks of commands passed, ${counts.failed} failed, ${counts.left} are not run\n`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Follows a document to the letter, and stops at the first command that fails. */
async function follow(document: string): Promise<void> {
  const blocks = readGuide(join(root, document));
  const isAsked = (block: GuideBlock): boolean =>
    block.file === null && block.notRun === null && !(values.fast && block.isSlow);
  for (const { line, notRun } of blocks) {
    if (notRun === null) continue;
    counts.left++;
    process.stdout.write(`not run: ${document}:${line} (${notRun})\n`);
  }
  const asked = blocks.filter(isAsked);
  if (asked.length === 0) return;
  const place = join(folder, document.replaceAll('/', '-'));
  if (asked.some(({ isSlow }) => isSlow)) makeCopy(place);
  else makeWorkplace(place);
  const servers: ChildProcess[] = [];
  try {
    for (const block of blocks) {
      if (block.file !== null && !values.fast) applyFile(place, block.file, block.text);
      if (!isAsked(block)) continue;
      const begin = Date.now();
      const failure =
        block.serves === null
          ? runBlock(block, place)
          : await startBlock(block.text, block.serves, place, servers);
      const told = failure === null ? 'passed' : `FAILED\n${block.text}${failure}`;
      const seconds = ((Date.now() - begin) / 1000).toFixed(1);
      process.stdout.write(`${document}:${block.line} ${seconds} s ${told}\n`);
      if (failure !== null) {
        counts.failed++;
        return;
      }
      counts.run++;
    }
  } finally {
    for (const { pid } of servers) if (pid !== undefined) process.kill(-pid);
  }
}

/** Runs commands as a script that ends at the first failure; null, or what they wrote. */
function runBlock({ text, exitCode }: GuideBlock, place: string): string | null {
  const { status, stdout, stderr, error } = spawnSync('bash', ['-eu', '-o', 'pipefail'], {
    cwd: place,
    encoding: 'utf8',
    input: text,
    timeout: LIMIT_MS,
    maxBuffer: 2 ** 28,
    env: ownEnvironment(),
  });
  if (status === exitCode) return null;
  return `exit code ${String(status)}\n${error?.message ?? ''}${stdout.slice(-4000)}${stderr.slice(-4000)}`;
}

/** Starts commands that go on, and waits until they answer. */
async function startBlock(
  text: string,
  port: number,
  place: string,
  servers: ChildProcess[],
): Promise<string | null> {
  const server = spawn('bash', ['-eu', '-c', text], {
    cwd: place,
    // A group of its own, to end with all that it starts.
    detached: true,
    stdio: 'ignore',
    env: ownEnvironment(),
  });
  servers.push(server);
  return untilListening(port, server).then(
    () => null,
    (error: unknown) => String(error),
  );
}
