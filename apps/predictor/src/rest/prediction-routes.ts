import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { answerInformation, answerPrediction } from './handlers.ts';
import { parseRequestTarget, type RequestTarget } from './request-target.ts';

export interface PredictionRouteOptions {
  readonly registry: ModelRegistry;
  readonly metrics?: ServiceMetrics;
  readonly guard?: BearerAuth;
  readonly timeoutMs: number;
}

/** TensorFlow Serving's paths; they are read as it reads them, by one pattern and without regard to case. */
export function addPredictionRoutes(app: FastifyInstance, options: PredictionRouteOptions): void {
  const { registry, metrics, guard, timeoutMs } = options;

  app.all('/v1/*', async (request, reply) => {
    const started = performance.now();
    guard?.check(request.headers.authorization);
    const target = parseRequestTarget(request.method, request.url.split('?', 1)[0] ?? '');
    const record = (status: string): void => {
      if (target.kind !== 'prediction') return;
      metrics?.recordRequest({
        // A name that nobody serves must not grow the list of labels.
        model: registry.names.includes(target.model.name) ? target.model.name : '',
        api: API_NAMES[target.method],
        entrypoint: 'REST',
        status,
        micros: (performance.now() - started) * 1000,
      });
    };
    try {
      const body = await withDeadline(answer(registry, target, request), timeoutMs);
      record('OK');
      return await reply.type('application/json').send(body);
    } catch (error) {
      record(asServingError(error).code);
      throw error;
    }
  });
}

const API_NAMES = {
  predict: 'Predict',
  classify: 'Classify',
  regress: 'Regress',
  explain: 'Explain',
} as const;

function answer(
  registry: ModelRegistry,
  target: RequestTarget,
  request: FastifyRequest,
): Promise<string> {
  if (target.kind !== 'prediction') return answerInformation(registry, target);
  const text = typeof request.body === 'string' ? request.body : '';
  // Names are personal data: they are in the log only where somebody asked for debugging.
  request.log.debug({ body: text.slice(0, 10_000) }, 'asked');
  return answerPrediction(registry, target.model, target.method, text);
}

/** The answer, or the status that says that it took too long. */
async function withDeadline(answered: Promise<string>, timeoutMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ServingError('DEADLINE_EXCEEDED', `Timed out after ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
