import { PassThrough, Readable } from 'node:stream';

import { runMonitor } from '../cli/run-monitor.ts';

/** A monitor that runs inside of a test. */
export interface MonitorUnderTest {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly reload: () => void;
  /** Ends it; returns the exit code. */
  readonly stop: () => Promise<number>;
  /** The exit code, once it ended by itself. */
  readonly ended: Promise<number>;
}

const running = new Set<MonitorUnderTest>();

/** Ends those that a test left running: one that failed would keep the process alive. */
export async function stopMonitors(): Promise<void> {
  await Promise.all([...running].map((monitor) => monitor.stop()));
}

/** Runs the command line with these arguments and this standard input. */
export function startMonitor(argv: readonly string[], input = ''): MonitorUnderTest {
  const stopping = new AbortController();
  const [out, err] = [collected(), collected()];
  let reload = (): void => undefined;
  const ended = runMonitor(argv, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: out.stream,
    stderr: err.stream,
    environment: {},
    now: Date.now,
    clock: () => performance.now(),
    random: () => 0.5,
    stop: stopping.signal,
    onReload: (callback) => {
      reload = callback;
    },
  });
  const monitor: MonitorUnderTest = {
    stdout: out.text,
    stderr: err.text,
    reload: () => {
      reload();
    },
    stop: async () => {
      stopping.abort();
      return ended;
    },
    ended,
  };
  running.add(monitor);
  void ended.finally(() => running.delete(monitor));
  return monitor;
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 500) throw new Error(`${what}: did not happen within 50 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function collected(): { readonly stream: PassThrough; readonly text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { stream, text: () => text };
}
