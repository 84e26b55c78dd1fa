import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type Alert, strongestAlerts } from './alerts/alert.ts';
import type { JudgedClient } from './alerts/judge-client.ts';
import type { DnsEvent } from './events/dns-event.ts';
import { NameCache } from './evidence/name-cache.ts';
import { event, infection } from './testing/events.ts';
import { fakeJudge } from './testing/fake-judge.ts';
import type { TrafficOptions } from './traffic-options.ts';
import { TrafficWatch } from './traffic-watch.ts';

const DAY = 86_400_000;
const NOON = 20_000 * DAY + DAY / 2;

function alertsOf(events: readonly DnsEvent[], options: Partial<TrafficOptions> = {}) {
  const watch = new TrafficWatch(fakeJudge, options);
  watch.add(events);
  return strongestAlerts(watch.finish());
}

/** A day of a few clients, as any log may have it. */
const logs = fc.array(
  fc.record({
    time: fc.integer({ min: NOON, max: NOON + DAY }),
    client: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3'),
    name: fc.constantFrom(
      ...Array.from({ length: 12 }, (_, i) => `xq${i}.com`),
      'www.example.com',
      'a.example.org',
      'wpad.corp.com',
      'localhost',
    ),
    type: fc.constant('A'),
    answer: fc.constantFrom('resolved' as const, 'nxdomain' as const, 'blocked' as const, null),
    answers: fc.constantFrom([], ['192.0.2.1'], ['192.0.2.2', '192.0.2.3']),
  }),
  { maxLength: 120 },
);

test('finds the client that asks for names of a DGA, with the names, their times and what to do', () => {
  const [alert, ...others] = alertsOf([
    ...infection('10.0.0.7', NOON, 8),
    event({ client: '10.0.0.8', time: NOON, name: 'www.example.com' }),
  ]);
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    client: '10.0.0.7',
    level: 'high',
    rule: 'client',
    failed: 8,
    distinctNames: 8,
    first: NOON,
    last: NOON + 7000,
    family: 'unknown',
  });
  expect(alert?.names.map(({ name }) => name)).toContain('xq3w.com');
  expect(alert?.reasons).toContain('8 names within 7 s');
  expect(alert?.nextSteps[0]).toContain('10.0.0.7');
});

