import type { FastifyInstance } from 'fastify';

import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import { ServingError } from '../serving-error.ts';
import { openApiDocument } from './open-api.ts';

export interface OperationsOptions {
  readonly metrics?: ServiceMetrics;
  readonly metricsText?: () => Promise<string>;
  readonly isReady?: () => boolean;
  /** Null where metrics are not served. */
  readonly metricsPath: string | null;
}

/** What operators ask: whether the service is alive and ready, what it has done, what it can do. */
export function addOperationsRoutes(app: FastifyInstance, options: OperationsOptions): void {
  const { metrics, isReady, metricsPath } = options;
  const metricsText =
    options.metricsText ?? (() => metrics?.registry.metrics() ?? Promise.resolve(''));

  // A monitor must not be refused for asking too often.
  const unlimited = { config: { rateLimit: false } };
  app.get('/healthz', unlimited, () => ({ status: 'alive', pid: process.pid }));
  app.get('/readyz', unlimited, () => {
    if (isReady?.() === false)
      throw new ServingError('UNAVAILABLE', 'No model is ready, or the service drains');
    return { status: 'ready' };
  });
  app.get('/openapi.json', () => openApiDocument);
  if (metricsPath === null) return;
  app.get(metricsPath, async (_, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText()),
  );
}
