import { describe, expect, test } from '@jest/globals';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';

import type { Alert } from './alerts/alert.ts';
import type { DnsEvent } from './events/dns-event.ts';
import { event, infection } from './testing/events.ts';
import { fakeJudge } from './testing/fake-judge.ts';
import { TrafficWatch, type WatchSnapshot } from './traffic-watch.ts';

const DAY = 86_400_000;
const NOON = 20_000 * DAY + DAY / 2;

/** Three days of a few clients; more names than are kept of one, so that some have to make room. */
const logs = fc.array(
  fc.record({
    time: fc.option(fc.integer({ min: NOON, max: NOON + 3 * DAY }), { freq: 20 }),
    client: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', null),
    name: fc.oneof(
      fc.integer({ min: 0, max: 9 }).map((i) => `xq${i}w.com`),
      fc.integer({ min: 0, max: 200 }).map((i) => `n${i}.example${i}.org`),
      fc.constantFrom('wpad.corp.com', 'localhost'),
    ),
    type: fc.constant('A'),
    answer: fc.constantFrom('resolved' as const, 'nxdomain' as const, 'blocked' as const, null),
    answers: fc.constantFrom([], ['192.0.2.1'], ['192.0.2.2', '192.0.2.3']),
  }),
  { maxLength: 200 },
);
/** In the order of time, as a live log is. */
const inOrder = logs.map((events) => [...events].sort((a, b) => (a.time ?? 0) - (b.time ?? 0)));

const byId = (alerts: readonly Alert[]): Alert[] =>
  [...alerts].sort((a, b) => (`${a.id}${a.level}` < `${b.id}${b.level}` ? -1 : 1));

/** A snapshot as it comes back from a store: every part of a client is its last one. */
class Store {
  readonly #clients = new Map<string, Uint8Array>();
  #totals = new Uint8Array(0);

  save({ totals, clients }: WatchSnapshot): void {
    this.#totals = totals.slice();
    for (const { client, bytes } of clients) {
      if (bytes === null) this.#clients.delete(client);
      else this.#clients.set(client, bytes.slice());
    }
  }

  get size(): number {
    return this.#clients.size;
  }

  get snapshot(): WatchSnapshot {
    const clients = [...this.#clients].map(([client, bytes]) => ({ client, bytes }));
    return { totals: this.#totals, clients };
  }
}

/** All that a watch gives out on the way and at its end. */
function watched(watch: TrafficWatch, events: readonly DnsEvent[]): unknown {
  watch.add(events);
  const alerts = [byId(watch.judgeNow()), byId(watch.advance())];
  return [alerts, watch.judgeAll(), watch.counts, byId(watch.finish())];
}

describe('a watch that is restored', () => {
  test('goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(inOrder, fc.array(fc.nat(200), { maxLength: 4 }), (events, cuts) => {
        const steady = new TrafficWatch(fakeJudge, { latenessMs: 0 });
        let watch = new TrafficWatch(fakeJudge, { latenessMs: 0 });
        const store = new Store();
        let from = 0;
        for (const to of [...cuts].sort((a, b) => a - b)) {
          const part = events.slice(from, to);
          from = Math.max(from, to);
          for (const each of [steady, watch]) each.add(part);
          expect(byId(watch.judgeNow())).toEqual(byId(steady.judgeNow()));
          expect(byId(watch.advance())).toEqual(byId(steady.advance()));
          store.save(watch.snapshot('changed'));
          watch = new TrafficWatch(fakeJudge, { latenessMs: 0 });
          watch.restore(store.snapshot);
        }
        const rest = events.slice(from);
        expect(watched(watch, rest)).toEqual(watched(steady, rest));
      }),
      { numRuns: 60 },
    );
  });

  test('loses nothing when the events since its totals are added once more', () => {
    fc.assert(
      fc.property(inOrder, fc.nat(200), fc.nat(200), (events, first, second) => {
        const [cut, later] = first < second ? [first, second] : [second, first];
        const watch = new TrafficWatch(fakeJudge);
        watch.add(events.slice(0, cut));
        const { totals } = watch.snapshot();
        watch.add(events.slice(cut, later));
        // The process was killed between the clients and the totals.
        const { clients } = watch.snapshot();
        const restored = new TrafficWatch(fakeJudge);
        restored.restore({ totals, clients });
        const steady = new TrafficWatch(fakeJudge);
        steady.add(events.slice(0, cut));
        expect(watched(restored, events.slice(cut))).toEqual(watched(steady, events.slice(cut)));
      }),
      { numRuns: 40 },
    );
  });

  test('reports no alert again', () => {
    const watch = new TrafficWatch(fakeJudge);
    watch.add(infection('10.0.0.7', NOON, 8));
    expect(watch.judgeNow()).toHaveLength(1);
    const restored = new TrafficWatch(fakeJudge);
    restored.restore(watch.snapshot());
    expect(restored.judgeNow()).toEqual([]);
    expect(restored.judgeChanged()).toEqual([]);
  });

  test('has only the clients that changed in the next snapshot, and forgets those that are gone', () => {
    const store = new Store();
    const watch = new TrafficWatch(fakeJudge, { maxClients: 3, latenessMs: 0 });
    for (const client of ['a', 'b', 'c'])
      watch.add([event({ client, time: NOON, name: 'a.example.org' })]);
    store.save(watch.snapshot('changed'));
    expect([...watch.snapshot('changed').clients]).toEqual([]);
    watch.add([event({ client: 'd', time: NOON + 1000, name: 'a.example.org' })]);
    const { totals, clients } = watch.snapshot('changed');
    const parts = [...clients];
    store.save({ totals, clients: parts });
    const [gone, fresh, ...others] = parts;
    expect(gone).toEqual({ client: expect.stringMatching(/^[abc]$/), bytes: null });
    expect(fresh).toMatchObject({ client: 'd' });
    expect(others).toEqual([]);
    watch.add([event({ client: 'd', time: NOON + 3 * DAY, name: 'a.example.org' })]);
    watch.advance();
    store.save(watch.snapshot('changed'));
    expect(store.size).toBe(1);
  });

  test.each([
    ['bytes that are none', new Uint8Array([0xc1, 7]), /damaged/],
    ['a part that was cut', encode([1, [], [1, 2]]).slice(0, 3), /damaged/],
    ['another version', encode([99, []]), /of version 99/],
  ])('refuses %s', (_, bytes, message) => {
    const { totals } = new TrafficWatch(fakeJudge).snapshot();
    for (const snapshot of [
      { totals: bytes, clients: [] },
      { totals, clients: [{ client: '10.0.0.1', bytes }] },
    ]) {
      const watch = new TrafficWatch(fakeJudge);
      expect(() => {
        watch.restore(snapshot);
      }).toThrow(
        expect.objectContaining({
          code: 'TRAFFIC_SNAPSHOT_UNREADABLE',
          message: expect.stringMatching(message),
        }),
      );
    }
  });

  test('refuses a snapshot of other windows', () => {
    const watch = new TrafficWatch(fakeJudge, { windowMs: DAY / 4 });
    expect(() => {
      watch.restore(new TrafficWatch(fakeJudge).snapshot());
    }).toThrow(expect.objectContaining({ code: 'TRAFFIC_NOT_MERGEABLE' }));
  });
});

