import {
  addressesOf,
  answersInOrder,
  EventUnpacker,
  LogsError,
  type LogsErrorCode,
} from '@degas/logs';
import { nameColumns, type NumberedEvents } from '@degas/traffic';

import { isProgramThere, startThread, threadProgram } from '../../threads/start-thread.ts';
import type { LogEvents, LogReading, SourceNote } from './log-events.ts';
import type { LogThreadData, LogThreadMessage } from './log-thread.ts';

const PROGRAM = threadProgram('log-thread', import.meta.url);

/** Whether logs can be read in a thread here. */
export function canReadInThread(): boolean {
  return isProgramThere(PROGRAM);
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
  const worker = startThread(PROGRAM, data);
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
