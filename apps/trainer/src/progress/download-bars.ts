import type { DownloadProgress } from '@degas/dataset';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

import type { CommandContext } from '../command-context.ts';

/** Where a terminal would show bars, a log gets a line this often. */
const LINE_INTERVAL_MS = 5000;

export interface DownloadBars {
  readonly update: (progress: DownloadProgress) => void;
  readonly end: () => void;
}

/** A bar for each file under way on a terminal; elsewhere a line now and then, and one for each whole file. */
export function showDownloads(terminal: CommandContext): DownloadBars {
  if (terminal.isQuiet) return { update: () => undefined, end: () => undefined };
  return terminal.stderr.isTTY === true ? bars(terminal) : lines(terminal);
}

function bars({ stderr }: CommandContext): DownloadBars {
  const multi = new MultiBar(
    {
      stream: stderr,
      format: '{file} [{bar}] {percentage}% | {megabytes} MB | {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  const shown = new Map<string, SingleBar>();
  return {
    update(progress) {
      const { file, state, bytesDone, bytesTotal } = progress;
      const bar = shown.get(file);
      if (state === 'complete' || state === 'already_complete') {
        if (bar !== undefined) multi.remove(bar);
        shown.delete(file);
        multi.log(lineOf(progress));
        return;
      }
      const payload = { file: nameOf(file), megabytes: megabytes(bytesDone) };
      const total = bytesTotal ?? bytesDone;
      if (bar === undefined) shown.set(file, multi.create(total, bytesDone, payload));
      else {
        if (bytesTotal !== null) bar.setTotal(total);
        bar.update(bytesDone, payload);
      }
    },
    end() {
      multi.update(); // writes the lines that wait for the next redraw
      multi.stop();
    },
  };
}

function lines({ stderr, now }: CommandContext): DownloadBars {
  let next = now() + LINE_INTERVAL_MS;
  return {
    update(progress) {
      const isNews = progress.state !== 'started' && progress.state !== 'progress';
      if (!isNews && now() < next) return;
      if (!isNews) next = now() + LINE_INTERVAL_MS;
      stderr.write(lineOf(progress));
    },
    end() {
      // A line is complete as it is.
    },
  };
}

function lineOf({ file, state, bytesDone, bytesTotal }: DownloadProgress): string {
  const known = bytesTotal === null ? '' : ` of ${megabytes(bytesTotal)}`;
  const told = {
    started: `${megabytes(bytesDone)}${known} MB`,
    progress: `${megabytes(bytesDone)}${known} MB`,
    waiting: `connection lost at ${megabytes(bytesDone)} MB, trying again`,
    complete: `${megabytes(bytesDone)} MB, complete`,
    already_complete: 'already complete',
  };
  return `${file}: ${told[state]}\n`;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

const WIDTH = 32;

/** Bars are below each other; of a long name the end is more specific. */
function nameOf(file: string): string {
  return file.length > WIDTH ? `…${file.slice(1 - WIDTH)}` : file.padEnd(WIDTH);
}
