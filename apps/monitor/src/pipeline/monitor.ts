import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Alert, AlertLevel, DnsEvent, TrafficCounts, TrafficWatch } from '@degas/traffic';

import { optionsAsTyped } from '../config/options-as-typed.ts';
import type { Input, InputStatus } from '../inputs/input.ts';
import type { Outlet } from '../outlets/outlet.ts';
import type { StateStore } from '../state/state-store.ts';
import { JudgeRounds, STOP_MS } from './judge-rounds.ts';
import { TimeGuard } from './time-guard.ts';
import { wantedAlerts } from './wanted-alerts.ts';

/** Alerts that no output confirmed yet; with more, nothing is read. */
const MOST_PENDING = 20_000;

/** How the problem of a state that can't be saved begins. */
const UNSAVED = 'not saved: ';

export interface MonitorParts {
  readonly watch: TrafficWatch;
  readonly inputs: readonly Input[];
  readonly outlets: readonly Outlet[];
  /** null keeps nothing. */
  readonly store: StateStore | null;
  /** Alerts of an earlier run that no output confirmed. */
  readonly pending: readonly Alert[];
  readonly positions: Readonly<Record<string, unknown>>;
  /** Events of an earlier run whose time was not believed yet. */
  readonly aside: readonly DnsEvent[];
  readonly saveMs: number;
  readonly settings: MonitorSettings;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly onEvents?: (events: readonly DnsEvent[]) => void;
  /** Alerts as they are raised, those that are muted left out. */
  readonly onAlerts?: (alerts: readonly Alert[]) => void;
  readonly onProblem: (message: string) => void;
}

/** What a person may change while the monitor runs. */
export interface MonitorSettings {
  readonly level: AlertLevel;
  readonly allow: ReadonlySet<string>;
  /** Why an alert is not given out; null where it is. */
  readonly muteReason: (alert: Alert) => string | null;
}

/**
 * Reads all inputs, judges the clients that changed, gives alerts out and keeps the state. Events are acknowledged once what they
 * showed is on the disk; alerts are in the state until every output has them.
 */
export class Monitor {
  readonly #parts: MonitorParts;
  readonly #guard: TimeGuard;
  #settings: MonitorSettings;
  #positions: Record<string, unknown>;
  readonly #pending = new Map<string, Alert>();
  readonly #waits: (() => void)[] = [];
  #muted = 0;
  #saving: Promise<void> | null = null;
  #isStateWhole = true;
  #problem: string | null = null;
  #failure: Error | null = null;
  #isRunning = false;
  readonly #rounds: JudgeRounds;

  constructor(parts: MonitorParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#positions = { ...parts.positions };
    this.#guard = new TimeGuard(parts.aside);
    const { watch, clock } = parts;
    const judged = {
      watch,
      onAlerts: (alerts: readonly Alert[]): void => {
        this.#give(alerts);
      },
    };
    this.#rounds = new JudgeRounds({ watches: () => [judged], clock });
  }

  counts(): TrafficCounts {
    return this.#parts.watch.counts;
  }

  inputs(): readonly InputStatus[] {
    return this.#parts.inputs.map((input) => input.status());
  }

