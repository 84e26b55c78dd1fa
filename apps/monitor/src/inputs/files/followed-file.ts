import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { ReadOptions } from '@degas/logs';
import type { DnsEvent } from '@degas/traffic';

import { EventReader, type RejectSink } from '../event-reader.ts';
import type { FilePosition } from './file-position.ts';
import { type Fingerprint, HEAD_BYTES, headOf, isSame, readAtOf, tailOf } from './fingerprint.ts';
import { bytesOf, restOf, type RotatedFile } from './rotated-siblings.ts';

type FileHandle = Awaited<ReturnType<typeof open>>;

const BLOCK_BYTES = 1 << 18;
/** Of a log that is read on, so much of its beginning makes its format known. */
const FIRST_BYTES = 1 << 16;
/** A log that was renamed may still be written to for so long. */
const GRACE_MS = 500;
/** A query waits for its answer no longer; what was read before is given out. */
const SETTLED_MS = 40_000;
/** A log that says nothing for so long gives out the queries that wait. */
const PAUSE_MS = 200;
const NEWLINE = 10;
const TAIL_BYTES = 64;
const LONGEST_LINE = 1 << 20;
const MARKS_MS = 1000;

export interface FollowParts {
  readonly reading: ReadOptions;
  readonly rejects: RejectSink;
  readonly now: () => number;
  readonly onProblem: (message: string) => void;
  /** A file was read to its end, and is another one's past now. */
  readonly onDone: (head: Fingerprint) => void;
}

/** A place in the open file from which it can be read on. */
interface Mark {
  readonly time: number;
  readonly offset: number;
  readonly lines: number;
}

const BEGINNING: Mark = { time: 0, offset: 0, lines: 0 };

/**
 * One log by its path, through everything that happens to logs: it is renamed and begun anew, copied and cut to nothing,
 * deleted, packed while nobody looked. What was written is read once, in order, as long as it can be found.
 */
export class FollowedFile {
  readonly path: string;
  readonly #parts: FollowParts;
  #file: FileHandle | null = null;
  #inode = '';
  #reader: EventReader;
  /** The end of the last whole line that was read. */
  #offset = 0;
  /** A line that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0);
  #grewAt = 0;
  #isFlushed = true;
  #marks: Mark[] = [];
  #settled = BEGINNING;
  /** The last bytes that were read, those before `#offset`, and the file's first ones. */
  #tail: Buffer = Buffer.alloc(0);
  #lineTail: Buffer = Buffer.alloc(0);
  #head: Fingerprint | null = null;
  /** Whether it has no lines. */
  #isOpaque = false;
  /** Where to go on after a restart; null once that is done. */
  #resume: FilePosition | null;
  /** What was rotated away before it was read. */
  #past: AsyncGenerator<DnsEvent[], void> | null = null;
  /** The last one that was given out of the file that is open. */
  #position: FilePosition | null = null;
  #size = 0;
  #eventsBefore = 0;
  #rejectedBefore = 0;

  constructor(path: string, position: FilePosition | null, parts: FollowParts) {
    this.path = path;
    this.#parts = parts;
    this.#resume = position;
    this.#reader = this.#newReader();
  }

  /** Device and inode of the file that is open; empty without one. */
  get inode(): string {
    return this.#inode;
  }

  get events(): number {
    return this.#eventsBefore + this.#reader.events;
  }

  get rejected(): number {
    return this.#rejectedBefore + this.#reader.rejected;
  }

  /** Bytes that were not read yet; null where there is no file. */
  get lag(): number | null {
    return this.#file === null ? null : Math.max(0, this.#size - this.#offset - this.#rest.length);
  }

  get isOpen(): boolean {
    return this.#file !== null;
  }

  /** Reads what is next, up to a block; null where nothing is new. */
  async read(): Promise<DnsEvent[] | null> {
    if (this.#past !== null) {
      const next = await this.#past.next();
      if (next.done !== true) return next.value;
      this.#past = null;
    }
    if (this.#file === null) {
      const isThere = await this.#open();
      if (this.#readsPast()) return [];
      if (!isThere) return null;
    }
    return this.#readBlock();
  }

  /** Whether what a rotated file holds comes first. */
  #readsPast(): boolean {
    return this.#past !== null;
  }

