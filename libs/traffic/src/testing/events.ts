import type { DnsEvent } from '../events/dns-event.ts';

/** An event of which only what matters is given. */
export function event(given: Partial<DnsEvent> & { readonly name: string }): DnsEvent {
  return { time: 0, client: '10.0.0.1', type: 'A', answer: 'resolved', answers: [], ...given };
}

/** Failing look-ups of DGA names, one a second. */
export function infection(client: string, from: number, count: number): DnsEvent[] {
  return Array.from({ length: count }, (_, i) =>
    event({ client, time: from + 1000 * i, name: `xq${i}w.com`, answer: 'nxdomain' }),
  );
}