  /** Why the monitor is not ready; null where it is. */
  unready(): string | null {
    if (!this.#isRunning) return 'not running';
    if (this.#problem !== null) return this.#problem;
    const waiting = this.#pending.size;
    return waiting >= MOST_PENDING ? `${waiting} alerts wait for the outputs` : null;
  }

  /** Alerts that were muted, and events whose time nobody else confirmed. */
  get muted(): number {
    return this.#muted;
  }

  get implausibleTimes(): number {
    return this.#guard.rejected;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** Takes other settings; what was gathered stays. */
  reload(settings: MonitorSettings): void {
    this.#settings = settings;
    this.#parts.watch.setAllow(settings.allow);
    this.#endMutes();
  }

  /** Runs until the signal, or until all inputs ended; everything is saved then. */
  async run(signal: AbortSignal): Promise<void> {
    const { inputs, pending, saveMs } = this.#parts;
    this.#isRunning = true;
    this.#deliver(pending);
    this.#rounds.start();
    const saving = setInterval(() => {
      this.#endMutes();
      void this.#save();
    }, saveMs);
    try {
      await Promise.all(inputs.map((input) => this.#pump(input, signal)));
    } finally {
      clearInterval(saving);
      // What is known is saved, and judged after the restart.
      const isKept = signal.aborted && this.#parts.store !== null;
      if (!isKept) this.#parts.watch.add(this.#guard.release());
      await this.#rounds.stop(isKept ? STOP_MS : Infinity);
      this.#isRunning = false;
    }
  }

  /** Judges and closes the windows that are open: for logs that have an end. */
  finish(): void {
    this.#give(this.#parts.watch.finish());
  }

  /** Throws what an input ended with. */
  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Delivers what can be delivered, and saves. */
  async close(): Promise<void> {
    await Promise.all(
      this.#parts.outlets.map((outlet) =>
        outlet.close().catch((error: unknown) => {
          this.#parts.onProblem(`${outlet.name}: ${messageOf(error)}`);
        }),
      ),
    );
    await nextTurn();
    await this.#saving;
    await this.#save();
    await this.#parts.store?.close();
  }

  async #pump(input: Input, signal: AbortSignal): Promise<void> {
    const { watch, onEvents, onProblem } = this.#parts;
    try {
      for await (const { events, position } of input.batches(signal)) {
        const passed = this.#guard.pass(events);
        if (passed.length > 0) {
          watch.add(passed);
          onEvents?.(passed);
        }
        this.#positions[input.name] = position;
        await this.#rounds.keepUp(watch);
        if (this.#pending.size >= MOST_PENDING && !signal.aborted) await this.#room();
        // Timers and sockets have their turn between two blocks of a file.
        await nextTurn();
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#problem = `${input.name}: ${optionsAsTyped(this.#failure.message)}`;
      onProblem(this.#problem);
    }
  }

  #room(): Promise<void> {
    return new Promise((resolve) => this.#waits.push(resolve));
  }

  /** Gives alerts out that reach the level and are not muted. */
  #give(alerts: readonly Alert[]): void {
    const { wanted, muted } = wantedAlerts(alerts, this.#settings);
    if (muted.length > 0) this.#muted += this.#parts.watch.withdraw(muted);
    if (wanted.length === 0) return;
    this.#parts.onAlerts?.(wanted);
    this.#deliver(wanted);
  }

  /** Has clients judged again whose mute has ended. */
  #endMutes(): void {
    this.#parts.watch.judgeAgain((alert) => this.#settings.muteReason(alert) === null);
  }

  #deliver(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      this.#pending.set(alert.id, alert);
      const delivered = this.#parts.outlets.map((outlet) => outlet.deliver([alert]));
      Promise.all(delivered).then(
        () => {
          // A stronger alert of the same id may wait by now.
          if (this.#pending.get(alert.id) === alert) this.#pending.delete(alert.id);
          if (this.#pending.size < MOST_PENDING) for (const goOn of this.#waits.splice(0)) goOn();
        },
        (error: unknown) => {
          this.#parts.onProblem(messageOf(error));
        },
      );
    }
  }

  #save(): Promise<void> {
    this.#saving ??= this.#saveNow().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #saveNow(): Promise<void> {
    const { store, watch, inputs, onProblem } = this.#parts;
    const positions = { ...this.#positions };
    const { aside } = this.#guard;
    try {
      if (store !== null) {
        const { totals, clients } = watch.snapshot(this.#isStateWhole ? 'changed' : 'all');
        this.#isStateWhole = false;
        await store.save({ watch: { totals, clients }, positions, aside }, () => [
          ...this.#pending.values(),
        ]);
        this.#isStateWhole = true;
      }
      for (const input of inputs)
        if (input.name in positions) await input.acknowledge(positions[input.name]);
      if (this.#problem?.startsWith(UNSAVED) === true) this.#problem = null;
    } catch (error) {
      const message = `${UNSAVED}${messageOf(error)}`;
      if (message !== this.#problem) onProblem(message);
      this.#problem = message;
    }
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
