import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Alert, TrafficWatch } from '@degas/traffic';

import { JudgingTime } from './judging-time.ts';

/** How often clients are judged. */
const JUDGE_MS = 200;
/** Of that time, what judging clients with telling names may take; the rest is for reading. */
const URGENT_MS = 100;
/** What judging the other clients takes at least; more where the processor would be idle. */
const LEAST_OTHERS_MS = 30;
/** Clients that are judged before others have their turn. */
export const JUDGED_AT_ONCE = 8;

export interface JudgeRoundsParts {
  readonly watch: TrafficWatch;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly onAlerts: (alerts: readonly Alert[]) => void;
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
  async keepUp(): Promise<void> {
    if (this.#parts.watch.due > 1) await this.#closeDue();
  }

  /** Ends, once those who wait are judged, or after so many milliseconds. */
  async stop(mostMs: number): Promise<void> {
    const { watch, clock } = this.#parts;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#end = clock() + mostMs;
    await Promise.all([this.#round, this.#closing]);
    await this.#judgeWithin(mostMs, () => watch.unjudged);
  }

  #closeDue(): Promise<void> {
    this.#closing ??= this.#closeInParts().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #closeInParts(): Promise<void> {
    const { watch, clock, onAlerts } = this.#parts;
    do {
      onAlerts(watch.advance(undefined, JUDGED_AT_ONCE));
      await nextTurn();
    } while (watch.isClosing && clock() < this.#end);
  }

  async #judge(): Promise<void> {
    const { watch } = this.#parts;
    await this.#judgeWithin(URGENT_MS, () => watch.urgent);
    const took = await this.#judgeWithin(this.#others.next(), () => watch.unjudged);
    this.#others.took(took);
  }

  /** Judges those that wait, for no longer; returns the milliseconds that it took. */
  async #judgeWithin(mostMs: number, waiting: () => number): Promise<number> {
    const { watch, clock, onAlerts } = this.#parts;
    let spent = 0;
    for (let left = waiting(); left > 0 && spent < mostMs; left = waiting()) {
      const began = clock();
      if (began >= this.#end) break;
      onAlerts(watch.judgeChanged(Math.min(left, JUDGED_AT_ONCE)));
      spent += clock() - began;
      await nextTurn();
    }
    return spent;
  }
}
