import type { TrafficCounts } from '@degas/traffic';

/** What was read, and what of it is no evidence, in a line for people. */
export function countsLine(counts: TrafficCounts, clients: number, suspected: number): string {
  const dropped = Object.entries(counts.dropped).filter(([, count]) => count > 0);
  const parts = [
    `${counts.events} queries of ${clients} clients`,
    `${suspected} suspected`,
    ...(dropped.length > 0
      ? [
          `no evidence: ${dropped.map(([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`).join(', ')}`,
        ]
      : []),
    ...(counts.late > 0 ? [`${counts.late} late`] : []),
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
    ...(counts.evictedClients > 0 ? [`${counts.evictedClients} clients evicted`] : []),
  ];
  return parts.join('; ');
}
