import { type Alert, alertLevels } from '@degas/traffic';

/** An alert as the page has it. */
export interface BookedAlert {
  readonly alert: Alert;
  /** When it was raised or last grew stronger, in milliseconds since 1970. */
  readonly raised: number;
}

/** The alerts of the last hours: each id once, at its highest level; of too many the oldest go. */
export class AlertBook {
  readonly #most: number;
  readonly #booked = new Map<string, BookedAlert>();

  constructor(most = 10_000) {
    this.#most = most;
  }

  get size(): number {
    return this.#booked.size;
  }

  add(alert: Alert, raised: number): void {
    this.#booked.delete(alert.id);
    this.#booked.set(alert.id, { alert, raised });
    const [oldest] = this.#booked.keys();
    if (this.#booked.size > this.#most && oldest !== undefined) this.#booked.delete(oldest);
  }

  get(id: string): BookedAlert | null {
    return this.#booked.get(id) ?? null;
  }

  /** The latest first. */
  list(): readonly BookedAlert[] {
    return [...this.#booked.values()].reverse();
  }

  /** Other clients whose alerts have some of the names, with how many. */
  sharing({ id, client, names }: Alert): readonly { client: string; names: number }[] {
    const wanted = new Set(names.map(({ name }) => name));
    const shared = new Map<string, number>();
    for (const { alert } of this.#booked.values()) {
      if (alert.id === id || alert.client === client) continue;
      const common = alert.names.filter(({ name }) => wanted.has(name)).length;
      if (common > 0) shared.set(alert.client, Math.max(common, shared.get(alert.client) ?? 0));
    }
    return [...shared]
      .map(([other, common]) => ({ client: other, names: common }))
      .sort((a, b) => b.names - a.names);
  }

  /** Clients by their strongest alert. */
  byRisk(): readonly BookedAlert[] {
    const strongest = new Map<string, BookedAlert>();
    for (const booked of this.#booked.values()) {
      const held = strongest.get(booked.alert.client);
      if (held === undefined || riskOf(booked) > riskOf(held))
        strongest.set(booked.alert.client, booked);
    }
    return [...strongest.values()].sort((a, b) => riskOf(b) - riskOf(a));
  }
}

const riskOf = ({ alert }: BookedAlert): number => alertLevels.indexOf(alert.level) + alert.score;
