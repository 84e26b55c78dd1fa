import { spawnSync } from 'node:child_process';

import { expect, test } from '@jest/globals';

import { AggregatorRegistry, Histogram, Registry } from 'prom-client';

import { ServiceMetrics } from './service-metrics.ts';

const isInstalled = spawnSync('promtool', ['--version']).error === undefined;

(isInstalled ? test : test.skip)(
  'promtool reads the metrics (needs promtool, of the Debian package prometheus)',
  async () => {
    const metrics = new ServiceMetrics(() => 3);
    metrics.recordBatch('degas', 10, 25);
    metrics.recordRuntime('degas', 1000);
    metrics.recordScores('degas', Float32Array.of(0.1, 0.99), 1);
    for (const status of ['OK', 'INVALID_ARGUMENT']) {
      const request = { model: 'a "quoted"\nmodel', api: 'Predict', entrypoint: 'REST' } as const;
      metrics.recordRequest({ ...request, status, micros: 120 });
    }
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: await metrics.registry.metrics(),
      encoding: 'utf8',
    });
    // 3: readable, but not to its taste. TensorFlow Serving's names are not, and they are a contract.
    expect([0, 3]).toContain(status);
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    expect(complaints.filter((line) => !/tensorflow:serving|^nodejs_/.test(line))).toEqual([]);
  },
);

test('scores are counted in buckets as prom-client counts them, in one process and in several', async () => {
  const scores = Float32Array.from({ length: 1000 }, (_, i) => (i % 101) / 100);
  const metrics = new ServiceMetrics(() => 0);
  metrics.recordScores('degas', scores.subarray(0, 400), 0);
  metrics.recordScores('degas', scores.subarray(400), 0);
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'degas_score',
    help: 'Scores answered.',
    labelNames: ['model_name'],
    buckets: [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1],
    registers: [registry],
  });
  for (const score of scores) histogram.observe({ model_name: 'degas' }, score);
  const wanted = (text: string): string[] =>
    text.split('\n').filter((line) => /degas_score/.test(line));
  expect(wanted(await metrics.registry.metrics())).toEqual(wanted(await registry.metrics()));
  const both = async (of: Registry): Promise<string[]> => {
    const part = await of.getMetricsAsJSON();
    return wanted(await AggregatorRegistry.aggregate([part, structuredClone(part)]).metrics());
  };
  expect(await both(metrics.registry)).toEqual(await both(registry));
});
