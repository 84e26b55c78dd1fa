import type { Classifier } from '@degas/inference';
import { answerOf } from '@degas/logs';
import { type Alert, type DnsEvent, strongestAlerts, TrafficWatch } from '@degas/traffic';

/** A row of a table of DNS events; null is what SQL had as NULL. */
export interface EventRow {
  /** Microseconds since 1970 UTC. */
  readonly time: bigint | null;
  readonly client: string | null;
  readonly name: string | null;
  /** A response code, by number or by name. */
  readonly rcode: string | null;
}

/** Rows of one table have no order of arrival: none of them is late. */
const LATENESS_MS = Number.MAX_SAFE_INTEGER;

/** Returns the strongest alert of each suspected client, the highest score first; rows without a client or name are no evidence. */
export function infectedClients(classifier: Classifier, rows: Iterable<EventRow>): Alert[] {
  const watch = new TrafficWatch(classifier, { latenessMs: LATENESS_MS });
  const events: DnsEvent[] = [];
  for (const { time, client, name, rcode } of rows) {
    if (client === null || name === null) continue;
    const ms = time === null ? null : Number(time / 1000n);
    events.push({ time: ms, client, name, type: null, answer: answerOf(rcode), answers: [] });
  }
  watch.add(events);
  return strongestAlerts(watch.finish());
}
