import type { Random } from '@degas/features';

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A gamma deviate of shape ≥ 1 and scale 1, by Marsaglia and Tsang's rejection from a cubed normal. */
function drawGamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A beta deviate, both parameters ≥ 1: also the `a`-th smallest of a + b - 1 uniform numbers. */
export function drawBeta(a: number, b: number, random: Random): number {
  const x = drawGamma(a, random);
  return x / (x + drawGamma(b, random));
}

/**
 * How many of `trials` succeed: exact, in a time that grows with the logarithm of `trials`. Of that many uniform
 * numbers the middle one is drawn; whichever side of it holds no more than successes, or none, needs no look.
 */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  let left = trials;
  let p = probability;
  let successes = 0;
  while (left > 16) {
    if (p <= 0) return successes;
    if (p >= 1) return successes + left;
    const rank = 1 + (left >>> 1);
    const middle = drawBeta(rank, left + 1 - rank, random);
    if (middle <= p) {
      successes += rank;
      left -= rank;
      p = (p - middle) / (1 - middle);
    } else {
      left = rank - 1;
      p /= middle;
    }
  }
  for (; left > 0; left--) if (random() < p) successes++;
  return successes;
}
