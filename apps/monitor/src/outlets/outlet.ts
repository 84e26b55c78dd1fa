import type { Alert } from '@degas/traffic';

/** Where alerts go, at least once; the same alert has the same id. */
export interface Outlet {
  readonly name: string;
  /** Resolves once the alerts are safe: delivered, or in the dead-letter file. */
  deliver(alerts: readonly Alert[]): Promise<void>;
  /** Delivers what waits, within a bound, and ends. */
  close(): Promise<void>;
}
