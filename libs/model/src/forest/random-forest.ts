import {
  lexicalFeatureNames,
  lexicalFeatures,
  registrableName,
  type LabelledDomain,
} from '@degas/features';

import { assertDefined } from '../assert-defined.ts';
import { ModelError } from '../errors.ts';
import type { LoadYdf, YdfModel } from './ydf-training.ts';

const CLASSES = ['benign', 'dga'] as const;
const LABEL = 'class';
const BATCH = 16_384;

/** A random forest over the lexical features: the classical rival of every network here. */
export class RandomForest {
  /** In all trees. */
  readonly nodes: number;
  readonly #model: YdfModel;
  readonly #predictsDga: boolean;

  constructor(model: YdfModel) {
    this.#model = model;
    this.#predictsDga = model.getLabelClasses()[1] === CLASSES[1];
    this.nodes = Number(/Total number of nodes: (\d+)/i.exec(model.describe())?.[1] ?? NaN);
  }

  /** The share of trees that call each name DGA; NaN for a name without a registrable part. */
  score(names: readonly string[]): Float32Array {
    const scores = new Float32Array(names.length).fill(NaN);
    for (let from = 0; from < names.length; from += BATCH) {
      const columns = emptyColumns();
      const rows: number[] = [];
      for (const [index, name] of names.slice(from, from + BATCH).entries()) {
        if (addFeatures(columns, name)) rows.push(from + index);
      }
      if (rows.length === 0) continue;
      for (const [index, score] of this.#model.predict(columns).entries()) {
        scores[assertDefined(rows[index])] = this.#predictsDga ? score : 1 - score;
      }
    }
    return scores;
  }

  /** Lets its memory go; it scores no more. */
  dispose(): void {
    this.#model.unload();
  }
}

/**
 * Grows a random forest by Yggdrasil Decision Forests with its defaults: 300 trees of depth 16 at most, seeded, so that the
 * same rows in the same order give the same forest. Rows without a registrable name are left out.
 *
 * @example const forest = await trainForest(rows); const [score] = forest.score(['google.com']);
 */
export async function trainForest(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
): Promise<RandomForest> {
  // Loaded when a forest is grown: nothing else here needs its megabytes.
  // @ts-expect-error -- it brings no types; LoadYdf says what is used of it
  const { default: load } = (await import('ydf-training')) as { default: LoadYdf };
  const silent = (): void => undefined;
  const { RandomForestLearner } = await load({ print: silent, printErr: silent });
  const columns = emptyColumns();
  const classes: string[] = [];
  const counts: [number, number] = [0, 0];
  for await (const { domain, label } of rows) {
    if (!addFeatures(columns, domain)) continue;
    classes.push(CLASSES[label]);
    counts[label]++;
  }
  if (counts.includes(0)) {
    throw new ModelError(
      'MODEL_TOO_FEW_ROWS',
      `The forest got ${counts[0]} benign and ${counts[1]} DGA names; it needs some of each. Pass rows of both classes.`,
    );
  }
  const learner = new RandomForestLearner(LABEL, 'CLASSIFICATION');
  return new RandomForest(learner.train({ ...columns, [LABEL]: classes }));
}

type Columns = Record<string, number[]>;

function emptyColumns(): Columns {
  return Object.fromEntries(lexicalFeatureNames.map((feature) => [feature, []]));
}

/** False for a name that has no registrable part. */
function addFeatures(columns: Columns, name: string): boolean {
  const { registrable } = registrableName(name);
  if (registrable === null) return false;
  const values = lexicalFeatures(registrable);
  lexicalFeatureNames.forEach((feature, index) =>
    columns[feature]?.push(assertDefined(values[index])),
  );
  return true;
}
