import type { LabelledDomain } from '@degas/features';

const ORDER = 3;
const ALPHABET = 40;
/** Each n-gram is taken to have been seen so often before. */
const SMOOTHING = 0.5;

/** Counts of the characters that follow each pair, by class. */
class CharacterModel {
  readonly #follows = new Map<string, number>();
  readonly #contexts = new Map<string, number>();

  learn(label: string): void {
    for (const [context, next] of windows(label)) {
      this.#follows.set(context + next, (this.#follows.get(context + next) ?? 0) + 1);
      this.#contexts.set(context, (this.#contexts.get(context) ?? 0) + 1);
    }
  }

  logProbability(context: string, next: string): number {
    const seen = (this.#follows.get(context + next) ?? 0) + SMOOTHING;
    return Math.log(seen / ((this.#contexts.get(context) ?? 0) + SMOOTHING * ALPHABET));
  }
}

/**
 * Trains a detector by a Markov chain of characters for each class: the score of a label is the mean of log P(character | the two before it) under
 * the DGA chain less that under the benign one. It knows nothing of suffixes, and nothing that a neural network knows besides.
 */
export function trainNgramDetector(
  rows: Iterable<Pick<LabelledDomain, 'domain' | 'label'>>,
): (name: string) => number {
  const benign = new CharacterModel();
  const dga = new CharacterModel();
  for (const { domain, label } of rows) (label === 1 ? dga : benign).learn(labelOf(domain));
  return (name) => {
    let sum = 0;
    let count = 0;
    for (const [context, next] of windows(labelOf(name))) {
      sum += dga.logProbability(context, next) - benign.logProbability(context, next);
      count++;
    }
    return sum / Math.max(1, count);
  };
}

function* windows(label: string): Generator<[context: string, next: string]> {
  const padded = `${'^'.repeat(ORDER - 1)}${label}$`;
  for (let at = ORDER - 1; at < padded.length; at++) {
    yield [padded.slice(at - ORDER + 1, at), padded.charAt(at)];
  }
}

function labelOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
