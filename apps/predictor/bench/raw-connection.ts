import { connect, type Socket } from 'node:net';

/** Called when a request has its whole answer, or none any more; `status` is 0 then. */
export type OnAnswer = (connection: RawConnection, status: number) => void;

/**
 * A connection that is kept, with one request at a time; one that breaks is opened again by the next request. It writes
 * prepared bytes and counts those of the answer: node's own client costs more than the service.
 */
export class RawConnection {
  readonly #hostname: string;
  readonly #port: number;
  readonly #onAnswer: OnAnswer;
  #socket: Socket | null = null;
  #isWaiting = false;
  #head: Buffer[] = [];
  #status = 0;
  /** Bytes of the answer that are still to come; null until its header is complete. */
  #missing: number | null = null;

  constructor({ hostname, port }: URL, onAnswer: OnAnswer) {
    this.#hostname = hostname;
    this.#port = Number(port);
    this.#onAnswer = onAnswer;
  }

  ask(request: Buffer): void {
    this.#isWaiting = true;
    this.#head = [];
    this.#missing = null;
    this.#socket ??= this.#open();
    this.#socket.write(request);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ host: this.#hostname, port: this.#port, noDelay: true });
    socket.on('data', (chunk) => {
      this.#receive(chunk);
    });
    const fail = (): void => {
      socket.destroy();
      if (this.#socket === socket) this.#socket = null;
      this.#settle(0);
    };
    socket.on('error', fail);
    socket.on('close', fail);
    return socket;
  }

  #receive(chunk: Buffer): void {
    if (this.#missing === null) {
      this.#head.push(chunk);
      const bytes = this.#head.length === 1 ? chunk : Buffer.concat(this.#head);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = bytes.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      this.#missing = length + end + 4 - bytes.length;
    } else {
      this.#missing -= chunk.length;
    }
    if (this.#missing <= 0) this.#settle(this.#status);
  }

  #settle(status: number): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#onAnswer(this, status);
  }
}

/** The bytes of a POST request. */
export function postBytes(url: URL, body: string): Buffer {
  return Buffer.from(
    `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
