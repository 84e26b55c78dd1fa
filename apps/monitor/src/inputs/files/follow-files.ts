import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import type { ReadOptions } from '@degas/logs';
import { listInputs, readLogs } from '@degas/logs/node';
import type { DnsEvent } from '@degas/traffic';
import { isDynamicPattern } from 'tinyglobby';

import type { RejectSink } from '../event-reader.ts';
import { eventsOf } from '../events-of.ts';
import type { EventBatch, Input, InputStatus } from '../input.ts';
import { type FilesPosition, filesPosition } from './file-position.ts';
import { type Fingerprint, HEAD_BYTES, headOf } from './fingerprint.ts';
import { FollowedFile } from './followed-file.ts';
import { bytesOf } from './rotated-siblings.ts';

const PACKED = /\.(?:gz|tgz|zst|zstd|bz2|xz|zip|parquet)$/i;
const POLL_MS = 100;
const LIST_MS = 1000;
/** Beginnings of files that were read to their end, of the latest. */
const MOST_DONE = 1000;

export interface FollowFilesParts {
  /** Files, folders and patterns. */
  readonly paths: readonly string[];
  readonly reading: ReadOptions;
  readonly rejects: RejectSink;
  /** What an earlier run gave out last; null for none. */
  readonly position: unknown;
  readonly now: () => number;
  readonly onProblem: (message: string) => void;
}

/** Follows logs as they grow: files by name, whatever is in a folder, and what matches a pattern, now and later. */
export class FollowFiles implements Input {
  readonly name = 'files';
  readonly #parts: FollowFilesParts;
  readonly #files = new Map<string, FollowedFile>();
  readonly #packed = new Set<string>();
  readonly #before: FilesPosition;
  #done: readonly Fingerprint[];
  #listedAt = -Infinity;
  #packedEvents = 0;
  #packedRejected = 0;
  #problem: string | null = null;

  constructor(parts: FollowFilesParts) {
    this.#parts = parts;
    const { data } = filesPosition.safeParse(parts.position);
    this.#before = data ?? { files: [], done: [] };
    this.#done = this.#before.done;
  }

