import { connect, type Socket } from 'node:net';

export interface PacedResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly failed: number;
}

export interface Pace {
  /** Requests a second, evenly in time. */
  readonly rate: number;
  readonly seconds: number;
  /** Up to n requests are under way; the others wait here, and the wait counts. */
  readonly connections: number;
}

interface Request {
  readonly bytes: Buffer;
  readonly due: number;
}

/**
 * Asks evenly in time, whether the last answers came or not; a latency counts from when its request was due, so that
 * neither a late generator nor a slow answer makes the others look fast. Autocannon's own rate sends a second's requests
 * at once, and node's client costs more than the service: this one writes prepared bytes and reads little of the answer.
 */
export async function pacedLoad(
  url: string,
  bodies: readonly string[],
  { rate, seconds, connections }: Pace,
): Promise<PacedResult> {
  const { host, hostname, port, pathname } = new URL(url);
  const requests = bodies.map((body) =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
  const count = Math.round(rate * seconds);
  const latencies = new Float64Array(count);
  const waiting: Request[] = [];
  const idle: Connection[] = [];
  let failed = 0;
  let ended = 0;
  let allEnded: () => void;

  const end = (connection: Connection, due: number, isGood: boolean): void => {
    latencies[ended++] = performance.now() - due;
    if (!isGood) failed++;
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else connection.ask(next);
    if (ended === count) allEnded();
  };
  const open = Array.from(
    { length: connections },
    () => new Connection(hostname, Number(port), end),
  );
  idle.push(...open);

  const done = new Promise<void>((resolve) => (allEnded = resolve));
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    for (; sent < count; sent++) {
      const due = started + (sent / rate) * 1000;
      if (due > now) return;
      const request = { bytes: requests[sent % requests.length] ?? Buffer.alloc(0), due };
      const connection = idle.pop();
      if (connection === undefined) waiting.push(request);
      else connection.ask(request);
    }
    clearInterval(timer);
  }, 1);
  await done;
  const perSecond = count / ((performance.now() - started) / 1000);
  for (const connection of open) connection.close();
  latencies.sort();
  const at = (share: number): number =>
    Number((latencies[Math.min(count - 1, Math.floor(count * share))] ?? 0).toFixed(1));
  return { perSecond, p50: at(0.5), p99: at(0.99), max: at(1), failed };
}

/** A connection that is kept, with one request at a time; one that breaks is opened again by the next request. */
class Connection {
  readonly #hostname: string;
  readonly #port: number;
  readonly #end: (connection: Connection, due: number, isGood: boolean) => void;
  #socket: Socket | null = null;
  #due: number | null = null;
  #answer = '';

  constructor(
    hostname: string,
    port: number,
    end: (connection: Connection, due: number, isGood: boolean) => void,
  ) {
    this.#hostname = hostname;
    this.#port = port;
    this.#end = end;
  }

  ask({ bytes, due }: Request): void {
    this.#due = due;
    this.#answer = '';
    this.#socket ??= this.#open();
    this.#socket.write(bytes);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ host: this.#hostname, port: this.#port, noDelay: true });
    // Header and body of the service's answers are of one byte a character.
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.#answer += chunk;
      const head = this.#answer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#answer)?.[1]);
      if (this.#answer.length >= head + 4 + length)
        this.#settle(this.#answer.startsWith('HTTP/1.1 200'));
    });
    const fail = (): void => {
      socket.destroy();
      if (this.#socket === socket) this.#socket = null;
      this.#settle(false);
    };
    socket.on('error', fail);
    socket.on('close', fail);
    return socket;
  }

  #settle(isGood: boolean): void {
    if (this.#due === null) return;
    const due = this.#due;
    this.#due = null;
    this.#end(this, due, isGood);
  }
}
