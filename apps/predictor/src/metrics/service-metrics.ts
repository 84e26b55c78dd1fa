import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { ScoreHistogram } from './score-histogram.ts';

/** TensorFlow Serving's latency buckets in microseconds: 33 of them, from 10, each 1.8 times the one before. */
const LATENCY_BUCKETS = Array.from({ length: 33 }, (_, i) => 10 * 1.8 ** i);

/** Those of TensorFlow Serving: powers of two up to 2^14. */
const EXAMPLE_BUCKETS = Array.from({ length: 15 }, (_, i) => 2 ** i);

/** One request, as it is counted. */
export interface RequestRecord {
  readonly model: string;
  /** `Predict`, `Classify`, … */
  readonly api: string;
  readonly entrypoint: 'REST' | 'GRPC';
  /** `OK` or the code of the error. */
  readonly status: string;
  readonly micros: number;
}

/** What the service counts, under TensorFlow Serving's names where it has one. */
export class ServiceMetrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: ':tensorflow:serving:request_count',
    help: 'The total number of requests.',
    labelNames: ['model_name', 'status'],
    registers: [this.registry],
  });
  readonly #latency = new Histogram({
    name: ':tensorflow:serving:request_latency',
    help: 'Distribution of wall time (in microseconds) for requests.',
    labelNames: ['model_name', 'API', 'entrypoint', 'status'],
    buckets: LATENCY_BUCKETS,
    registers: [this.registry],
  });
  readonly #queuing = new Histogram({
    name: ':tensorflow:serving:batching_session:queuing_latency',
    help: 'Distribution of wall time (in microseconds) that the first row of a batch waited.',
    buckets: LATENCY_BUCKETS,
    registers: [this.registry],
  });
  readonly #runtime = new Histogram({
    name: ':tensorflow:serving:runtime_latency',
    help: 'Distribution of wall time (in microseconds) that batches were scored in.',
    labelNames: ['model_name', 'API', 'runtime'],
    buckets: LATENCY_BUCKETS,
    registers: [this.registry],
  });
  readonly #processedBatchSize = new Histogram({
    name: ':tensorflow:serving:batching:processed_batch_size',
    help: 'Rows in a batch, by model.',
    labelNames: ['model_name', 'op_name'],
    buckets: EXAMPLE_BUCKETS,
    registers: [this.registry],
  });
  readonly #exampleCounts = new Histogram({
    name: ':tensorflow:serving:request_example_counts',
    help: 'Rows in a request, 8192 at most counted together.',
    labelNames: ['model'],
    buckets: EXAMPLE_BUCKETS,
    registers: [this.registry],
  });
  readonly #exampleTotal = new Counter({
    name: ':tensorflow:serving:request_example_count_total',
    help: 'The total number of rows.',
    labelNames: ['model'],
    registers: [this.registry],
  });
  readonly #batchSize = new Histogram({
    name: 'degas_batch_rows',
    help: 'Rows in a batch.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    registers: [this.registry],
  });
  readonly #scores = new ScoreHistogram();
  readonly #cacheHits = new Counter({
    name: 'degas_cache_hits_total',
    help: 'Names whose score was remembered.',
    labelNames: ['model_name'],
    registers: [this.registry],
  });

  /** `waitingRows` returns how many rows wait at the moment. */
  constructor(waitingRows: () => number) {
    collectDefaultMetrics({ register: this.registry });
    this.registry.registerMetric(this.#scores as unknown as Histogram);
    new Gauge({
      name: 'degas_queue_rows',
      help: 'Rows that wait to be scored.',
      registers: [this.registry],
      collect() {
        this.set(waitingRows());
      },
    });
  }

  recordRequest({ model, api, entrypoint, status, micros }: RequestRecord): void {
    this.#requests.inc({ model_name: model, status });
    this.#latency.observe({ model_name: model, API: api, entrypoint, status }, micros);
  }

  recordBatch(model: string, rows: number, waitedMicros: number): void {
    this.#batchSize.observe(rows);
    this.#processedBatchSize.observe({ model_name: model, op_name: '' }, rows);
    this.#queuing.observe(waitedMicros);
  }

  /** Counts the time that a batch was scored in. */
  recordRuntime(model: string, micros: number): void {
    this.#runtime.observe({ model_name: model, API: 'Predict', runtime: 'degas' }, micros);
  }

  recordScores(model: string, scores: Float32Array, cacheHits: number): void {
    this.#cacheHits.inc({ model_name: model }, cacheHits);
    this.#exampleCounts.observe({ model }, scores.length);
    this.#exampleTotal.inc({ model }, scores.length);
    this.#scores.add(model, scores);
  }
}
