import {
  createServer,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll } from '@jest/globals';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders | OutgoingHttpHeaders;
  readonly body: Buffer;
  /** The connection is lost after this number of bytes of the body. */
  readonly cutAt?: number;
}

/** What a client gets in the place of the answer. */
export type Fault = (request: IncomingMessage, answer: Answer) => Answer;

export interface Proxy {
  readonly address: string;
  /** `GET /path bytes=5-` of every request, in order. */
  readonly requests: string[];
  meddle: Fault;
}

const closers: (() => Promise<void>)[] = [];

/** A server on a free port of the loopback that answers as `respond` does, unless a fault is injected. */
export async function startFaultInjectionProxy(
  respond: (request: IncomingMessage, body: Buffer) => Promise<Answer> | Answer,
): Promise<Proxy> {
  const requests: string[] = [];
  const proxy = { address: '', requests, meddle: ((_, answer) => answer) as Fault };
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      requests.push([method, url, headers.range ?? ''].join(' ').trim());
      const {
        status,
        headers: sent,
        body,
        cutAt,
      } = proxy.meddle(request, await respond(request, await bytesOf(request)));
      response.writeHead(status, sent);
      if (cutAt === undefined) response.end(body);
      else response.write(body.subarray(0, cutAt), () => response.destroy());
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  proxy.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

/** What the server on `port` answers. */
export function forwardTo(port: number) {
  return ({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((answered, failed) => {
      const forwarded = ask({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
        bytesOf(response).then((bytes) => {
          answered({ status: response.statusCode ?? 0, headers: response.headers, body: bytes });
        }, failed);
      });
      forwarded.on('error', failed);
      forwarded.end(body);
    });
}

export function closeAfterTests(close: () => Promise<void>): void {
  closers.unshift(close);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of message) blocks.push(block as Buffer);
  return Buffer.concat(blocks);
}

afterAll(async () => {
  for (const close of closers) await close();
});
