import type { Alert, AlertName } from '@degas/traffic';

/** A name of an alert of which only what matters is given. */
export function alertName(name: string, given: Partial<AlertName> = {}): AlertName {
  return {
    name,
    weight: 0.5,
    first: Date.UTC(2026, 10, 27, 8),
    last: Date.UTC(2026, 10, 27, 8, 5),
    failed: true,
    resolved: false,
    addresses: [],
    knownFamily: null,
    ...given,
  };
}

/** An alert of which only what matters is given. */
export function alertOf(id: string, given: Partial<Alert> = {}): Alert {
  return {
    id,
    client: '10.0.0.7',
    window: { start: Date.UTC(2026, 10, 27), end: Date.UTC(2026, 10, 28) },
    rule: 'client',
    score: 0.97,
    level: 'high',
    parts: { group: 0.97, knownNames: 0, resolvedNames: 0, trials: 1 },
    family: 'qakbot',
    names: [alertName(`x${id}qkz.com`), alertName(`y${id}qkz.net`)],
    distinctNames: 12,
    failed: 11,
    first: Date.UTC(2026, 10, 27, 8),
    last: Date.UTC(2026, 10, 27, 8, 5),
    isResolver: false,
    reasons: ['11 of 12 different names do not exist'],
    nextSteps: ['Find the program on 10.0.0.7 that asks for these names'],
    ...given,
  };
}
