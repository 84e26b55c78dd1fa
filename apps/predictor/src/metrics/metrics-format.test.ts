import { spawnSync } from 'node:child_process';

import { expect, test } from '@jest/globals';

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
