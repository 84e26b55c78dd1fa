import type { ReadOptions } from '@degas/logs';
import {
  type Alert,
  type DnsEvent,
  dropReasons,
  type TrafficCounts,
  type TrafficWatch,
} from '@degas/traffic';

import type { InputStatus } from '../inputs/input.ts';
import type { Outlet } from '../outlets/outlet.ts';
import type { MonitorSettings } from '../pipeline/monitor.ts';
import { wantedAlerts } from '../pipeline/wanted-alerts.ts';
import { KafkaMonitor } from './kafka-monitor.ts';
import type { KafkaPort } from './kafka-port.ts';
import { MessageReader } from './message-reader.ts';

export interface KafkaRunParts {
  readonly port: KafkaPort;
  readonly topic: string;
  readonly group: string;
  readonly checkpointMs: number;
  readonly sessionTimeoutMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly reading: ReadOptions;
  /** A watch for one partition's clients. */
  readonly openWatch: () => TrafficWatch;
  readonly outlets: readonly Outlet[];
  readonly settings: MonitorSettings;
  readonly onEvents: (events: readonly DnsEvent[]) => void;
  /** Alerts as they are raised, those that are muted left out. */
  readonly onAlerts: (alerts: readonly Alert[]) => void;
  readonly onProblem: (message: string) => void;
}

/** How often it is looked whether a mute has ended. */
const MUTES_MS = 5000;

/** The monitor as a member of a Kafka consumer group, asked and stopped like the monitor of one machine. */
export class KafkaRun {
  readonly #parts: KafkaRunParts;
  #settings: MonitorSettings;
  #monitor: KafkaMonitor | null = null;

  constructor(parts: KafkaRunParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
  }

  counts(): TrafficCounts {
    return sumOf((this.#monitor?.watches ?? []).map(({ counts }) => counts));
  }

  inputs(): readonly InputStatus[] {
    return (this.#monitor?.progress ?? []).map(({ partition, messages, poison, lag }) => ({
      name: `kafka ${this.#parts.topic}/${partition}`,
      events: messages,
      rejected: poison,
      lag: Number(lag),
      problem: null,
    }));
  }

  unready(): string | null {
    return this.#monitor?.isMember === true ? null : 'not a member of the group';
  }

  whoAskedFor(names: readonly string[]): { readonly client: string; readonly names: number }[] {
    const found = (this.#monitor?.watches ?? []).flatMap((watch) => watch.whoAskedFor(names));
    return found.sort((a, b) => b.names - a.names);
  }

  /** Takes other settings; what was gathered stays. */
  reload(settings: MonitorSettings): void {
    this.#settings = settings;
    for (const watch of this.#monitor?.watches ?? []) watch.setAllow(settings.allow);
    this.#endMutes();
  }

  /** Runs until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { port, reading, openWatch } = this.#parts;
    this.#monitor = await KafkaMonitor.start(port, {
      ...this.#parts,
      openWatch: () => {
        const watch = openWatch();
        watch.setAllow(this.#settings.allow);
        return watch;
      },
      openReader: () => new MessageReader(reading),
      deliver: (alerts, watch) => this.#give(alerts, watch),
    });
    const mutes = setInterval(() => {
      this.#endMutes();
    }, MUTES_MS);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    clearInterval(mutes);
  }

  /** Makes everything durable, leaves the group, delivers what can be delivered. */
  async close(): Promise<void> {
    await this.#monitor?.close();
    this.#monitor = null;
    for (const outlet of this.#parts.outlets) {
      await outlet.close().catch((error: unknown) => {
        this.#parts.onProblem(`${outlet.name}: ${String(error)}`);
      });
    }
    await this.#parts.port.close();
  }

  /** Has clients judged again whose mute has ended. */
  #endMutes(): void {
    for (const watch of this.#monitor?.watches ?? [])
      watch.judgeAgain((alert) => this.#settings.muteReason(alert) === null);
  }

  async #give(alerts: readonly Alert[], watch: TrafficWatch): Promise<void> {
    const { wanted, muted } = wantedAlerts(alerts, this.#settings);
    if (muted.length > 0) watch.withdraw(muted);
    if (wanted.length === 0) return;
    this.#parts.onAlerts(wanted);
    await Promise.all(this.#parts.outlets.map((outlet) => outlet.deliver(wanted)));
  }
}

function sumOf(every: readonly TrafficCounts[]): TrafficCounts {
  const sum = (valueOf: (counts: TrafficCounts) => number): number =>
    every.reduce((total, counts) => total + valueOf(counts), 0);
  return {
    events: sum(({ events }) => events),
    dropped: Object.fromEntries(
      dropReasons.map((reason) => [reason, sum(({ dropped }) => dropped[reason])]),
    ) as TrafficCounts['dropped'],
    late: sum(({ late }) => late),
    evictedClients: sum(({ evictedClients }) => evictedClients),
    blocked: sum(({ blocked }) => blocked),
    withoutClient: sum(({ withoutClient }) => withoutClient),
    withoutTime: sum(({ withoutTime }) => withoutTime),
    clients: sum(({ clients }) => clients),
  };
}
