import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { connect, isIP, isIPv6, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';

import type { Alert } from '@degas/traffic';

import { type TlsFiles, tlsOptions } from '../config/tls-settings.ts';
import { type SyslogOptions, syslogMessage } from './syslog-message.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  /** RFC 5426, RFC 6587 and RFC 5425. */
  readonly protocol: 'udp' | 'tcp' | 'tls';
  /** How messages on a connection end: by their length in front (octet counting), or by a line feed. */
  readonly framing: 'length' | 'newline';
  readonly tls: TlsFiles;
}

/** A datagram of more than this may be cut on the way. */
const LARGEST_DATAGRAM = 8192;
/** Datagrams a millisecond. */
const PACE = 10;

/**
 * Alerts as syslog messages. The protocol has no answers: over UDP a message may be lost unseen, over TCP and TLS those that
 * were on their way when a connection broke. A connection that the receiver closed is noticed before the next alert is sent.
 */
export class SyslogTransport implements Transport {
  readonly name: string;
  readonly batchSize = 100;
  readonly #target: SyslogTarget;
  readonly #options: SyslogOptions;
  readonly #now: () => number;
  #connection: Socket | null = null;
  #datagrams: DatagramSocket | null = null;

  constructor(target: SyslogTarget, options: SyslogOptions, now: () => number) {
    const { protocol, host, port } = target;
    this.name = `syslog ${protocol}://${host}:${port}`;
    this.#target = target;
    this.#options = options;
    this.#now = now;
  }

  async send(alerts: readonly Alert[], signal: AbortSignal): Promise<SendResult> {
    const messages = alerts.map((alert) =>
      Buffer.from(syslogMessage(alert, this.#now(), this.#options)),
    );
    if (this.#target.protocol === 'udp') {
      for (const [i, message] of messages.entries()) {
        // A receiver's buffer holds a few hundred; more at once would be lost.
        if (i % PACE === PACE - 1) await setTimeout(1);
        await this.#sendDatagram(message);
      }
      return ALL_TAKEN;
    }
    const connection = await this.#connect(signal);
    const frames = messages.map((message) =>
      this.#target.framing === 'length'
        ? Buffer.concat([Buffer.from(`${message.length} `), message])
        : Buffer.concat([message, Buffer.from('\n')]),
    );
    await new Promise<void>((resolve, reject) => {
      const fail = (error?: Error): void => {
        reject(error ?? new Error('the receiver closed the connection'));
      };
      connection.once('error', fail);
      connection.once('close', () => {
        fail();
      });
      connection.write(Buffer.concat(frames), (error) => {
        if (error) fail(error);
        else resolve();
      });
    }).finally(() => {
      connection.removeAllListeners('close');
      connection.removeAllListeners('error');
      watch(connection);
    });
    return ALL_TAKEN;
  }

  close(): Promise<void> {
    this.#datagrams?.close();
    this.#datagrams = null;
    const connection = this.#connection;
    this.#connection = null;
    if (connection === null || connection.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      connection.end(() => {
        connection.destroy();
        resolve();
      });
    });
  }

  async #sendDatagram(message: Buffer): Promise<void> {
    const { host, port } = this.#target;
    const socket = (this.#datagrams ??= openDatagrams(host));
    await new Promise<void>((resolve, reject) => {
      socket.send(cutUtf8(message, LARGEST_DATAGRAM), port, host, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async #connect(signal: AbortSignal): Promise<Socket> {
    const held = this.#connection;
    if (held !== null && !held.destroyed && held.writable && !held.readableEnded) return held;
    held?.destroy();
    const { host, port, protocol, tls } = this.#target;
    // An address is no server name.
    const named = isIP(host) === 0 ? { servername: host } : {};
    const [connection, event] =
      protocol === 'tls'
        ? [connectTls({ host, port, ...named, ...tlsOptions(tls) }), 'secureConnect']
        : [connect({ host, port }), 'connect'];
    await new Promise<void>((resolve, reject) => {
      connection.once(event, resolve);
      connection.once('error', reject);
      signal.addEventListener('abort', () => {
        connection.destroy();
        reject(signal.reason as Error);
      });
    });
    connection.setKeepAlive(true, 30_000);
    connection.removeAllListeners('error');
    watch(connection);
    this.#connection = connection;
    return connection;
  }
}

/** A connection that ends while nothing is sent is closed; the next send opens another. */
function watch(connection: Socket): void {
  connection.resume();
  connection.once('end', () => connection.destroy());
  connection.on('error', () => connection.destroy());
}

function openDatagrams(host: string): DatagramSocket {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  // A port that nobody listens at is no reason to end.
  socket.on('error', () => undefined);
  socket.unref();
  return socket;
}

/** The first bytes of a text, never half a character. */
function cutUtf8(text: Buffer, length: number): Buffer {
  if (text.length <= length) return text;
  let end = length;
  while (((text[end] ?? 0) & 0xc0) === 0x80) end--;
  return text.subarray(0, end);
}
