import type { Classifier, OperatingLevel } from '@degas/inference';
import type { DnsEvent } from '@degas/logs';

/** Fewer clients say little about what a network uses. */
const FEWEST_CLIENTS = 3;
const LEAST_SHARE = 0.05;
/** Names that are remembered; what is forgotten is classified again. */
const MOST_NAMES = 500_000;

/** A name that looks made by a machine and that many clients ask for. */
export interface PopularName {
  readonly name: string;
  /** Its level by itself. */
  readonly level: OperatingLevel;
  readonly clients: number;
  /** Null where the logs have no answers. */
  readonly resolved: boolean | null;
}

interface Suspect {
  readonly level: OperatingLevel;
  readonly clients: Set<string>;
  resolved: boolean | null;
}

/** Counts the clients that ask for each name that looks made by a machine, and the client-days of all events. */
export class PopularNames {
  readonly #classifier: Pick<Classifier, 'classify'>;
  /** Suspects by registrable name. */
  readonly #suspects = new Map<string, Suspect>();
  /** What each name of the log was found to be; null where it is no suspect. */
  readonly #seen = new Map<string, Suspect | null>();
  readonly #clients = new Set<string>();

  constructor(classifier: Pick<Classifier, 'classify'>) {
    this.#classifier = classifier;
  }

  get clients(): number {
    return this.#clients.size;
  }

  add(events: readonly Pick<DnsEvent, 'name' | 'client' | 'answer'>[]): void {
    if (this.#seen.size > MOST_NAMES) this.#seen.clear();
    this.#learn(
      [...new Set(events.map(({ name }) => name))].filter((name) => !this.#seen.has(name)),
    );
    for (const { name, client, answer } of events) {
      this.#clients.add(client ?? '');
      const suspect = this.#seen.get(name);
      if (suspect == null) continue;
      suspect.clients.add(client ?? '');
      if (answer !== null) suspect.resolved = suspect.resolved === true || answer === 'resolved';
    }
  }

  /** Those that at least three clients and one in twenty ask for, the most popular first. */
  popular(): PopularName[] {
    const least = Math.max(FEWEST_CLIENTS, Math.ceil(LEAST_SHARE * this.#clients.size));
    return [...this.#suspects]
      .map(([name, { level, clients, resolved }]) => ({
        name,
        level,
        clients: clients.size,
        resolved,
      }))
      .filter(({ clients }) => clients >= least)
      .sort((a, b) => b.clients - a.clients || (a.name < b.name ? -1 : 1));
  }

  #learn(names: readonly string[]): void {
    for (const [i, { registrable, level }] of this.#classifier.classify(names).entries()) {
      let suspect: Suspect | null = null;
      if (registrable !== null && level !== null) {
        suspect = this.#suspects.get(registrable) ?? { level, clients: new Set(), resolved: null };
        this.#suspects.set(registrable, suspect);
      }
      this.#seen.set(names[i] ?? '', suspect);
    }
  }
}
