import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';

import type { Alert, ClientState, DnsEvent, WatchSnapshot } from '@degas/traffic';
import { ClassicLevel } from 'classic-level';

import { MonitorError } from '../errors.ts';
import { readIfThere } from '../outlets/read-if-there.ts';
import { replaceFile } from '../outlets/replace-file.ts';

/** Of the layout below. */
const FORMAT = 1;
/** Clients that are written at once: between two such parts the monitor goes on. */
const CLIENTS_AT_ONCE = 1000;
const TOTALS = Buffer.from('t');
const HEAD = Buffer.from('h');
const PENDING = Buffer.from('p');
const CLIENT = 'c';

/** What the monitor knows at a moment. */
export interface MonitorState {
  readonly watch: WatchSnapshot;
  /** How far the inputs were read, by their names. */
  readonly positions: Readonly<Record<string, unknown>>;
  /** Events that were read, but whose time is not believed yet. */
  readonly aside: readonly DnsEvent[];
  /** Alerts that no output has confirmed yet. */
  readonly pending: readonly Alert[];
}

interface Head {
  readonly format: number;
  /** Grows with every save. */
  readonly sequence: number;
  readonly positions: Readonly<Record<string, unknown>>;
  readonly aside?: readonly DnsEvent[];
}

type Database = ClassicLevel<Buffer, Buffer>;

/**
 * Keeps the monitor's state in a LevelDB. The clients are written first, in parts, and then, at once and on the disk, the totals and the positions
 * of the inputs: what is read again after a crash is already known then, which changes nothing. Every value has a checksum, and a file beside
 * the database has the number of the last save: a state that lost something is noticed.
 */
export class StateStore {
  readonly folder: string;
  #database: Database | null = null;
  #sequence = 0;
  /** Of the alerts that were written last; null where that is not known. */
  #pendingIds: string | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Reads the state, if there is one, and hands it to `restore`. A state that is damaged, not whole or of another version, or that
   * `restore` throws at, is set aside; returns what is to be said then, and null otherwise.
   *
   * @throws MonitorError MONITOR_STATE_IN_USE where another monitor has it.
   */
  async open(restore: (state: MonitorState) => void): Promise<string | null> {
    await mkdir(this.folder, { recursive: true });
    try {
      const state = await this.#read();
      if (state !== null) restore(state);
      return null;
    } catch (error) {
      if (isHeld(error)) throw held(this.folder, error);
      await this.#close();
      const aside = `${this.#path}.set-aside`;
      await rm(aside, { recursive: true, force: true });
      await rename(this.#path, aside);
      await rm(this.#sequencePath, { force: true });
      this.#sequence = 0;
      return `the state in ${this.#path} can't be used (${reasonOf(error)}); it was set aside as ${aside}, and the monitor begins anew`;
    }
  }

  /**
   * Saves what is known; `pendingNow` is asked for the alerts that wait whenever clients are written that may have led to them.
   * A failure leaves the last state that was saved; the next `watch` must then have all clients.
   */
  async save(
    { watch, positions, aside }: Omit<MonitorState, 'pending'>,
    pendingNow: () => readonly Alert[],
  ): Promise<void> {
    try {
      const database = await this.#opened();
      let operations: Operation[] = [];
      for (const state of watch.clients) {
        operations.push(operationOf(state));
        if (operations.length < CLIENTS_AT_ONCE) continue;
        await database.batch([...operations, ...this.#pendingOperation(pendingNow())]);
        operations = [];
      }
      const sequence = this.#sequence + 1;
      const head: Head = { format: FORMAT, sequence, positions, aside };
      operations.push(put(TOTALS, watch.totals), put(HEAD, json(head)));
      operations.push(...this.#pendingOperation(pendingNow()));
      await database.batch(operations, { sync: true });
      await replaceFile(this.#sequencePath, `${sequence}\n`);
      this.#sequence = sequence;
    } catch (cause) {
      // LevelDB writes nothing more after a failure until it is opened anew.
      await this.#close();
      throw new MonitorError(
        'MONITOR_CANNOT_WRITE',
        `The state can't be written to ${this.folder} (${reasonOf(cause)}). Expected room and rights to write; what was acknowledged is safe, and the monitor goes on and tries again.`,
        { cause },
      );
    }
  }

  async close(): Promise<void> {
    await this.#close();
  }

  /** Writes the alerts that wait, where they are others than before. */
  #pendingOperation(pending: readonly Alert[]): Operation[] {
    const ids = pending.map(({ id, level }) => `${id}${level}`).join();
    if (ids === this.#pendingIds) return [];
    this.#pendingIds = ids;
    return [put(PENDING, json(pending))];
  }

  get #path(): string {
    return path.join(this.folder, 'state');
  }

  get #sequencePath(): string {
    return path.join(this.folder, 'state.sequence');
  }

  async #opened(): Promise<Database> {
    if (this.#database !== null) return this.#database;
    const database: Database = new ClassicLevel(this.#path, {
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
    });
    await database.open();
    this.#database = database;
    return database;
  }

  async #read(): Promise<MonitorState | null> {
    const database = await this.#opened();
    const expected = Number((await readIfThere(this.#sequencePath)) ?? '0');
    const headBytes = await database.get(HEAD);
    if (headBytes === undefined) {
      if (expected > 0) throw new Error('its last part is missing');
      return null;
    }
    const head = JSON.parse(Buffer.from(checked(headBytes, 'head')).toString()) as Head;
    if (head.format !== FORMAT) throw new Error(`it is of version ${head.format}`);
    if (head.sequence < expected)
      throw new Error(`its last ${expected - head.sequence} saves are missing`);
    this.#sequence = head.sequence;
    const totals = await database.get(TOTALS);
    if (totals === undefined) throw new Error('its totals are missing');
    const pending = await database.get(PENDING);
    const clients: ClientState[] = [];
    for await (const [key, value] of database.iterator({
      gte: Buffer.from(CLIENT),
      lt: Buffer.from('d'),
    }))
      clients.push({ client: key.toString('utf8', 1), bytes: checked(value, 'client') });
    return {
      watch: { totals: checked(totals, 'totals'), clients },
      positions: head.positions,
      aside: head.aside ?? [],
      pending:
        pending === undefined
          ? []
          : (JSON.parse(Buffer.from(checked(pending, 'alerts')).toString()) as Alert[]),
    };
  }

  async #close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    this.#pendingIds = null;
    await database?.close().catch(() => undefined);
  }
}

type Operation =
  | { readonly type: 'put'; readonly key: Buffer; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: Buffer };

function operationOf({ client, bytes }: ClientState): Operation {
  const key = Buffer.from(`${CLIENT}${client}`);
  return bytes === null ? { type: 'del', key } : put(key, bytes);
}

/** The value behind its checksum. */
function put(key: Buffer, bytes: Uint8Array): Operation {
  const value = Buffer.allocUnsafe(bytes.length + 4);
  value.writeUInt32LE(crc32(bytes), 0);
  value.set(bytes, 4);
  return { type: 'put', key, value };
}

function checked(value: Buffer, what: string): Uint8Array {
  const bytes = value.subarray(4);
  if (value.length >= 4 && value.readUInt32LE(0) === crc32(bytes)) return bytes;
  throw new Error(`a part (${what}) is damaged`);
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function isHeld(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.cause as { code?: string } | undefined)?.code === 'LEVEL_LOCKED'
  );
}

function held(folder: string, cause: unknown): MonitorError {
  return new MonitorError(
    'MONITOR_STATE_IN_USE',
    `The state in ${folder} is another monitor's that runs. Expected a folder of its own for each. Name another one with --state.`,
    { cause },
  );
}