  /** Where to read on from after a restart; null before the first. */
  async position(): Promise<FilePosition | null> {
    if (this.#resume !== null) return this.#resume;
    if (this.#file === null) return null;
    const { offset, lines } = this.#settledMark();
    const last = this.#position;
    if (last?.offset === offset && last.lines === lines) return last;
    const read = readAtOf(this.#file);
    const isHeadKnown = this.#head?.length === Math.min(offset, HEAD_BYTES);
    const head = isHeadKnown && this.#head !== null ? this.#head : await headOf(read, offset);
    const tail = await (offset === this.#offset
      ? tailOf(() => Promise.resolve(this.#lineTail), this.#lineTail.length)
      : tailOf(read, offset));
    this.#position = { path: this.path, inode: this.#inode, offset, lines, head, tail };
    return this.#position;
  }

  /** Gives out what waits, and ends: the position is then where reading ended. */
  flush(): DnsEvent[] {
    const events = this.#reader.flush();
    this.#settle();
    return events;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #open(): Promise<boolean> {
    const file = await open(this.path, 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.#parts.onProblem(`${this.path}: ${(error as Error).message}`);
      return null;
    });
    const resume = this.#resume;
    if (file === null) {
      if (resume !== null) await this.#recover(resume);
      return false;
    }
    const { dev, ino, size } = await file.stat({ bigint: true });
    this.#begin(file, `${dev}:${ino}`, Number(size));
    if (resume === null) return true;
    this.#resume = null;
    const { offset, lines, head, tail } = resume;
    const read = readAtOf(file);
    if (Number(size) >= offset && (await isSame(read, offset, head, tail))) {
      this.#reader.prime(await read(0, Math.min(offset, FIRST_BYTES)), lines);
      this.#offset = offset;
      this.#head = offset > 0 ? head : null;
      const bytes = Math.min(TAIL_BYTES, offset);
      this.#tail = Buffer.from(await read(offset - bytes, bytes));
      this.#lineTail = this.#tail;
      this.#settled = { time: 0, offset, lines };
    } else await this.#recover(resume);
    return true;
  }

  /** Begins a file at its first byte. */
  #begin(file: FileHandle, inode: string, size: number): void {
    this.#file = file;
    this.#inode = inode;
    this.#size = size;
    this.#offset = 0;
    this.#rest = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
    this.#lineTail = Buffer.alloc(0);
    this.#head = null;
    this.#isOpaque = false;
    this.#grewAt = this.#parts.now();
    this.#marks = [];
    this.#settled = BEGINNING;
    this.#position = null;
    this.#replaceReader();
  }

  #replaceReader(): void {
    this.#eventsBefore += this.#reader.events;
    this.#rejectedBefore += this.#reader.rejected;
    this.#reader = this.#newReader();
  }

  #newReader(): EventReader {
    const { reading, rejects } = this.#parts;
    const options = { ...reading, fileName: basename(this.path) };
    return new EventReader({ source: this.path, options, rejects });
  }

  /** Looks for what was written behind a position before its file was rotated away. */
  async #recover(position: FilePosition): Promise<void> {
    this.#resume = null;
    const rest = await restOf(position);
    if (rest !== null) this.#past = this.#readPast(rest, position.lines);
    else if (position.offset > 0 && this.#head === null) {
      this.#parts.onProblem(
        `${this.path}: the file that was read up to byte ${position.offset} is gone; what was written behind it is lost`,
      );
    }
  }

  async *#readPast(files: readonly RotatedFile[], lines: number): AsyncGenerator<DnsEvent[], void> {
    for (const file of files) {
      const reader = this.#newReader();
      if (file.offset > 0) reader.prime(await firstBytes(file), lines);
      try {
        for await (const block of bytesOf(file)) yield reader.read(block);
      } catch (error) {
        this.#parts.onProblem(`${file.path}: ${(error as Error).message}`);
      }
      yield reader.end();
      this.#eventsBefore += reader.events;
      this.#rejectedBefore += reader.rejected;
    }
  }

  async #readBlock(): Promise<DnsEvent[] | null> {
    const file = this.#file;
    if (file === null) return null;
    const from = this.#offset + this.#rest.length;
    const before = this.#tail.length;
    const bytes = Buffer.from(await readAtOf(file)(from - before, BLOCK_BYTES + before));
    // The file has other bytes where it was read: it was cut, and is written anew.
    if (!bytes.subarray(0, before).equals(this.#tail)) return this.#cutShort();
    const fresh = bytes.subarray(before);
    if (fresh.length === 0) return this.#pause();
    if (from === 0) this.#isOpaque = isOpaque(fresh);
    this.#size = Math.max(this.#size, from + fresh.length);
    this.#grewAt = this.#parts.now();
    this.#isFlushed = false;
    this.#tail = Buffer.from(bytes.subarray(-TAIL_BYTES));
    const events = this.#take(fresh);
    if (this.#head === null || this.#head.length < Math.min(HEAD_BYTES, this.#offset))
      this.#head = await headOf(readAtOf(file), this.#offset);
    return events;
  }

  /** Of text only whole lines are read: their ends are where reading can go on. */
  #take(fresh: Buffer): DnsEvent[] {
    const all = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    const end = all.lastIndexOf(NEWLINE) + 1;
    const isWhole = this.#isOpaque || (end === 0 && all.length > LONGEST_LINE);
    const stop = isWhole ? all.length : end;
    this.#rest = Buffer.from(all.subarray(stop));
    if (stop === 0) return [];
    this.#offset += stop;
    this.#lineTail = Buffer.concat([
      this.#lineTail,
      all.subarray(Math.max(0, stop - TAIL_BYTES), stop),
    ]).subarray(-TAIL_BYTES);
    const events = this.#reader.read(all.subarray(0, stop));
    const time = this.#parts.now();
    const last = this.#marks.at(-1);
    if (last === undefined || time - last.time >= MARKS_MS)
      this.#marks.push({ time, offset: this.#offset, lines: this.#reader.lines });
    return events;
  }

  async #cutShort(): Promise<DnsEvent[]> {
    const position = await this.#positionBy(this.#offset, this.#lineTail);
    const events = this.#reader.end();
    if (position !== null) await this.#recover(position);
    if (this.#file !== null) this.#begin(this.#file, this.#inode, (await this.#file.stat()).size);
    return events;
  }

  /** Nothing is new: the queries that wait are given out, and the path may be another file's now. */
  async #pause(): Promise<DnsEvent[] | null> {
    const quiet = this.#parts.now() - this.#grewAt;
    if (!this.#isFlushed && quiet >= PAUSE_MS) {
      this.#isFlushed = true;
      const events = this.flush();
      if (events.length > 0) return events;
    }
    const named = await stat(this.path, { bigint: true }).catch(() => null);
    const isOther = named !== null && `${named.dev}:${named.ino}` !== this.#inode;
    return isOther && quiet >= GRACE_MS ? this.#leave() : null;
  }

  /** Ends a file that was renamed or deleted, as there is a new one under its path. */
  async #leave(): Promise<DnsEvent[]> {
    const events = [...this.#reader.read(this.#rest), ...this.#reader.end()];
    const position = await this.#positionBy(this.#offset + this.#rest.length, this.#tail);
    if (this.#head !== null) this.#parts.onDone(this.#head);
    await this.close();
    // More than one may have been rotated away since.
    if (position !== null) await this.#recover(position);
    await this.#open();
    return events;
  }

  /** A place by what is remembered: the file itself may have it no more. */
  async #positionBy(offset: number, tail: Buffer): Promise<FilePosition | null> {
    if (this.#head === null) return null;
    return {
      path: this.path,
      inode: this.#inode,
      offset,
      lines: this.#reader.lines,
      head: this.#head,
      tail: await tailOf(() => Promise.resolve(tail), tail.length),
    };
  }

  #settledMark(): Mark {
    const { lines, resumesAt } = this.#reader;
    if (this.#isOpaque || resumesAt === 'beginning') return BEGINNING;
    if (resumesAt === 'line') return { time: 0, offset: this.#offset, lines };
    const settledUntil = this.#parts.now() - SETTLED_MS;
    for (let mark = this.#marks[0]; mark !== undefined && mark.time <= settledUntil;) {
      this.#settled = mark;
      this.#marks.shift();
      mark = this.#marks[0];
    }
    return this.#settled;
  }

  #settle(): void {
    this.#marks = [];
    this.#settled = { time: 0, offset: this.#offset, lines: this.#reader.lines };
  }
}

/** True for what has no lines of bytes: captures, and text in two bytes a character. */
function isOpaque(first: Buffer): boolean {
  return first.subarray(0, 64).includes(0);
}

/** The first lines of a rotated file. */
async function firstBytes(file: RotatedFile): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of bytesOf({ ...file, offset: 0 })) {
    blocks.push(block);
    length += block.length;
    if (length >= FIRST_BYTES) break;
  }
  return Buffer.concat(blocks).subarray(0, Math.min(FIRST_BYTES, file.offset));
}
