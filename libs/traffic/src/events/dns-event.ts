/** What a look-up led to: an address, a name that doesn't exist, a blocker's answer, no answer or an error. */
export type DnsAnswer = 'resolved' | 'nxdomain' | 'blocked' | 'failed';

/** One look-up of one client; the same shape as an event of `@degas/logs`. */
export interface DnsEvent {
  /** When, in milliseconds since 1970 UTC; null where the log has no time. */
  readonly time: number | null;
  /** Who asked; null where the log doesn't name clients. */
  readonly client: string | null;
  /** The name that was asked for, as it is in the log. */
  readonly name: string;
  /** The record type, such as `A`. */
  readonly type: string | null;
  /** null where the log has no answer. */
  readonly answer: DnsAnswer | null;
  /** Addresses and names in the answer. */
  readonly answers: readonly string[];
}
