import { execFileSync } from 'node:child_process';

import type { Measured } from './measured.ts';
import type { Pace } from './paced-load.ts';

interface Report {
  readonly latencies: Readonly<Record<'50th' | '99th' | 'max', number>>;
  readonly requests: number;
  readonly duration: number;
  readonly success: number;
}

const MEGABYTES = 2 ** 20;

/**
 * The load of `pacedLoad` by vegeta, a generator in Go that has no collector's pauses of its own and takes less of the cores that the
 * service needs: `go install github.com/tsenart/vegeta/v12@v12.12.0`. Latencies count from when a request was sent, which is when it is due.
 */
export function vegetaLoad(
  program: string,
  url: string,
  bodies: readonly string[],
  { rate, seconds, connections }: Pace,
): Measured {
  const header = { 'Content-Type': ['application/json'] };
  const targets = bodies.map((body) =>
    JSON.stringify({ method: 'POST', url, header, body: Buffer.from(body).toString('base64') }),
  );
  const results = execFileSync(
    program,
    [
      'attack',
      '-format=json',
      `-rate=${rate}`,
      `-duration=${seconds}s`,
      `-connections=${connections}`,
    ],
    { input: targets.join('\n'), maxBuffer: 1024 * MEGABYTES },
  );
  const report = JSON.parse(
    execFileSync(program, ['report', '-type=json'], { input: results }).toString(),
  ) as Report;
  const milliseconds = (key: keyof Report['latencies']): number =>
    Number((report.latencies[key] / 1e6).toFixed(1));
  return {
    perSecond: report.requests / (report.duration / 1e9),
    p50: milliseconds('50th'),
    p99: milliseconds('99th'),
    max: milliseconds('max'),
    failed: Math.round(report.requests * (1 - report.success)),
  };
}