test('the order of events within the lateness bound changes nothing', () => {
  fc.assert(
    fc.property(logs, fc.func(fc.integer()), (events, keyOf) => {
      const shuffled = events
        .map((each, i) => ({ each, key: keyOf(i) }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      expect(alertsOf(shuffled)).toEqual(alertsOf(events));
    }),
    { numRuns: 40 },
  );
});

test('repeated events change nothing', () => {
  fc.assert(
    fc.property(logs, (events) => {
      expect(alertsOf([...events, ...events])).toEqual(alertsOf(events));
    }),
    { numRuns: 40 },
  );
});

test('two halves that are merged equal the whole', () => {
  fc.assert(
    fc.property(logs, fc.nat(), (events, cut) => {
      const middle = cut % (events.length + 1);
      const halves = [events.slice(0, middle), events.slice(middle)].map((half) => {
        const watch = new TrafficWatch(fakeJudge);
        watch.add(half);
        return watch;
      });
      const [first, second] = halves as [TrafficWatch, TrafficWatch];
      first.merge(second);
      expect(first.counts.events).toBe(events.length);
      expect(strongestAlerts(first.finish())).toEqual(alertsOf(events));
    }),
    { numRuns: 40 },
  );
});

test('windows close as time goes on, and an alert is reported once', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add(infection('10.0.0.7', NOON, 8));
  expect(watch.advance()).toEqual([]);
  expect(watch.judgeNow()).toHaveLength(1);
  expect(watch.judgeNow()).toEqual([]);
  watch.add([event({ time: NOON + DAY, name: 'www.example.com' })]);
  expect(watch.advance()).toEqual([]);
  watch.add([event({ time: NOON, name: 'www.example.com' })]);
  expect(watch.counts.late).toBe(1);
  expect(watch.counts.clients).toBe(1);
});

test('a window that is closed is judged once', () => {
  let judged = 0;
  const counting = {
    ...fakeJudge,
    judgeEvidence: (...given: Parameters<typeof fakeJudge.judgeEvidence>) => {
      judged++;
      return fakeJudge.judgeEvidence(...given);
    },
  };
  const watch = new TrafficWatch(counting);
  watch.add(infection('10.0.0.7', NOON, 8));
  // The half that closes stays, as it is the first one of a window that does not.
  watch.add(infection('10.0.0.7', NOON + DAY / 2, 8));
  expect(watch.advance()).toEqual([]);
  watch.add(infection('10.0.0.8', NOON + 0.9 * DAY, 8));
  for (let i = 0; i < 5; i++) watch.advance();
  const before = judged;
  for (let i = 0; i < 5; i++) watch.advance();
  expect(before).toBeGreaterThan(0);
  expect(judged).toBe(before);
});

test('a window that closes little by little has the same alerts, whatever comes or is saved meanwhile', () => {
  const clients = Array.from({ length: 20 }, (_, i) => `10.0.0.${i}`);
  const opened = (): TrafficWatch => {
    const watch = new TrafficWatch(fakeJudge);
    for (const client of clients) watch.add(infection(client, NOON, 8));
    watch.add([event({ time: NOON + 3 * DAY, name: 'www.example.com' })]);
    return watch;
  };
  const idsOf = (alerts: readonly Alert[]): string[] => alerts.map(({ id }) => id).sort();
  const whole = idsOf(opened().advance());
  expect(whole).toHaveLength(clients.length);

  const watch = opened();
  expect(watch.due).toBe(1);
  const alerts = watch.advance(undefined, 3);
  expect(alerts).toHaveLength(3);
  expect([watch.isClosing, watch.due]).toEqual([true, 1]);
  // It is late for the window that closes, wherever it is.
  watch.add(infection('10.0.0.99', NOON, 8));
  expect(watch.counts.late).toBe(8);
  const { totals, clients: states } = watch.snapshot();
  const restored = new TrafficWatch(fakeJudge);
  restored.restore({ totals, clients: [...states] });
  while (watch.isClosing) alerts.push(...watch.advance(undefined, 3));
  expect(idsOf(alerts)).toEqual(whole);
  expect(watch.due).toBe(0);
  // The rest comes after a restart, and nothing twice.
  const rest = restored.advance();
  expect(idsOf(rest)).toEqual(idsOf(alerts.slice(3)));
});

test('watches that remember names together score each once, and take other rules of names', () => {
  const scored: string[] = [];
  const judge = {
    ...fakeJudge,
    score: (names: readonly string[]) => {
      scored.push(...names);
      return fakeJudge.score(names);
    },
  };
  const names = new NameCache(judge);
  const watches = ['10.0.0.1', '10.0.0.2'].map((client) => {
    const watch = new TrafficWatch(judge, {}, null, names);
    watch.add(infection(client, NOON, 3));
    return watch;
  });
  expect(scored).toHaveLength(3);
  const allow = new Set(['xq0w.com']);
  for (const watch of watches) {
    watch.setAllow(allow);
    watch.add(infection('10.0.0.9', NOON, 1));
  }
  expect(watches.map(({ counts }) => counts.dropped.allowed)).toEqual([1, 1]);
});

test('an alert that is taken back comes again, with its id, once it is wanted or its client has another name', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add(infection('10.0.0.7', NOON, 8));
  const alerts = watch.judgeChanged();
  expect(alerts.map(({ level }) => level)).toEqual(['high']);
  expect([watch.withdraw(alerts), watch.withdraw(alerts)]).toEqual([1, 0]);
  expect(watch.judgeChanged()).toEqual([]);
  watch.judgeAgain(() => false);
  expect(watch.judgeChanged()).toEqual([]);
  watch.judgeAgain(({ client }) => client === '10.0.0.7');
  expect(watch.judgeChanged()).toEqual(alerts);
  watch.judgeAgain(() => true);
  expect(watch.judgeChanged()).toEqual([]);
  watch.withdraw(alerts);
  // Somebody else who goes on knows of no alert.
  const other = new TrafficWatch(fakeJudge);
  other.restore(watch.snapshot());
  expect(other.judgeChanged()).toEqual(alerts);
  watch.add(infection('10.0.0.7', NOON, 9));
  expect(watch.judgeChanged().map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
});

test('a few events far ahead, of a clock that is wrong, close no window; many do', () => {
  const far = NOON + 400 * DAY;
  const ahead = (count: number) =>
    Array.from({ length: count }, (_, i) => event({ time: far + i, name: 'www.example.com' }));
  const lateAfter = (count: number): number => {
    const watch = new TrafficWatch(fakeJudge);
    watch.add([event({ time: NOON, name: 'www.example.com' }), ...ahead(count)]);
    watch.advance();
    watch.add(infection('10.0.0.7', NOON, 8));
    return watch.counts.late;
  };
  expect(lateAfter(9)).toBe(0);
  expect(lateAfter(10)).toBe(8);
});

test('who wants to sees every client of a window that closes, suspicious or not', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add([
    ...infection('10.0.0.7', NOON, 8),
    event({ client: '10.0.0.8', time: NOON, name: 'www.example.com' }),
    event({ client: '10.0.0.9', time: NOON + 3 * DAY, name: 'www.example.com' }),
  ]);
  const seen: string[] = [];
  const visit = ({ client }: JudgedClient) => seen.push(client);
  expect(watch.advance(visit).map(({ client }) => client)).toEqual(['10.0.0.7']);
  expect([...new Set(seen)].sort()).toEqual(['10.0.0.7', '10.0.0.8']);
  watch.finish(visit);
  expect(seen).toContain('10.0.0.9');
});

