import { parentPort, workerData } from 'node:worker_threads';

import { EventPacker, LogsError, type PackableEvent, type PackedEvents } from '@degas/logs';
import { type NameColumns, nameColumns } from '@degas/traffic';

import { logEvents, type LogReading, type SourceNote } from './log-events.ts';

/** What the thread is started with. */
export interface LogThreadData {
  readonly inputs: readonly string[];
  readonly reading: LogReading;
  /** Whether names are sent as evidence in place of their texts. */
  readonly readsNames: boolean;
}

/** What the thread says. */
export type LogThreadMessage =
  | {
      readonly kind: 'events';
      readonly packed: PackedEvents;
      /** The new names as evidence, where that was asked for. */
      readonly names: NameColumns | null;
    }
  | { readonly kind: 'note'; readonly note: SourceNote }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly code: string | null; readonly message: string };

/** Batches that may be under way: enough that neither side waits, few enough that they need little memory. */
const UNDER_WAY = 4;
/** Events that are sent together, at least, but for the last ones. */
const BATCH = 4096;

/** Reads logs and posts their events; each message from the other side takes one batch. */
async function run({ inputs, reading, readsNames }: LogThreadData): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  let free = UNDER_WAY;
  let resume: (() => void) | null = null;
  port.on('message', () => {
    free++;
    resume?.();
  });
  const post = (message: LogThreadMessage, moved: ArrayBuffer[] = []): void => {
    port.postMessage(message, moved);
  };
  const packer = new EventPacker();
  const send = async (source: string, events: readonly PackableEvent[]): Promise<void> => {
    if (free === 0)
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    free--;
    const packed = packer.pack(source, events);
    const { times, clients, names, answers, addressEnds } = packed;
    const moved = [times, clients, names, answers, addressEnds].map(({ buffer }) => buffer);
    if (!readsNames) {
      post({ kind: 'events', packed, names: null }, moved);
      return;
    }
    const read = nameColumns(packed.newNames);
    moved.push(read.dropped.buffer, read.isExpansion.buffer);
    post({ kind: 'events', packed: { ...packed, newNames: [] }, names: read }, moved);
  };
  try {
    const batches = logEvents(inputs, reading, (note) => {
      post({ kind: 'note', note });
    });
    let source = '';
    let events: PackableEvent[] = [];
    for await (const batch of batches) {
      if (events.length > 0 && (events.length >= BATCH || source !== batch.source)) {
        await send(source, events);
        events = [];
      }
      source = batch.source;
      for (const event of batch.events) events.push(event);
    }
    if (events.length > 0) await send(source, events);
    post({ kind: 'end' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    post({ kind: 'error', code: error instanceof LogsError ? error.code : null, message });
  }
  port.unref();
}

await run(workerData as LogThreadData);
