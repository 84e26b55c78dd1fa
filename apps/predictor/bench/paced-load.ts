import { collectGarbage } from './collect-garbage.ts';
import { latenciesOf, type Measured } from './measured.ts';
import { postBytes, RawConnection } from './raw-connection.ts';

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
): Promise<Measured> {
  const target = new URL(url);
  const requests = bodies.map((body) => postBytes(target, body));
  const count = Math.round(rate * seconds);
  const latencies = new Float64Array(count);
  const waiting: Request[] = [];
  const idle: RawConnection[] = [];
  const dueOf = new Map<RawConnection, number>();
  let failed = 0;
  let ended = 0;
  let allEnded: () => void;

  const ask = (connection: RawConnection, { bytes, due }: Request): void => {
    dueOf.set(connection, due);
    connection.ask(bytes);
  };
  const onAnswer = (connection: RawConnection, status: number): void => {
    latencies[ended++] = performance.now() - (dueOf.get(connection) ?? 0);
    if (status !== 200) failed++;
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else ask(connection, next);
    if (ended === count) allEnded();
  };
  const open = Array.from({ length: connections }, () => new RawConnection(target, onAnswer));
  idle.push(...open);

  const done = new Promise<void>((resolve) => (allEnded = resolve));
  collectGarbage();
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    for (; sent < count; sent++) {
      const due = started + (sent / rate) * 1000;
      if (due > now) return;
      const request = { bytes: requests[sent % requests.length] ?? Buffer.alloc(0), due };
      const connection = idle.shift();
      if (connection === undefined) waiting.push(request);
      else ask(connection, request);
    }
    clearInterval(timer);
  }, 1);
  await done;
  const elapsed = (performance.now() - started) / 1000;
  for (const connection of open) connection.close();
  return latenciesOf(latencies, failed, elapsed);
}
