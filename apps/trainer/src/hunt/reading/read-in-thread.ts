import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import {
  addressesOf,
  answersInOrder,
  EventUnpacker,
  LogsError,
  type LogsErrorCode,
} from '@degas/logs';
import { nameColumns, type NumberedEvents } from '@degas/traffic';

import type { LogEvents, LogReading, SourceNote } from './log-events.ts';
import type { LogThreadData, LogThreadMessage } from './log-thread.ts';

/** The thread's program: beside this module, of its kind. */
const PROGRAM = new URL(`./log-thread${extname(import.meta.url)}`, import.meta.url);

/** Whether the thread's program is there: bundlers may leave it behind. */
export function canReadInThread(): boolean {
  return existsSync(fileURLToPath(PROGRAM));
}

function startThread(workerData: LogThreadData): Worker {
  if (!PROGRAM.pathname.endsWith('.ts')) return new Worker(PROGRAM, { workerData });
  // From the sources: a thread doesn't take over what reads TypeScript in the main one.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const [from, program] = [JSON.stringify(loader), JSON.stringify(PROGRAM.href)];
  return new Worker(`import(${from}).then((tsx) => (tsx.register(), import(${program})))`, {
    eval: true,
    execArgv: ['--conditions=@degas/source'],
    workerData,
  });
}

/** As `logEvents`, but logs are read and parsed in a thread of their own while events are taken here. */
export async function* readInThread(
  inputs: readonly string[],
  reading: LogReading,
  onNote: (note: SourceNote) => void,
): AsyncGenerator<LogEvents> {
  const unpacker = new EventUnpacker();
  for await (const { packed } of batchesOf({ inputs, reading, readsNames: false }, onNote)) {
    const { source, newClients: clients } = packed;
    yield { source, events: unpacker.unpack(packed), clients };
  }
}

/** The same without an object for each event: names are read as evidence in the thread, too. */
export async function* readNumbered(
  inputs: readonly string[],
  reading: LogReading,
  onNote: (note: SourceNote) => void,
): AsyncGenerator<{ readonly source: string; readonly events: NumberedEvents }> {
  for await (const batch of batchesOf({ inputs, reading, readsNames: true }, onNote)) {
    const { packed, names } = batch;
    const newNames = names ?? nameColumns(packed.newNames);
    const addresses = (index: number) => addressesOf(packed, index);
    const events = { ...packed, newNames, answerOf: answersInOrder, addressesOf: addresses };
    yield { source: packed.source, events };
  }
}

/** Batches of events as a thread sends them. */
async function* batchesOf(
  data: LogThreadData,
  onNote: (note: SourceNote) => void,
): AsyncGenerator<Extract<LogThreadMessage, { kind: 'events' }>> {
  const worker = startThread(data);
  const waiting: LogThreadMessage[] = [];
  let wake: (() => void) | null = null;
  const take = (message: LogThreadMessage): void => {
    waiting.push(message);
    wake?.();
  };
  worker.on('message', take);
  worker.on('error', (error) => {
    take({
      kind: 'error',
      code: null,
      message: error instanceof Error ? error.message : String(error),
    });
  });
  try {
    for (;;) {
      const message = waiting.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (message.kind === 'events') {
        worker.postMessage(null);
        yield message;
      } else if (message.kind === 'note') {
        onNote(message.note);
      } else if (message.kind === 'end') {
        return;
      } else {
        throw message.code === null
          ? new Error(message.message)
          : new LogsError(message.code as LogsErrorCode, message.message);
      }
    }
  } finally {
    await worker.terminate();
  }
}
