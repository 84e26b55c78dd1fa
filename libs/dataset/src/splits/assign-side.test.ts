import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isTrainingName } from './assign-side.ts';

const names = Array.from({ length: 20_000 }, (_, i) => `name${i}.com`);
const sideOf = (seed: string | number): boolean[] =>
  names.map((name) => isTrainingName(name, { fraction: 0.8, seed }));

describe('the random split', () => {
  test('assigns training its part, within four standard deviations', () => {
    const training = sideOf(7).filter(Boolean).length;
    expect(Math.abs(training - 16_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.8 * 0.2));
  });

  test('is the same for the same seed, and independent for another', () => {
    expect(sideOf(7)).toEqual(sideOf(7));
    const other = sideOf(8);
    const both = sideOf(7).filter((side, i) => side && other[i]).length;
    expect(Math.abs(both - 12_800)).toBeLessThan(4 * Math.sqrt(20_000 * 0.64 * 0.36));
  });

  test('puts every host of a registrable name on its side', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,12}$/),
        fc.stringMatching(/^[a-z]{1,9}$/),
        (name, host) => {
          expect(isTrainingName(`${host}.${name}.co.uk`)).toBe(isTrainingName(`${name}.co.uk`));
        },
      ),
    );
  });

  test('a larger fraction only adds names', () => {
    const lost = names.filter(
      (name) => isTrainingName(name, { fraction: 0.3 }) && !isTrainingName(name, { fraction: 0.6 }),
    );
    expect(lost).toEqual([]);
  });

  test.each([-0.1, 1.1, Number.NaN])('refuses the fraction %d', (fraction) => {
    expect(() => isTrainingName('a.com', { fraction })).toThrow(/number from 0 to 1/);
  });
});
