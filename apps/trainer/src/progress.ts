import { Presets, SingleBar } from 'cli-progress';

import { type Terminal } from './terminal.ts';

/** Where a terminal would show a bar, a log gets a line this often. */
const LINE_INTERVAL_MS = 5000;

/** How far a piece of long work is. */
export interface Progress {
  readonly update: (done: number, total: number, note?: string) => void;
  readonly end: () => void;
}

/** A bar on a terminal; a line every few seconds elsewhere. Always on standard error. */
export function showProgress(terminal: Terminal, title: string): Progress {
  return terminal.stderr.isTTY === true ? bar(terminal, title) : lines(terminal, title);
}

function bar({ stderr }: Terminal, title: string): Progress {
  const single = new SingleBar(
    {
      stream: stderr,
      format: `${title} [{bar}] {percentage}% | {eta_formatted} left | {note}`,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total, note = '') {
      if (started) {
        single.setTotal(total);
        single.update(done, { note });
      } else {
        started = true;
        single.start(total, done, { note });
      }
    },
    end() {
      if (started) single.stop();
    },
  };
}

function lines({ stderr, now }: Terminal, title: string): Progress {
  let next = now() + LINE_INTERVAL_MS;
  return {
    update(done, total, note = '') {
      if (now() < next) return;
      next = now() + LINE_INTERVAL_MS;
      const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : `${done}`;
      stderr.write(`${title}: ${share} ${note}\n`);
    },
    end() {
      // A line is complete as it is.
    },
  };
}
