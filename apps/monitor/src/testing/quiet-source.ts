import { dropReasons, type TrafficCounts } from '@degas/traffic';

import type { MonitorSource } from '../operations/live-view.ts';

const counts: TrafficCounts = {
  events: 1000,
  dropped: Object.fromEntries(dropReasons.map((reason) => [reason, 3])) as TrafficCounts['dropped'],
  late: 1,
  evictedClients: 0,
  blocked: 0,
  withoutClient: 2,
  withoutTime: 0,
  clients: 42,
};

/** A monitor that has an input, an output and nothing to complain of; parts of it can be replaced. */
export function quietSource(given: Partial<MonitorSource> = {}): MonitorSource {
  return {
    counts: () => counts,
    inputs: () => [{ name: 'dns.log', events: 1000, rejected: 5, lag: 7, problem: null }],
    outlets: () => [
      {
        name: 'file alerts.jsonl',
        counts: { delivered: 3, failures: 0, deadLetters: 0, waiting: 0, problem: null },
      },
    ],
    unready: () => null,
    whoAskedFor: () => [],
    ...given,
  };
}
