import type { DnsEvent } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import { TimeGuard } from './time-guard.ts';

const HOUR = 3_600_000;
const event = (hours: number | null): DnsEvent => ({
  time: hours === null ? null : hours * HOUR,
  client: '10.0.0.1',
  name: 'a.example.com',
  type: 'A',
  answer: null,
  answers: [],
});
const hours = (events: readonly DnsEvent[]): (number | null)[] =>
  events.map(({ time }) => (time === null ? null : time / HOUR));

/** A guard that knows what time it is. */
function guardAtTen(): TimeGuard {
  const guard = new TimeGuard();
  expect(hours(guard.pass([10, 10, 10].map(event)))).toEqual([]);
  expect(hours(guard.pass([event(10)]))).toEqual([10, 10, 10, 10]);
  return guard;
}

test('a clock that is an hour wrong, either way, passes', () => {
  const guard = guardAtTen();
  expect(hours(guard.pass([10, 11, 10, 9, 10, null].map(event)))).toEqual([
    10,
    11,
    10,
    9,
    10,
    null,
  ]);
});

test('one event of another year counts at the time of those that contradict it', () => {
  const guard = guardAtTen();
  expect(hours(guard.pass([10, 90_000].map(event)))).toEqual([10]);
  expect(hours(guard.aside)).toEqual([90_000]);
  expect(hours(guard.pass([event(10)]))).toEqual([10, 10]);
  expect([guard.rejected, guard.aside]).toEqual([1, []]);
});

test('whatever clocks say, each event comes out once', () => {
  for (const jumps of [
    [1, -1, 0],
    [7, -7, 0],
    [90_000, 0, -90_000],
    [7, 14, 0, 7],
  ]) {
    const guard = new TimeGuard();
    const given = Array.from({ length: 200 }, (_, i) => ({
      ...event(100_000 + i / 100 + (jumps[Math.floor(i / 3) % jumps.length] ?? 0)),
      name: `n${i}.example.com`,
    }));
    const out = [...given.flatMap((one) => guard.pass([one])), ...guard.release()];
    expect(out.map(({ name }) => name).sort()).toEqual(given.map(({ name }) => name).sort());
  }
});

test('after a night of silence the day is believed, and nothing of it is lost', () => {
  const guard = guardAtTen();
  expect(hours(guard.pass([10, 20, 20.1].map(event)))).toEqual([10]);
  expect(hours(guard.pass([20.2, 20.3].map(event)))).toEqual([20, 20.1, 20.2, 20.3]);
  expect(guard.rejected).toBe(0);
});

test('a wrong one among the first of the day is not believed with them', () => {
  const guard = guardAtTen();
  const passed = [...guard.pass([10, 20, 90_000, 20.1, 20.2, 20.3].map(event))];
  expect(hours(passed)).toEqual([10, 20, 20.1, 20.2, 20.2, 20.3]);
  expect(guard.rejected).toBe(1);
});

test('what is kept aside goes on in another one, as it is kept with the state', () => {
  const before = new TimeGuard();
  expect(before.pass([10, 10, 10].map(event))).toEqual([]);
  const kept = JSON.parse(JSON.stringify(before.aside)) as DnsEvent[];
  expect(hours(new TimeGuard(kept).pass([event(10)]))).toEqual([10, 10, 10, 10]);
});

test('what is kept aside comes out at the end of a log', () => {
  const guard = guardAtTen();
  guard.pass([10, 20].map(event));
  expect(hours(guard.release())).toEqual([20]);
});

test('a wrong one that is the first of all does not shut the others out', () => {
  for (const wrong of [0, 90_000]) {
    const guard = new TimeGuard();
    const passed = guard.pass([wrong, 10, 10, 10, 10, 10, 10, 10].map(event));
    expect(passed).toHaveLength(8);
    expect(hours(passed)).not.toContain(90_000);
  }
});
