import { TrafficError } from './errors.ts';

const HOUR_MS = 3_600_000;

/** How traffic is watched. */
export interface TrafficOptions {
  /** Milliseconds that evidence of a client is kept together; it slides by half of that. */
  readonly windowMs: number;
  /** Milliseconds that an event may come after a later one. */
  readonly latenessMs: number;
  /** Clients kept at the same time; of more, those that were silent longest are evicted and counted. */
  readonly maxClients: number;
  /** Names whose scores are remembered. */
  readonly maxNames: number;
  /** Share of all distinct names from which on a client is a resolver or a gateway for others. */
  readonly resolverShare: number;
  /** Rules of names that are no evidence: `example.com` with all below it. */
  readonly allow: ReadonlySet<string>;
}

export const defaultTrafficOptions: TrafficOptions = {
  windowMs: 24 * HOUR_MS,
  latenessMs: HOUR_MS / 4,
  maxClients: 1_000_000,
  maxNames: 500_000,
  resolverShare: 0.25,
  allow: new Set(),
};

/** Returns the options with their defaults; a number that makes no sense is an error that names it. */
export function trafficOptions(given: Partial<TrafficOptions> = {}): TrafficOptions {
  const options = { ...defaultTrafficOptions, ...given };
  const check = (
    name: Exclude<keyof TrafficOptions, 'allow'>,
    isRight: boolean,
    expected: string,
  ): void => {
    if (isRight) return;
    throw new TrafficError(
      'TRAFFIC_INVALID_OPTION',
      `${name} ${options[name]}. Expected ${expected}. Leave it out when in doubt.`,
    );
  };
  check('windowMs', options.windowMs >= 60_000, 'at least a minute, in milliseconds');
  check('latenessMs', options.latenessMs >= 0, 'milliseconds from 0');
  check('maxClients', isCount(options.maxClients), 'a whole number from 1');
  check('maxNames', isCount(options.maxNames), 'a whole number from 1');
  const { resolverShare } = options;
  check('resolverShare', resolverShare > 0 && resolverShare <= 1, 'a share from 0 to 1');
  return options;
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