describe('judging only what changed', () => {
  test('finds what judging everyone finds, whenever it is asked', () => {
    fc.assert(
      fc.property(inOrder, fc.integer({ min: 1, max: 30 }), (events, step) => {
        const [all, changed] = [new TrafficWatch(fakeJudge), new TrafficWatch(fakeJudge)];
        for (let from = 0; from < events.length; from += step) {
          const part = events.slice(from, from + step);
          all.add(part);
          changed.add(part);
          const found = byId(changed.judgeChanged()).map(({ id, level }) => [id, level]);
          const expected = byId(all.judgeNow()).map(({ id, level }) => [id, level]);
          expect(found.filter(([, level]) => level !== 'low')).toEqual(
            expected.filter(([, level]) => level !== 'low'),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  test('goes on at the next call where there are too many', () => {
    const watch = new TrafficWatch(fakeJudge);
    for (const client of ['a', 'b', 'c']) watch.add(infection(client, NOON, 6));
    expect(watch.unjudged).toBe(3);
    expect(watch.judgeChanged(2).map(({ client }) => client)).toEqual(['a', 'b']);
    expect(watch.judgeChanged(2).map(({ client }) => client)).toEqual(['c']);
    expect(watch.judgeChanged(2)).toEqual([]);
  });
});

test('names that are allowed later are no evidence, though they were gathered before', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add(infection('10.0.0.7', NOON, 8));
  watch.setAllow(new Set(Array.from({ length: 8 }, (_, i) => `xq${i}w.com`)));
  expect(watch.judgeNow()).toEqual([]);
  watch.add(infection('10.0.0.7', NOON + 60_000, 8));
  expect(watch.counts.dropped.allowed).toBe(8);
  watch.setAllow(new Set());
  expect(watch.judgeNow()).toHaveLength(1);
});

test('a flood of failing names leaves the memory as it is', () => {
  const flood = (names: number): number => {
    const watch = new TrafficWatch(fakeJudge, { maxNames: 1000 });
    for (let from = 0; from < names; from += 1000)
      watch.add(
        Array.from({ length: 1000 }, (_, i) =>
          event({
            client: `10.0.0.${i % 8}`,
            time: NOON,
            name: `f${from + i}.com`,
            answer: 'nxdomain',
          }),
        ),
      );
    return watch.heldNames;
  };
  expect(flood(300_000)).toBeLessThan(70_000);
});
