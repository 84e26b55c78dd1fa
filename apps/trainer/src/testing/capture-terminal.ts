import { Readable, Writable } from 'node:stream';

import type { CommandContext } from '../command-context.ts';

/** A terminal that keeps what is written and reads what it is given. */
export function captureContext(
  input = '',
): CommandContext & { output(): string; errors(): string } {
  const written = { out: '', err: '' };
  const sink = (key: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _, done) {
        written[key] += chunk.toString();
        done();
      },
    });
  return {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: sink('out'),
    stderr: sink('err'),
    colours: { stdout: false, stderr: false },
    isQuiet: false,
    now: () => Date.UTC(2026, 10, 24),
    signal: new AbortController().signal,
    output: () => written.out,
    errors: () => written.err,
  };
}
