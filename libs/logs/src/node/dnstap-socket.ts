import { createServer, type Server, type Socket } from 'node:net';

import { LogsError } from '../errors.ts';
import { LogReader } from '../reading/log-reader.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import type { LogBatch } from './read-logs.ts';

/** Control frames of Frame Streams. */
const ACCEPT = 1;
const STOP = 3;
const READY = 4;
const FINISH = 5;
const CONTENT_TYPE = Buffer.from('protobuf:dnstap.Dnstap');
const PAUSE_MS = 1000;
/** Batches that wait for a slow caller before the senders wait with them. */
const MAX_WAITING = 64;

/** A Unix socket's path, a TCP port of all addresses of the machine, or of one. */
export type DnstapPlace = string | number | { readonly host: string; readonly port: number };

export interface DnstapListener extends AsyncIterable<LogBatch> {
  /** Ends the connections and the iteration. */
  readonly close: () => void;
}

/**
 * Listens on a Unix socket or a TCP port for resolvers that send dnstap, shakes hands as Frame Streams want it, and yields
 * the events of all connections. Queries whose response does not come within a second go out without one.
 */
export async function listenForDnstap(
  where: DnstapPlace,
  options: Omit<ReadOptions, 'fileName' | 'inputFormat'> = {},
): Promise<DnstapListener> {
  const waiting: LogBatch[] = [];
  const sockets = new Set<Socket>();
  let isOver = false;
  let wake: () => void = () => undefined;
  const give = (batch: LogBatch): void => {
    if (batch.records.length === 0) return;
    waiting.push(batch);
    if (waiting.length > MAX_WAITING) for (const socket of sockets) socket.pause();
    wake();
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    receive(socket, options, give);
  });
  await listening(server, where);
  const close = (): void => {
    isOver = true;
    server.close();
    for (const socket of sockets) socket.destroy();
    wake();
  };
  async function* batches(): AsyncGenerator<LogBatch> {
    try {
      for (;;) {
        const batch = waiting.shift();
        if (batch !== undefined) {
          yield batch;
          if (waiting.length === 0) for (const socket of sockets) socket.resume();
        } else if (isOver) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      close();
    }
  }
  return { close, [Symbol.asyncIterator]: batches };
}

async function listening(server: Server, where: DnstapPlace): Promise<void> {
  const shown = typeof where === 'object' ? `${where.host}:${where.port}` : where;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new LogsError(
          'LOGS_FILE_UNREADABLE',
          `Can't listen on ${shown} (${error.message}). Expected a path or port that is free; remove the old socket or choose another.`,
          { cause: error },
        ),
      );
    });
    server.listen(where, resolve);
  });
}

function receive(socket: Socket, options: ReadOptions, give: (batch: LogBatch) => void): void {
  const reader = new LogReader({ ...options, inputFormat: 'dnstap' });
  const batch = (records: LogBatch['records']): LogBatch => ({
    source: 'dnstap',
    records,
    report: reader.report,
    format: 'dnstap',
  });
  const handshake = new Handshake(socket);
  const pause = setInterval(() => {
    give(batch(reader.flush()));
  }, PAUSE_MS);
  socket.on('data', (block) => {
    const bytes = typeof block === 'string' ? Buffer.from(block) : block;
    handshake.see(bytes);
    give(batch(reader.write(bytes)));
  });
  // A resolver may end without a STOP frame.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    clearInterval(pause);
    give(batch(reader.end()));
  });
}

/** Answers the control frames of a sender: READY with ACCEPT, STOP with FINISH. */
class Handshake {
  readonly #socket: Socket;
  #held = Buffer.alloc(0);
  /** Bytes of a data frame that are passed over. */
  #skip = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  see(block: Buffer): void {
    let bytes = this.#held.length === 0 ? block : Buffer.concat([this.#held, block]);
    for (;;) {
      const passed = Math.min(this.#skip, bytes.length);
      this.#skip -= passed;
      bytes = bytes.subarray(passed);
      if (this.#skip > 0 || bytes.length < 4) break;
      const length = bytes.readUInt32BE(0);
      if (length > 0) this.#skip = 4 + length;
      else if (bytes.length < 12) break;
      else {
        const type = bytes.readUInt32BE(8);
        if (type === READY) this.#socket.write(control(ACCEPT));
        else if (type === STOP) this.#socket.end(control(FINISH));
        this.#skip = 8 + bytes.readUInt32BE(4);
      }
    }
    this.#held = Buffer.from(bytes);
  }
}

function control(type: number): Buffer {
  const field =
    type === ACCEPT
      ? Buffer.concat([uint32(1), uint32(CONTENT_TYPE.length), CONTENT_TYPE])
      : Buffer.alloc(0);
  return Buffer.concat([uint32(0), uint32(4 + field.length), uint32(type), field]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
