import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import type { ReadOptions } from '@degas/logs';
import type { DnsEvent } from '@degas/traffic';

import { MonitorError } from '../../errors.ts';
import { EventQueue } from '../event-queue.ts';
import { EventReader, type RejectSink } from '../event-reader.ts';
import type { EventBatch, Input, InputStatus } from '../input.ts';
import { SyslogFrames } from './syslog-frames.ts';
import { syslogLine } from './syslog-line.ts';

/** Senders and programs whose formats are kept apart, at most. */
const MOST_READERS = 1000;
/** Connections at the same time, at most. */
const MOST_CONNECTIONS = 1000;
const MOST_QUEUED = 100_000;
/** A sender that says nothing for so long gives out what waits. */
const PAUSE_MS = 200;
const RECEIVE_BYTES = 8 << 20;

export interface SyslogParts {
  readonly protocol: 'udp' | 'tcp';
  readonly host: string;
  readonly port: number;
  readonly reading: ReadOptions;
  readonly rejects: RejectSink;
}

/**
 * Listens for syslog of RFC 5424 and 3164. Over TCP senders wait while the monitor is behind; over UDP they cannot, and what is too
 * much is counted as rejected. Each sender's each program has a format of its own.
 */
export class SyslogInput implements Input {
  readonly name: string;
  readonly #parts: SyslogParts;
  readonly #queue = new EventQueue(MOST_QUEUED);
  readonly #readers = new Map<string, { readonly reader: EventReader; hasNew: boolean }>();
  readonly #sockets = new Set<Socket>();
  #server: Server | DatagramSocket | null = null;
  #forgotten = { events: 0, rejected: 0 };
  #rejected = 0;

  constructor(parts: SyslogParts) {
    this.#parts = parts;
    this.name = `syslog+${parts.protocol}://${parts.host}:${parts.port}`;
  }

  /** The port that is listened on; null before. */
  get port(): number | null {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    return address?.port ?? null;
  }

  /** Listens, so that nothing that is sent from now on is lost. */
  async listen(): Promise<void> {
    const { protocol } = this.#parts;
    try {
      this.#server = await (protocol === 'udp' ? this.#listenUdp() : this.#listenTcp());
    } catch (cause) {
      throw new MonitorError(
        'MONITOR_CANNOT_LISTEN',
        `${this.name} can't be listened on (${(cause as Error).message}). Expected an address of this machine and a free port that the monitor may use. Choose another one.`,
        { cause },
      );
    }
  }

  async *batches(signal: AbortSignal): AsyncGenerator<EventBatch> {
    if (this.#server === null) await this.listen();
    const pause = setInterval(() => {
      this.#queue.offer(this.#flush(false));
    }, PAUSE_MS);
    try {
      for await (const events of this.#queue.batches(signal)) yield { events, position: null };
      yield { events: this.#flush(true), position: null };
    } finally {
      clearInterval(pause);
      this.#server?.close();
      for (const socket of this.#sockets) socket.destroy();
    }
  }

  /** Syslog is not sent again. */
  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  status(): InputStatus {
    const readers = [...this.#readers.values()].map(({ reader }) => reader);
    const { dropped, size } = this.#queue;
    return {
      name: this.name,
      events: readers.reduce((sum, { events }) => sum + events, this.#forgotten.events),
      rejected: readers.reduce(
        (sum, { rejected }) => sum + rejected,
        this.#forgotten.rejected + this.#rejected + dropped,
      ),
      lag: size,
      problem: dropped > 0 ? `${dropped} messages came faster than they could be read` : null,
    };
  }

  async #listenUdp(): Promise<DatagramSocket> {
    const { host, port } = this.#parts;
    const socket = createSocket(
      { type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BYTES },
      (message, { address }) => {
        this.#queue.offer(this.#read(address, [message]));
      },
    );
    socket.bind(port, host);
    await once(socket, 'listening');
    return socket;
  }

  async #listenTcp(): Promise<Server> {
    const { host, port } = this.#parts;
    const server = createServer((socket) => {
      this.#receive(socket);
    });
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  }

  #receive(socket: Socket): void {
    this.#sockets.add(socket);
    const sender = socket.remoteAddress ?? '';
    const frames = new SyslogFrames();
    let tooLong = 0;
    const take = (messages: readonly Buffer[]): void => {
      this.#rejected += frames.tooLong - tooLong;
      tooLong = frames.tooLong;
      const mayGoOn = this.#queue.push(this.#read(sender, messages), () => {
        socket.resume();
      });
      if (!mayGoOn) socket.pause();
    };
    socket.on('data', (block: Buffer) => {
      take(frames.push(block));
    });
    // A sender may be gone without a word.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      take(frames.end());
      this.#sockets.delete(socket);
    });
  }

  #read(sender: string, messages: readonly Buffer[]): DnsEvent[] {
    const lines = new Map<string, string>();
    for (const message of messages) {
      const text = message.toString('utf8');
      const parsed = syslogLine(text);
      if (parsed === null) {
        this.#rejected++;
        this.#parts.rejects.add(this.name, {
          line: 0,
          reason: 'no_syslog',
          detail: `from ${sender}`,
          text: text.slice(0, 256),
        });
        continue;
      }
      const key = `${sender} ${parsed.program}`;
      lines.set(key, `${lines.get(key) ?? ''}${parsed.line}\n`);
    }
    return [...lines].flatMap(([key, text]) => {
      const held = this.#readerOf(key);
      held.hasNew = true;
      return held.reader.read(Buffer.from(text));
    });
  }

  #readerOf(key: string): { readonly reader: EventReader; hasNew: boolean } {
    const held = this.#readers.get(key);
    if (held !== undefined) return held;
    const [oldest] = this.#readers;
    if (oldest !== undefined && this.#readers.size >= MOST_READERS) {
      const [name, { reader }] = oldest;
      this.#queue.offer(reader.end());
      this.#forgotten.events += reader.events;
      this.#forgotten.rejected += reader.rejected;
      this.#readers.delete(name);
    }
    const { reading, rejects } = this.#parts;
    const source = key.split(' ')[0] ?? '';
    const fresh = {
      reader: new EventReader({ source, options: reading, rejects }),
      hasNew: false,
    };
    this.#readers.set(key, fresh);
    return fresh;
  }

  /** What waits in the readers: of those that had nothing new since the last call, or of all. */
  #flush(isEnd: boolean): DnsEvent[] {
    const events: DnsEvent[] = [];
    for (const held of this.#readers.values()) {
      if (isEnd || !held.hasNew || held.reader.format === null) events.push(...held.reader.flush());
      held.hasNew = false;
    }
    return events;
  }
}