  async *batches(signal: AbortSignal): AsyncGenerator<EventBatch> {
    const isStopped = (): boolean => signal.aborted;
    while (!isStopped()) {
      let isIdle = true;
      for (const path of await this.#listed()) {
        for await (const events of this.#readPacked(path)) {
          isIdle = false;
          yield await this.#batch(events);
        }
      }
      for (const file of this.#files.values()) {
        if (isStopped()) break;
        const events = await this.#tryRead(file);
        if (events === null) continue;
        isIdle = false;
        if (events.length > 0) yield await this.#batch(events);
      }
      if (isIdle) await wait(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    const events = [...this.#files.values()].flatMap((file) => file.flush());
    yield await this.#batch(events);
    for (const file of this.#files.values()) await file.close();
  }

  /** The position is in the monitor's own store, together with what was learnt up to it. */
  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  status(): InputStatus {
    const files = [...this.#files.values()];
    const missing = files.filter(({ isOpen }) => !isOpen);
    const problem =
      files.length > 0 && missing.length === files.length
        ? `${missing[0]?.path ?? ''} does not exist yet`
        : this.#problem;
    const lags = files.flatMap(({ lag }) => (lag === null ? [] : [lag]));
    return {
      name: this.name,
      events: files.reduce((sum, { events }) => sum + events, this.#packedEvents),
      rejected: files.reduce((sum, { rejected }) => sum + rejected, this.#packedRejected),
      lag: lags.length === 0 ? null : lags.reduce((sum, lag) => sum + lag, 0),
      problem,
    };
  }

  async #batch(events: readonly DnsEvent[]): Promise<EventBatch> {
    const positions = await Promise.all([...this.#files.values()].map((file) => file.position()));
    const files = positions.filter((position) => position !== null);
    return { events, position: { files, done: this.#done } satisfies FilesPosition };
  }

  async #tryRead(file: FollowedFile): Promise<DnsEvent[] | null> {
    try {
      const events = await file.read();
      this.#problem = null;
      return events;
    } catch (error) {
      this.#say(`${file.path}: ${(error as Error).message}`);
      return null;
    }
  }

  /** Looks which files there are; returns the packed ones that are new. */
  async #listed(): Promise<readonly string[]> {
    const { paths, now } = this.#parts;
    if (now() - this.#listedAt < LIST_MS) return [];
    this.#listedAt = now();
    const packed: string[] = [];
    for (const path of paths) {
      const files = await filesOf(path);
      for (const file of files) {
        if (PACKED.test(file)) packed.push(file);
        else if (!this.#files.has(file)) await this.#follow(file, files.length === 1);
      }
    }
    return packed.filter((file) => !this.#packed.has(file));
  }

  /** Follows a file, unless it is one that is followed already under its old name. */
  async #follow(path: string, isOnly: boolean): Promise<void> {
    const { reading, rejects, now } = this.#parts;
    const position = this.#before.files.find((file) => file.path === path) ?? null;
    if (!isOnly && position === null && (await this.#isKnown(path))) return;
    const onProblem = (message: string): void => {
      this.#say(message);
    };
    const onDone = (head: Fingerprint): void => {
      this.#finished(head);
    };
    const parts = { reading, rejects, now, onProblem, onDone };
    this.#files.set(path, new FollowedFile(path, position, parts));
  }

  /** Whether a file is one that is, or was, read under another name. */
  async #isKnown(path: string): Promise<boolean> {
    const inode = await inodeOf(path);
    const isOpen = [...this.#files.values()].some((file) => file.inode === inode);
    const wasOpen = this.#before.files.some((file) => file.inode === inode && file.path !== path);
    return isOpen || wasOpen || (await this.#isDone(path));
  }

  /** Whether the beginning of a file, or of what it unpacks to, is one of a file that was read. */
  async #isDone(path: string): Promise<boolean> {
    const heads = [...this.#done, ...this.#before.files.map(({ head }) => head)].filter(
      ({ length }) => length > 0,
    );
    if (heads.length === 0) return false;
    const first = await firstOf(path).catch(() => null);
    if (first === null) return false;
    for (const head of heads) {
      const own = await headOf(
        (position, length) => Promise.resolve(first.subarray(position, position + length)),
        head.length,
      );
      if (own.length === head.length && own.hash === head.hash) return true;
    }
    return false;
  }

  /** A packed file is whole: it is read once. */
  async *#readPacked(path: string): AsyncGenerator<DnsEvent[]> {
    this.#packed.add(path);
    if (await this.#isDone(path)) return;
    const { reading, rejects } = this.#parts;
    try {
      const first = await firstOf(path);
      for await (const { source, records } of readLogs([path], reading)) {
        const events = eventsOf(records, source, (rejection) => {
          this.#packedRejected++;
          rejects.add(source, rejection);
        });
        this.#packedEvents += events.length;
        if (events.length > 0) yield events;
      }
      this.#finished(
        await headOf(
          (at, length) => Promise.resolve(first.subarray(at, at + length)),
          first.length,
        ),
      );
    } catch (error) {
      this.#say(`${path}: ${(error as Error).message}`);
    }
  }

  #finished(head: Fingerprint): void {
    this.#done = [...this.#done, head].slice(-MOST_DONE);
  }

  #say(message: string): void {
    if (message !== this.#problem) this.#parts.onProblem(message);
    this.#problem = message;
  }
}

/** What a file, a folder or a pattern stands for now; a file that is not there yet is waited for. */
async function filesOf(path: string): Promise<readonly string[]> {
  try {
    return (await listInputs([path])).files.map((file) => file.path);
  } catch {
    return isDynamicPattern(path) ? [] : [path];
  }
}

async function inodeOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}

/** The first bytes of a file, or of what it unpacks to. */
async function firstOf(path: string): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of bytesOf({ path, isPacked: false, offset: 0 })) {
    blocks.push(block);
    length += block.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(blocks).subarray(0, HEAD_BYTES);
}
