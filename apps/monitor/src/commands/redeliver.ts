import { appendFile, rename, stat, unlink } from 'node:fs/promises';

import type { Logger } from 'pino';

import type { MonitorConfig } from '../config/config.ts';
import { isBelow } from '../config/is-below.ts';
import { MonitorError } from '../errors.ts';
import type { DeadLetter } from '../outlets/dead-letter-file.ts';
import { type OpenOutlet, openOutlet } from '../outlets/open-outlet.ts';
import { readDeadLetters } from '../outlets/read-dead-letters.ts';
import { readJudging } from '../pipeline/watch-options.ts';
import { StateStore } from '../state/state-store.ts';
import type { MonitorIo } from './monitor-io.ts';

/** Where dead letters and the state are without a folder. */
const FALLBACK_FOLDER = 'degas-monitor.state';
const AT_ONCE = 500;
/** A receiver that is still down after so long gets its alerts another time. */
const GIVE_UP_MS = 60_000;

/** What became of the letters. */
export interface Redelivered {
  readonly delivered: number;
  /** Alerts that are dead letters again. */
  readonly refused: number;
  readonly unreadable: number;
}

/**
 * Delivers dead letters to the outputs that they were meant for, or with `isForAll` to every output. A file is renamed while
 * it is worked on, so that a monitor that runs writes to a new one, and is deleted once each letter is safe: delivered, or a dead letter again.
 * What is no letter is kept in `FILE.unreadable`.
 */
export async function redeliver(
  files: readonly string[],
  config: MonitorConfig,
  isForAll: boolean,
  io: MonitorIo,
  logger: Logger,
): Promise<Redelivered> {
  for (const file of files) await mustBeThere(file);
  const outlets = await openOutlets(config, io, logger);
  const of: OutletsOf = (name) =>
    isForAll ? outlets : outlets.filter((outlet) => outlet.name === name);
  let unreadable = 0;
  try {
    for (const file of files) {
      // What an earlier run left over comes first. What is refused now is in the file again, for another time.
      const isLeftOver = await isThere(`${file}.redelivering`);
      const turns = isLeftOver && (await isThere(file)) ? 2 : 1;
      for (let turn = 0; turn < turns; turn++) {
        const taken = await takeAway(file);
        await mustBeLetters(taken, file, of, outlets);
        unreadable += await deliverAll(taken, file, of, outlets);
        await unlink(taken);
      }
    }
  } finally {
    for (const outlet of outlets) await outlet.close();
  }
  const sum = (valueOf: (counts: OpenOutlet['counts']) => number): number =>
    outlets.reduce((total, { counts }) => total + valueOf(counts), 0);
  return {
    delivered: sum(({ delivered }) => delivered),
    refused: sum(({ deadLetters }) => deadLetters),
    unreadable,
  };
}

async function openOutlets(
  config: MonitorConfig,
  io: MonitorIo,
  logger: Logger,
): Promise<readonly OpenOutlet[]> {
  const stateFolder = config.state ?? FALLBACK_FOLDER;
  if (config.outputs.some(({ type }) => type === 'blocklist')) {
    // A list has one writer: this fails while a monitor runs.
    const store = new StateStore(stateFolder);
    await store.open(() => undefined);
    await store.close();
  }
  const { allow } = await readJudging(config);
  const context = {
    ...io,
    stateFolder,
    isAllowed: (name: string) => isBelow(allow, name),
    onProblem: (message: string) => {
      logger.warn(message);
    },
  };
  return Promise.all(
    config.outputs.map((settings) => {
      const giveUpAfterMs = Math.min(GIVE_UP_MS, settings.retry.giveUpAfterMs ?? GIVE_UP_MS);
      const retry = { ...settings.retry, giveUpAfterMs };
      // A letter was of a level that was wanted; what a blocklist's level says is which names it takes.
      return openOutlet(
        settings.type === 'blocklist'
          ? { ...settings, retry }
          : { ...settings, level: 'low', retry },
        context,
      );
    }),
  );
}

type OutletsOf = (name: string) => readonly OpenOutlet[];

/** Delivers what is in a file; returns how many lines are none. */
async function deliverAll(
  taken: string,
  file: string,
  of: OutletsOf,
  outlets: readonly OpenOutlet[],
): Promise<number> {
  let unreadable = 0;
  let kept = '';
  let waiting: DeadLetter[] = [];
  const deliver = async (): Promise<void> => {
    const letters = waiting;
    waiting = [];
    for (const outlet of outlets) {
      const own = letters.filter((letter) => of(letter.outlet).includes(outlet));
      await outlet.deliver(own.map(({ alert }) => alert));
    }
  };
  const letters = readDeadLetters(taken, ({ text }) => {
    unreadable++;
    kept += `${text}\n`;
  });
  for await (const letter of letters) if (waiting.push(letter) === AT_ONCE) await deliver();
  await deliver();
  if (kept !== '') await appendFile(`${file}.unreadable`, kept, { mode: 0o640 });
  return unreadable;
}

const isThere = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => null)) !== null;

/** Before any of the files is worked on. */
async function mustBeThere(file: string): Promise<void> {
  if ((await isThere(file)) || (await isThere(`${file}.redelivering`))) return;
  throw new MonitorError(
    'MONITOR_OPTION_INVALID',
    `${file} is not there. Expected a file of dead letters, such as STATE/dead-letters/OUTPUT.jsonl; check the path. Nothing was delivered.`,
  );
}

/** Takes a file away from the monitor that writes it, or what an earlier run left over of it. Returns its new name. */
async function takeAway(file: string): Promise<string> {
  const taken = `${file}.redelivering`;
  if (await isThere(taken)) return taken;
  try {
    await rename(file, taken);
  } catch (cause) {
    throw new MonitorError(
      'MONITOR_CANNOT_READ',
      `${file} can't be taken (${(cause as Error).message}). Expected a file of dead letters, such as STATE/dead-letters/OUTPUT.jsonl; check the path.`,
      { cause },
    );
  }
  return taken;
}

/** Before anything is delivered: puts the file back where it has no letter at all, or a letter has no output. */
async function mustBeLetters(
  taken: string,
  file: string,
  of: OutletsOf,
  outlets: readonly OpenOutlet[],
): Promise<void> {
  const missing = new Set<string>();
  let letters = 0;
  let others = 0;
  const read = readDeadLetters(taken, () => {
    others++;
  });
  for await (const { outlet } of read) {
    letters++;
    if (of(outlet).length === 0) missing.add(outlet);
  }
  const isForeign = letters === 0 && others > 0;
  if (missing.size === 0 && !isForeign) return;
  if (!(await isThere(file))) await rename(taken, file);
  if (isForeign) {
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `${file} has no dead letter. Expected a file such as STATE/dead-letters/OUTPUT.jsonl; check the path. The file is as it was.`,
    );
  }
  throw new MonitorError(
    'MONITOR_OPTION_INVALID',
    `${file} has letters for [${[...missing].join(', ')}]. Expected outputs that are known: [${outlets.map(({ name }) => name).join(', ')}]. Give the monitor's own --config, or name an output for all of them with -o.`,
  );
}
