const BOUNDS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

interface Counts {
  /** Of each bucket alone; scores are 1 at most. */
  readonly buckets: Float64Array;
  sum: number;
}

/**
 * The scores that were answered, in buckets, for a registry of prom-client: its own histogram takes them one by one, and
 * about as long for each as the network takes to score a name.
 */
export class ScoreHistogram {
  readonly name = 'degas_score';
  readonly help = 'Scores answered.';
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly labelNames = ['model_name'] as const;
  readonly #models = new Map<string, Counts>();

  add(model: string, scores: Float32Array): void {
    const counts = this.#models.get(model) ?? { buckets: new Float64Array(BOUNDS.length), sum: 0 };
    this.#models.set(model, counts);
    for (const score of scores) {
      let bucket = 0;
      while (bucket < BOUNDS.length - 1 && score > (BOUNDS[bucket] ?? 1)) bucket++;
      counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
      counts.sum += score;
    }
  }

  /** What a registry asks for. */
  get(): Promise<object> {
    const values: object[] = [];
    for (const [model_name, { buckets, sum }] of this.#models) {
      const add = (part: string, value: number, labels = {}): void => {
        values.push({
          metricName: `${this.name}_${part}`,
          labels: { ...labels, model_name },
          value,
        });
      };
      let count = 0;
      BOUNDS.forEach((le, bucket) => {
        count += buckets[bucket] ?? 0;
        add('bucket', count, { le });
      });
      add('bucket', count, { le: '+Inf' });
      add('sum', sum);
      add('count', count);
    }
    const { name, help, aggregator, type } = this;
    return Promise.resolve({ name, help, aggregator, type, values });
  }
}
