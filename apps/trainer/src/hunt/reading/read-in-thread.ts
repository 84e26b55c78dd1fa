import { EventUnpacker, LogsError, type LogsErrorCode } from '@degas/logs';

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
  const data: LogThreadData = { inputs, reading };
  const worker = startThread(PROGRAM, data);
  const unpacker = new EventUnpacker();
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
        const { packed } = message;
        const { source, newClients: clients } = packed;
        yield { source, events: unpacker.unpack(packed), clients };
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
