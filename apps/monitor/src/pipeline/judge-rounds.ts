import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Alert, TrafficWatch } from '@degas/traffic';

import { JudgingTime } from './judging-time.ts';

/** How often clients are judged. */
const JUDGE_MS = 200;
/** Of that time, what judging clients with telling names may take; the rest is for reading. */
const URGENT_MS = 100;
/** What judging the other clients takes at least; more where the processor would be idle. */
const LEAST_OTHERS_MS = 30;
/** What judging may take once a monitor is asked to stop whose state is kept. */
export const STOP_MS = 1000;
/** Clients that are judged before others have their turn. */
const JUDGED_AT_ONCE = 8;

/** A watch whose clients are judged, and who gets their alerts. */
export interface JudgedWatch {
  readonly watch: TrafficWatch;
  readonly onAlerts: (alerts: readonly Alert[]) => void;
}

export interface JudgeRoundsParts {
  /** Those whose turn may be now, which are others from one call to the next: they share one budget. */
  readonly watches: () => readonly JudgedWatch[];
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
}

/** Judges clients as their names change, and those of windows that close: a few at a time, so that reading and the page go on. */
export class JudgeRounds {
  readonly #parts: JudgeRoundsParts;
  readonly #others = new JudgingTime(JUDGE_MS, LEAST_OTHERS_MS);
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #closing: Promise<void> | null = null;
  /** When it ends, by the clock, done or not. */
  #end = Infinity;
  /** The watch whose turn is next: where there are several, none waits for another to be done. */
  #turn = 0;

  constructor(parts: JudgeRoundsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => {
      void this.#closeDue();
      this.#round ??= this.#judge().finally(() => {
        this.#round = null;
      });
    }, JUDGE_MS);
  }

  /** Waits where several windows are to be closed: who reads on then fills the memory. */
  async keepUp({ due }: TrafficWatch): Promise<void> {
    if (due > 1) await this.#closeDue();
  }

  /** Ends, once those who wait are judged, or after so many milliseconds. */
  async stop(mostMs: number): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#end = this.#parts.clock() + mostMs;
    await Promise.all([this.#round, this.#closing]);
    await this.#judgeWithin(mostMs, ({ unjudged }) => unjudged);
  }

  #closeDue(): Promise<void> {
    this.#closing ??= this.#closeInParts().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #closeInParts(): Promise<void> {
    for (let next = this.#next(dueOf); next !== null; next = this.#next(dueOf)) {
      if (this.#parts.clock() >= this.#end) break;
      next.onAlerts(next.watch.advance(undefined, JUDGED_AT_ONCE));
      await nextTurn();
    }
  }

  async #judge(): Promise<void> {
    await this.#judgeWithin(URGENT_MS, ({ urgent }) => urgent);
    const took = await this.#judgeWithin(this.#others.next(), ({ unjudged }) => unjudged);
    this.#others.took(took);
  }

  /** Judges those that wait, for no longer; returns the milliseconds that it took. */
  async #judgeWithin(mostMs: number, waiting: (watch: TrafficWatch) => number): Promise<number> {
    const { clock } = this.#parts;
    let spent = 0;
    while (spent < mostMs) {
      const began = clock();
      const next = began < this.#end ? this.#next(waiting) : null;
      if (next === null) break;
      const { watch, onAlerts } = next;
      onAlerts(watch.judgeChanged(Math.min(waiting(watch), JUDGED_AT_ONCE)));
      spent += clock() - began;
      await nextTurn();
    }
    return spent;
  }

  /** The next watch that has something waiting; null where none has. */
  #next(waiting: (watch: TrafficWatch) => number): JudgedWatch | null {
    const watches = this.#parts.watches();
    const from = this.#turn % watches.length;
    const inTurn = [...watches.slice(from), ...watches.slice(0, from)];
    const next = inTurn.find(({ watch }) => waiting(watch) > 0) ?? null;
    if (next !== null) this.#turn = watches.indexOf(next) + 1;
    return next;
  }
}

const dueOf = ({ due }: TrafficWatch): number => due;
