import { open } from 'node:fs/promises';

import {
  blocklistHead,
  blocklistLine,
  type BlocklistFormatName,
  findFamily,
  namesFrom,
} from '@degas/generators';
import { type Alert, type AlertLevel, alertLevels } from '@degas/traffic';

import { MonitorError } from '../errors.ts';
import { BlockedNames } from './blocked-names.ts';
import { runReloadHook } from './reload-hook.ts';
import { replaceFile } from './replace-file.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

export interface BlocklistOptions {
  readonly path: string;
  readonly format: BlocklistFormatName;
  /** The lowest level of an alert whose names are blocked. */
  readonly level: AlertLevel;
  /** Days that a name stays blocked after its last alert. */
  readonly days: number;
  /** Days of names, from today on, that a known family will make next; 0 for none. */
  readonly daysAhead: number;
  readonly maxNames: number;
  /** What makes the resolver read the list, run by the shell; null for nothing. */
  readonly reload: string | null;
  /** Names that are never blocked. */
  readonly isAllowed: (name: string) => boolean;
}

const DAY_MS = 86_400_000;
/** Names of one family a day, at most: a few families make fifty thousand. */
const NAMES_A_DAY = 10_000;
const SIGN = 'Degas monitor: names of malware that clients of this network asked for';
/** Names are let go this often. */
const EXPIRY_MS = 600_000;

/**
 * A blocklist that always has the names of the current alerts. The file is replaced at once, never written in place, and
 * the resolver is told after every change: an alert counts as delivered only once the resolver has its names.
 */
export class BlocklistTransport implements Transport {
  readonly name: string;
  readonly batchSize = 1000;
  readonly #options: BlocklistOptions;
  readonly #now: () => number;
  readonly #blocked: BlockedNames;
  readonly #timer: NodeJS.Timeout;
  #isWritten: boolean;
  #last: Promise<void> = Promise.resolve();

  private constructor(
    options: BlocklistOptions,
    now: () => number,
    blocked: BlockedNames,
    isWritten: boolean,
  ) {
    this.name = `blocklist ${options.path}`;
    this.#options = options;
    this.#now = now;
    this.#blocked = blocked;
    this.#isWritten = isWritten;
    this.#timer = setInterval(() => {
      // What fails now is tried again by the next alert, which reports it.
      this.refresh().catch(() => undefined);
    }, EXPIRY_MS);
    this.#timer.unref();
  }

  /** Throws where the file exists and is not the monitor's. */
  static async open(options: BlocklistOptions, now: () => number): Promise<BlocklistTransport> {
    const beginning = await beginningOf(options.path);
    if (beginning !== null && beginning !== '' && !beginning.includes(SIGN)) {
      throw new MonitorError(
        'MONITOR_BLOCKLIST_FOREIGN',
        `${options.path} is a file that the monitor did not write. Expected a new file for its blocklist, which it replaces as a whole. Name another one, and have the resolver read both.`,
      );
    }
    const blocked = await BlockedNames.open(`${options.path}.state.json`, options.maxNames);
    return new BlocklistTransport(options, now, blocked, beginning !== null);
  }

  async send(alerts: readonly Alert[]): Promise<SendResult> {
    await this.#update(alerts);
    return ALL_TAKEN;
  }

  /** Lets names go whose time is over or that are allowed by now; writes the list for the first time. */
  refresh(): Promise<void> {
    return this.#update([]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  #update(alerts: readonly Alert[]): Promise<void> {
    const updated = this.#last.then(() => this.#apply(alerts));
    this.#last = updated.catch(() => undefined);
    return updated;
  }

  async #apply(alerts: readonly Alert[]): Promise<void> {
    const { path, days, level, reload, isAllowed } = this.#options;
    const blocked = this.#blocked;
    const now = this.#now();
    const least = alertLevels.indexOf(level);
    const reached = alerts.filter((alert) => alertLevels.indexOf(alert.level) >= least);
    const isGrown = blocked.add(this.#namesOf(reached, now), now + days * DAY_MS);
    const isShrunk = blocked.release(now, isAllowed);
    if (isGrown || isShrunk || !this.#isWritten) {
      this.#isWritten = false;
      // Secondaries keep the old zone unless its serial grows; seconds leave room for a list that began anew.
      blocked.serial = Math.max(blocked.serial + 1, Math.floor(now / 1000));
      blocked.isReloadDue = reload !== null;
      // The state first: a serial that was given must not be given again.
      await blocked.save();
      await replaceFile(path, this.#text(now));
      this.#isWritten = true;
    } else if (reached.length > 0) await blocked.save();
    if (!blocked.isReloadDue || reload === null) return;
    await runReloadHook(reload, path);
    blocked.isReloadDue = false;
    await blocked.save();
  }

  *#namesOf(alerts: readonly Alert[], now: number): Iterable<string> {
    const families = new Set<string>();
    for (const { names } of alerts) {
      for (const { name, knownFamily } of names) {
        yield name;
        if (knownFamily !== null) families.add(knownFamily);
      }
    }
    const { daysAhead } = this.#options;
    if (daysAhead === 0) return;
    for (const family of families) {
      const known = findFamily(family);
      // What a family makes without a known seed, or makes of common words, is not to be blocked unseen.
      if (known === undefined || !known.predictable || known.caution !== undefined) continue;
      const from = new Date(now - (now % DAY_MS));
      const count = NAMES_A_DAY;
      for (const { domain } of namesFrom(from, { days: daysAhead, families: [known.name], count }))
        yield domain.toLowerCase();
    }
  }

  #text(now: number): string {
    const { format } = this.#options;
    const { names, serial } = this.#blocked;
    const comments = [
      SIGN,
      `${names.length} names, written ${new Date(now).toISOString()}; replaced as a whole, so don't edit it`,
    ];
    const lines = [...names].sort().map((name) => blocklistLine(format, name));
    return `${blocklistHead(format, comments, serial)}${lines.join('')}`;
  }
}

/** The first bytes of a file, null where there is none. */
async function beginningOf(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
