import { seededRandom } from '@degas/features';

import type { WritableEvent } from './event-writers.ts';
import { infectionNames } from './infection-names.ts';

export interface InfectionOptions {
  readonly family: string;
  readonly client: string;
  /** Queries an hour. */
  readonly rate: number;
  /** Names, at most. */
  readonly count: number;
  /** Names at the end that resolve; all others fail. */
  readonly resolved: number;
  readonly seed: number;
}

const HOUR_MS = 3_600_000;
/** The pause between two queries varies by this share of its mean to either side. */
const JITTER = 0.5;
/** The first query comes this long after the log's first one: the machine was there before it was infected. */
const DELAY_MS = 60_000;
const ADDRESS = '198.51.100.7';

/**
 * Returns the queries of an infected client in order of time, from shortly after `start` (milliseconds since 1970). The same
 * for the same arguments.
 */
export function infection(start: number, options: InfectionOptions): WritableEvent[] {
  const { family, client, rate, count, resolved, seed } = options;
  const random = seededRandom(seed);
  let time = start + DELAY_MS;
  return infectionNames(family, new Date(start), count, seed).map((name, i, names) => {
    const isResolved = i >= names.length - resolved;
    const event: WritableEvent = {
      time: Math.round(time),
      client,
      name,
      type: 'A',
      answer: isResolved ? 'resolved' : 'nxdomain',
      answers: isResolved ? [ADDRESS] : [],
    };
    time += (HOUR_MS / rate) * (1 - JITTER + 2 * JITTER * random());
    return event;
  });
}
