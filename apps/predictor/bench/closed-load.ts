import { latenciesOf, type Measured } from './measured.ts';
import { postBytes, RawConnection } from './raw-connection.ts';

/** Asks on each connection for one thing after the other, as fast as the answers come. */
export async function closedLoad(
  address: string,
  bodies: readonly string[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Measured> {
  const url = new URL(address);
  const requests = bodies.map((body) => postBytes(url, body));
  const latencies: number[] = [];
  let failed = 0;
  let next = 0;
  let running = connections;
  const started = performance.now();
  const end = started + seconds * 1000;
  const asked = new Map<RawConnection, number>();
  await new Promise<void>((resolve) => {
    const ask = (connection: RawConnection): void => {
      if (performance.now() >= end) {
        connection.close();
        if (--running === 0) resolve();
        return;
      }
      asked.set(connection, performance.now());
      connection.ask(requests[next++ % requests.length] ?? Buffer.alloc(0));
    };
    const onAnswer = (connection: RawConnection, status: number): void => {
      latencies.push(performance.now() - (asked.get(connection) ?? 0));
      if (status !== 200) failed++;
      ask(connection);
    };
    for (let i = 0; i < connections; i++) ask(new RawConnection(url, onAnswer));
  });
  return latenciesOf(latencies, failed, (performance.now() - started) / 1000);
}
