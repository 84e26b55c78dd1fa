import { ROWS } from '../engine/dense-products.ts';
import { RANKED_NAMES } from './group-evidence.ts';
import { type GroupNetwork, NetworkRun } from './group-network.ts';
import { failingInput, nameInputs, writeNameNumbers } from './name-evidence.ts';
import type { NameReading } from './name-readings.ts';

/** Runs the network over one name for the names of a list, some at a time, and remembers its values with their readings. */
export class NameOdds {
  readonly #run: NetworkRun;
  readonly #featureCount: number;
  /** What it changes in the first layer's sums that all names of a list failed: the two kinds of lists differ in one input. */
  readonly #changeOfFailing: Float64Array;
  #odds = new Float64Array(RANKED_NAMES);

  constructor(network: GroupNetwork, featureCount: number) {
    this.#run = new NetworkRun(network);
    this.#featureCount = featureCount;
    this.#changeOfFailing = changeOfSums(this.#run, failingInput(featureCount));
  }

  /** The network's values for names with their logits in a list; filled again by the next call. */
  of(
    readings: readonly NameReading[],
    logits: ArrayLike<number>,
    isOfFailing: boolean,
  ): Float64Array {
    const featureCount = this.#featureCount;
    const size = nameInputs(featureCount);
    let missing: NameReading[] = [];
    for (let i = 0; i < readings.length; i++) {
      const reading = readings[i];
      const logit = logits[i] ?? 0;
      if (reading === undefined || reading.oddsFor === logit) continue;
      reading.oddsFor = logit;
      writeNameInputs(
        reading,
        featureCount,
        logit,
        false,
        this.#run.vectors,
        missing.length * size,
      );
      if (missing.push(reading) < ROWS) continue;
      this.#settle(missing);
      missing = [];
    }
    this.#settle(missing);
    if (this.#odds.length < readings.length) this.#odds = new Float64Array(readings.length);
    const odds = this.#odds.subarray(0, readings.length);
    for (let i = 0; i < odds.length; i++) {
      const reading = readings[i];
      odds[i] = (isOfFailing ? reading?.oddsOfFailing : reading?.oddsOfAll) ?? 0;
    }
    return odds;
  }

  #settle(readings: readonly NameReading[]): void {
    const run = this.#run;
    const { firstSums } = run;
    const change = this.#changeOfFailing;
    run.run(readings.length);
    for (let row = 0; row < readings.length; row++) {
      const reading = readings[row];
      if (reading === undefined) continue;
      reading.oddsOfAll = run.value(row);
      const from = row * change.length;
      for (let unit = 0; unit < change.length; unit++)
        firstSums[from + unit] = (firstSums[from + unit] ?? 0) + (change[unit] ?? 0);
      reading.oddsOfFailing = run.value(row);
    }
  }
}

/** Writes what the network over one name reads. */
export function writeNameInputs(
  { features, featuresFrom, shape }: NameReading,
  featureCount: number,
  logit: number,
  isOfFailing: boolean,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0; i < featureCount; i++) out[at + i] = features[featuresFrom + i] ?? 0;
  writeNameNumbers(logit, shape, isOfFailing, out, at + featureCount);
}

/** What is added to the first layer's sums where one input is 1 in place of 0. */
function changeOfSums(run: NetworkRun, input: number): Float64Array {
  const { vectors, firstSums } = run;
  vectors.fill(0);
  run.run(1);
  const before = firstSums.slice(0, firstSums.length / ROWS);
  vectors[input] = 1;
  run.run(1);
  return before.map((sum, unit) => (firstSums[unit] ?? 0) - sum);
}
