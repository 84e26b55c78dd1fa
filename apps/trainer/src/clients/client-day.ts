import { registrableName } from '@degas/features';

/** What one client asked for in a day, every registrable name once. */
export interface ClientDay {
  /** The kind of traffic beside an infection. */
  readonly kind: string;
  /** The family of the DGA names; null for a clean client. */
  readonly family: string | null;
  /** How many DGA names there are. */
  readonly infected: number;
  /** Names in the order in which they were asked for. */
  readonly names: readonly string[];
  /** For each name, whether it failed (NXDOMAIN). */
  readonly failed: readonly boolean[];
}

/** Collects a day's registrable names; a name that is asked for again counts once, and what has none doesn't count. */
export class DayNames {
  readonly names: string[] = [];
  readonly failed: boolean[] = [];
  readonly #seen = new Set<string>();

  add(host: string, isFailed: boolean): void {
    const { registrable } = registrableName(host);
    if (registrable === null || this.#seen.has(registrable)) return;
    this.#seen.add(registrable);
    this.names.push(registrable);
    this.failed.push(isFailed);
  }
}
