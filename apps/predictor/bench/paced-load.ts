import { Agent, request } from 'node:http';

export interface PacedResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Between two looks at the clock. */
const TICK_MS = 2;

/**
 * Asks evenly in time, whether the last answers came or not; a latency counts from when its request was due. Autocannon's
 * own rate sends a second's requests at once, which measures the burst.
 */
export async function pacedLoad(
  url: string,
  bodies: readonly string[],
  rate: number,
  seconds: number,
): Promise<PacedResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const latencies: number[] = [];
  const pending = new Set<Promise<void>>();
  let failed = 0;
  const ask = (body: string, due: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (isGood: boolean): void => {
        if (!isGood) failed++;
        latencies.push(performance.now() - due);
        resolve();
      };
      const headers = { 'content-length': Buffer.byteLength(body) };
      const asked = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () => {
          end(response.statusCode === 200);
        });
      });
      asked.on('error', () => {
        end(false);
      });
      asked.end(body);
    });

  const started = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - started;
      for (; sent < (elapsed / 1000) * rate; sent++) {
        const due = started + (sent / rate) * 1000;
        const asked = ask(bodies[sent % bodies.length] ?? '', due);
        pending.add(asked);
        void asked.then(() => pending.delete(asked));
      }
      if (elapsed < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(pending);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1));
  return { perSecond: sent / seconds, p50: at(0.5), p99: at(0.99), failed };
}
