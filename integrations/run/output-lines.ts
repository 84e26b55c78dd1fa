import { readFileSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const LINE_FEED = 10;

/** Waits until a file has as many lines, and returns its text; throws after a minute in which it did not grow. */
export async function outputLines(file: string, count: number): Promise<string> {
  let size = 0;
  for (let still = 0; still < 600; still++) {
    await setTimeout(100);
    const now = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (now === size) continue;
    size = now;
    still = 0;
    const bytes = readFileSync(file);
    if (linesOf(bytes) >= count) return bytes.toString();
  }
  throw new Error(
    `'${file}' has ${size} bytes and not ${count} lines, expected an answer for each name; see the engine's messages.`,
  );
}

function linesOf(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}
