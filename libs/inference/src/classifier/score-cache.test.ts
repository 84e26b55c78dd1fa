import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { ScoreCache } from './score-cache.ts';

const names = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '\0', 'é'), maxLength: 5 });

describe('RecentScores', () => {
  test('knows the score of a name that was set just before', () => {
    const recent = new ScoreCache(8);
    recent.set('google.com', 0.25);
    expect(recent.get('google.com')).toBe(0.25);
    recent.set('google.com', 0.5);
    expect(recent.get('google.com')).toBe(0.5);
    expect(recent.get('google.co')).toBeUndefined();
    expect(recent.get('google.com.')).toBeUndefined();
  });

  test('whatever is set, gives a name its own last score or none', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.array(fc.tuple(names, fc.nat(99))), (capacity, steps) => {
        const recent = new ScoreCache(capacity);
        const all = new Map<string, number>();
        for (const [name, score] of steps) {
          recent.set(name, score);
          all.set(name, score);
          for (const [known, its] of all) expect([undefined, its]).toContain(recent.get(known));
        }
      }),
    );
  });

  test('remembers no name that is longer than its slot or not ASCII, and none at all without room', () => {
    const recent = new ScoreCache(8);
    for (const [name, isKept] of [
      ['x'.repeat(63), true],
      ['x'.repeat(64), false],
      ['x'.repeat(300), false],
      ['bücher.de', false],
      ['', false],
    ] as const) {
      recent.set(name, 1);
      expect(recent.get(name)).toBe(isKept ? 1 : undefined);
    }
    const none = new ScoreCache(0);
    none.set('google.com', 1);
    expect(none.get('google.com')).toBeUndefined();
  });
});
