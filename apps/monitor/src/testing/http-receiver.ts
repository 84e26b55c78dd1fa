import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a request: a status with a text and headers, or silence. */
export type Reply =
  | { readonly status: number; readonly text?: string; readonly headers?: Record<string, string> }
  | 'silence';

/** A web server on the loopback that keeps what it took, and answers as it is told. */
export class HttpReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** Returns the answer to a request. */
  reply: (request: ReceivedRequest) => Reply = () => ({ status: 200 });
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = {
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      const reply = this.reply(received);
      if (reply === 'silence') return;
      if (reply.status < 300) this.requests.push(received);
      response.writeHead(reply.status, reply.headers).end(reply.text ?? '');
    });
  });

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