test('an infection on both sides of midnight is seen whole', () => {
  const midnight = 20_001 * DAY;
  const alerts = alertsOf(infection('10.0.0.7', midnight - 2000, 4));
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({ level: 'high', failed: 4 });
});

test('what machines ask for by themselves is no evidence, and counted', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add(
    [
      'wpad.corp.com',
      'isatap.corp.com',
      '4.3.2.1.zen.spamhaus.org',
      'example.com.dbl.spamhaus.org',
      'xkqjw',
      'xabc.local',
      '1.0.0.10.in-addr.arpa',
      'xqwkz.nosuchsuffix',
      '_ldap._tcp.dc._msdcs.corp.com',
    ].map((name) => event({ name, answer: 'nxdomain' })),
  );
  watch.add([event({ name: 'www.example.com.corp.net', answer: 'nxdomain' })]);
  expect(watch.counts.dropped).toMatchObject({
    auto_discovery: 2,
    block_list: 2,
    single_label: 1,
    private_zone: 1,
    reverse_zone: 1,
    unknown_suffix: 1,
    service_label: 1,
    search_suffix: 1,
  });
  expect(watch.finish()).toEqual([]);
});

test("a blocker's answer is no failing name", () => {
  const events = infection('10.0.0.7', NOON, 8).map((each): DnsEvent => ({
    ...each,
    answer: 'blocked',
  }));
  expect(alertsOf(events)).toEqual([]);
});

test('logs without answers, times or clients are judged too', () => {
  const [alert] = alertsOf(
    infection('10.0.0.7', NOON, 8).map((each) => ({
      ...each,
      answer: null,
      time: null,
      client: null,
    })),
  );
  expect(alert).toMatchObject({ client: '', level: 'high', window: null, first: null, failed: 0 });
});

test('a name that resolves beside failing ones like it makes MEDIUM HIGH', () => {
  const events = infection('10.0.0.7', NOON, 3);
  expect(alertsOf(events)[0]).toMatchObject({ level: 'medium' });
  const found = event({ client: '10.0.0.7', time: NOON, name: 'xq9w.com', answers: ['192.0.2.9'] });
  const [alert] = alertsOf([...events, found]);
  expect(alert).toMatchObject({ level: 'high', parts: { resolvedNames: 1 } });
  expect(alert?.nextSteps.join(' ')).toContain('192.0.2.9');
});

test('names that a known DGA makes are an alert by themselves', () => {
  const watch = new TrafficWatch(fakeJudge, {}, (name) =>
    name === 'known.com' || name === 'known.net' ? 'conficker' : null,
  );
  watch.add([event({ name: 'known.com' }), event({ name: 'www.known.net' })]);
  const [alert] = watch.finish();
  expect(alert).toMatchObject({ rule: 'known_dga', level: 'medium', family: 'conficker' });
});

test('allowed names are no evidence', () => {
  expect(alertsOf(infection('10.0.0.7', NOON, 8), { allow: new Set(['com']) })).toEqual([]);
});

test('of more clients than are kept, those that were silent longest are evicted and counted', () => {
  const watch = new TrafficWatch(fakeJudge, { maxClients: 10 });
  for (let i = 0; i < 25; i++)
    watch.add([
      event({ client: `10.0.1.${i}`, time: NOON + i, name: 'xq1w.com', answer: 'nxdomain' }),
    ]);
  expect(watch.counts).toMatchObject({ clients: 10, evictedClients: 15 });
});

test('an infected client behind a gateway is found among the names of all', () => {
  const names = Array.from({ length: 1500 }, (_, i) =>
    event({
      client: '10.0.0.254',
      time: NOON + 20_000 * i,
      name: `shop${i}.com`,
      answer: i % 20 === 0 ? 'nxdomain' : 'resolved',
    }),
  );
  const others = ['10.0.0.2', '10.0.0.3'].map((client) =>
    event({ client, time: NOON, name: 'www.example.com' }),
  );
  const [alert] = alertsOf([...names, ...others, ...infection('10.0.0.254', NOON + 1e6, 12)]);
  expect(alert).toMatchObject({ client: '10.0.0.254', isResolver: true, rule: 'burst' });
  expect(alert?.names.every(({ name }) => name.startsWith('x'))).toBe(true);
});

test('an option that makes no sense is an error that names it', () => {
  expect(() => new TrafficWatch(fakeJudge, { resolverShare: 2 })).toThrow(
    /resolverShare 2\. Expected/,
  );
});

test('tells who asked for names, the most first', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add([
    ...infection('10.0.0.2', NOON, 2),
    ...infection('10.0.0.1', NOON, 3),
    event({ client: '10.0.0.3', time: NOON, name: 'www.example.com' }),
  ]);
  const names = ['xq0w.com', 'xq1w.com', 'xq2w.com', 'xq99w.com'];
  expect(watch.whoAskedFor(names)).toEqual([
    { client: '10.0.0.1', names: 3 },
    { client: '10.0.0.2', names: 2 },
  ]);
  expect(watch.whoAskedFor(['example.com'])).toEqual([]);
});
