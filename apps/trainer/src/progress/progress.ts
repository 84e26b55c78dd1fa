import { Presets, SingleBar } from 'cli-progress';

import type { CommandContext } from '../command-context.ts';

/** Where a terminal would show a bar, a log gets a line this often. */
const LINE_INTERVAL_MS = 5000;

/** How far a piece of long work is. */
export interface Progress {
  readonly update: (done: number, total: number, note?: string) => void;
  readonly end: () => void;
}

/** A bar on a terminal; a line every few seconds elsewhere. Always on standard error. */
export function showProgress(terminal: CommandContext, title: string): Progress {
  if (terminal.isQuiet) return { update: () => undefined, end: () => undefined };
  return terminal.stderr.isTTY === true ? bar(terminal, title) : lines(terminal, title);
}

function bar({ stderr }: CommandContext, title: string): Progress {
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

function lines({ stderr, now }: CommandContext, title: string): Progress {
  let next = now() + LINE_INTERVAL_MS;
  let first: { readonly at: number; readonly done: number } | undefined;
  return {
    update(done, total, note = '') {
      first ??= { at: now(), done };
      if (now() < next) return;
      next = now() + LINE_INTERVAL_MS;
      const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : `${done}`;
      const rate = (done - first.done) / (now() - first.at);
      const left = total > 0 && rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
      stderr.write(`${title}: ${share} ${note}${left}\n`);
    },
    end() {
      // A line is complete as it is.
    },
  };
}

/** Milliseconds as `40 s`, `12 min` or `1 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
