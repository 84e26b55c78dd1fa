import { isBlockable } from '@degas/generators';
import { z } from 'zod';

import { MonitorError } from '../errors.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';

const stateSchema = z.object({
  version: z.literal(1),
  serial: z.int().min(0),
  /** Whether the resolver has to be told of the list that was written last. */
  isReloadDue: z.boolean(),
  /** Names with the time, in milliseconds since 1970, until which each is blocked. */
  names: z.record(z.string(), z.number()),
});

/** The names that a blocklist has, each until a time; kept in a file beside the list. */
export class BlockedNames {
  /** Of the zone that was written last; grows with every change. */
  serial = 0;
  isReloadDue = false;
  readonly #path: string;
  readonly #maxNames: number;
  #until = new Map<string, number>();

  private constructor(file: string, maxNames: number) {
    this.#path = file;
    this.#maxNames = maxNames;
  }

  /** Reads what was saved; nothing where there is no file yet. */
  static async open(file: string, maxNames: number): Promise<BlockedNames> {
    const blocked = new BlockedNames(file, maxNames);
    const text = await readIfThere(file);
    if (text === null) return blocked;
    try {
      const state = stateSchema.parse(JSON.parse(text));
      blocked.serial = state.serial;
      blocked.isReloadDue = state.isReloadDue;
      blocked.#until = new Map(Object.entries(state.names));
    } catch (error) {
      throw new MonitorError(
        'MONITOR_STATE_UNREADABLE',
        `${file} is no state of a blocklist. Expected what the monitor wrote. Move it away; the list then begins anew.`,
        { cause: error },
      );
    }
    return blocked;
  }

  get names(): readonly string[] {
    return [...this.#until.keys()];
  }

  /** Blocks names until a time; returns whether the list has others now. */
  add(names: Iterable<string>, until: number): boolean {
    let isChanged = false;
    for (const name of names) {
      if (!isBlockable(name)) continue;
      const held = this.#until.get(name);
      isChanged ||= held === undefined;
      // Behind the others: the first ones are those that expire first.
      this.#until.delete(name);
      this.#until.set(name, Math.max(held ?? 0, until));
    }
    return isChanged;
  }

  /** Lets names go: those whose time is over, those that are allowed, and of too many those that were seen longest ago. */
  release(now: number, isAllowed: (name: string) => boolean): boolean {
    let isChanged = false;
    for (const [name, until] of this.#until) {
      if (until > now && this.#until.size <= this.#maxNames && !isAllowed(name)) continue;
      this.#until.delete(name);
      isChanged = true;
    }
    return isChanged;
  }

  async save(): Promise<void> {
    const { serial, isReloadDue } = this;
    const names = Object.fromEntries(this.#until);
    await replaceFile(
      this.#path,
      `${JSON.stringify({ version: 1, serial, isReloadDue, names })}\n`,
    );
  }
}
