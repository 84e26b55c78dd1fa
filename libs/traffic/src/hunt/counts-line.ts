import type { TrafficCounts } from '../traffic-counts.ts';

/** Says in one line what was read, and what of it is no evidence. */
export function countsLine(
  { events, dropped, late, blocked, evictedClients }: TrafficCounts,
  clients: number,
  suspected: number,
): string {
  const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
  const parts = [
    `${events} queries of ${clients} clients`,
    `${suspected} suspected`,
    ...(reasons.length > 0
      ? [
          `no evidence: ${reasons.map(([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`).join(', ')}`,
        ]
      : []),
    ...(late > 0 ? [`${late} late`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(evictedClients > 0 ? [`${evictedClients} clients evicted`] : []),
  ];
  return parts.join('; ');
}
