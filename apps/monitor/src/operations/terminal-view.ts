import type { Writable } from 'node:stream';

import { escapeControls } from '@degas/logs';

import type { BookedAlert } from './alert-book.ts';
import type { LiveView } from './live-view.ts';
import type { RateSample } from './rate-series.ts';

/** Of a terminal that does not tell its size. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;
const BARS = '▁▂▃▄▅▆▇█';
/** Switches to a screen of its own and back, so that what was there before stays. */
const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
const REST_OF_LINE = '\x1b[K';
const REST_OF_SCREEN = '\x1b[J';

interface Terminal extends Writable {
  readonly columns?: number;
  readonly rows?: number;
}

/** What the page shows, for a terminal: drawn anew with each alert and each step of the rates. */
export class TerminalView {
  readonly #view: LiveView;
  readonly #terminal: Terminal;
  #stop: (() => void) | null = null;

  constructor(view: LiveView, terminal: Terminal) {
    this.#view = view;
    this.#terminal = terminal;
  }

  start(): void {
    this.#terminal.write(ENTER);
    const draw = (): void => {
      const { columns = 0, rows = 0 } = this.#terminal;
      const lines = terminalLines(
        this.#view,
        // Serial lines and containers tell a size of 0.
        columns > 0 ? columns : USUAL_COLUMNS,
        rows > 0 ? rows : USUAL_ROWS,
      );
      const text = lines.map((line) => `${line}${REST_OF_LINE}`).join('\r\n');
      this.#terminal.write(`${HOME}${text}${REST_OF_SCREEN}`);
    };
    this.#stop = this.#view.listen(draw, draw);
    draw();
  }

  stop(): void {
    if (this.#stop === null) return;
    this.#stop();
    this.#stop = null;
    this.#terminal.write(LEAVE);
  }
}

/** Returns what a terminal of this size shows; no line is longer than it is wide, and no text of a log steers it. */
export function terminalLines(view: LiveView, columns: number, rows: number): string[] {
  const { alerts, source, rates, book } = view;
  const { clients } = source.counts();
  const last = rates.samples.at(-1);
  const failing =
    last?.failingShare == null ? '–' : `${(100 * last.failingShare).toFixed(1)} % fail`;
  const unready = source.unready();
  const troubles = [
    ...(unready === null ? [] : [`not ready: ${unready}`]),
    ...source.inputs().flatMap(({ name, problem }) => (problem ? [`${name}: ${problem}`] : [])),
    ...source
      .outlets()
      .flatMap(({ name, counts: { problem } }) => (problem ? [`${name}: ${problem}`] : [])),
  ];
  const head = [
    `Degas monitor   HIGH ${alerts.high}   MEDIUM ${alerts.medium}   LOW ${alerts.low}   ${clients} clients`,
    `${(last?.namesPerSecond ?? 0).toFixed(0)} names/s ${sparkline(rates.samples)}   ${failing}   lag ${last?.lag ?? '–'}`,
    ...troubles.map((trouble) => `! ${trouble}`),
    '',
    `${'client'.padEnd(24)} ${'level'.padEnd(7)} ${'family'.padEnd(14)} ${'failed'.padEnd(10)} telling names`,
  ];
  const found = book.byRisk();
  const lines = [...head, ...(found.length === 0 ? ['No alerts.'] : found.map(clientLine))];
  return lines.slice(0, rows).map((line) => cut(escapeControls(line), columns));
}

function clientLine({ alert }: BookedAlert): string {
  const { client, level, family, failed, distinctNames, names } = alert;
  const who = cut(escapeControls(client === '' ? '(no client)' : client), 24);
  return [
    who.padEnd(24),
    level.toUpperCase().padEnd(7),
    cut(family, 14).padEnd(14),
    `${failed}/${distinctNames}`.padEnd(10),
    names.map(({ name }) => name).join(' '),
  ].join(' ');
}

/** The rates of the last steps, as bars. */
function sparkline(samples: readonly RateSample[]): string {
  const shown = samples.slice(-24).map(({ namesPerSecond }) => namesPerSecond);
  const highest = Math.max(...shown, 1);
  return shown
    .map((rate) =>
      BARS.charAt(Math.min(BARS.length - 1, Math.floor((BARS.length * rate) / highest))),
    )
    .join('');
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
