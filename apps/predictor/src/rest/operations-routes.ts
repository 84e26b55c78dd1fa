import type { FastifyInstance } from 'fastify';

import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import { ServingError } from '../serving-error.ts';
import { openApiDocument } from './open-api.ts';

export interface OperationsOptions {
  readonly metrics?: ServiceMetrics;
  readonly metricsText?: () => Promise<string>;
  readonly isReady?: () => boolean;
}

/** What those who run the service ask: is it alive, is it ready, what has it done, what can it do. */
export function addOperationsRoutes(app: FastifyInstance, options: OperationsOptions): void {
  const { metrics, isReady } = options;
  const metricsText =
    options.metricsText ?? (() => metrics?.registry.metrics() ?? Promise.resolve(''));

  // Whoever watches the service must not be told that it asks too often.
  const unlimited = { config: { rateLimit: false } };
  app.get('/healthz', unlimited, () => ({ status: 'alive', pid: process.pid }));
  app.get('/readyz', unlimited, () => {
    if (isReady?.() === false)
      throw new ServingError('UNAVAILABLE', 'No model is ready, or the service drains');
    return { status: 'ready' };
  });
  app.get('/openapi.json', () => openApiDocument);
  app.get('/monitoring/prometheus/metrics', async (_, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText()),
  );
}
