import type { DnsEvent } from '../events/dns-event.ts';

/** Returns the events, those without a client as one client's that is named after their source. */
export function withClients(events: readonly DnsEvent[], source: string): readonly DnsEvent[] {
  if (events.every(({ client }) => client !== null)) return events;
  return events.map((event) => {
    if (event.client !== null) return event;
    const { time, name, type, answer, answers } = event;
    return { time, client: source, name, type, answer, answers };
  });
}
