import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { Cancellation } from '../prediction/cancellation.ts';
import { asServingError } from '../serving-error.ts';
import { answerInformation, answerPrediction } from './handlers.ts';
import { parseRequestTarget, type RequestTarget } from './request-target.ts';
import { withDeadline } from './with-deadline.ts';

export interface PredictionRouteOptions {
  readonly registry: ModelRegistry;
  readonly metrics?: ServiceMetrics;
  readonly guard?: BearerAuth;
  readonly timeoutMs: number;
  /** Whether pages of other origins may call. */
  readonly cors: boolean;
}

/** TensorFlow Serving's paths; they are read as it reads them, by one pattern. */
export function addPredictionRoutes(app: FastifyInstance, options: PredictionRouteOptions): void {
  const { registry, metrics, guard, timeoutMs, cors } = options;

  // Before the body is read, so that a page learns why its body was refused as well.
  const onRequest = (_: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (cors) addCorsHeaders(reply);
    done();
  };
  app.all('/v1/*', { onRequest }, async (request, reply) => {
    const started = performance.now();
    if (cors && request.method === 'OPTIONS') {
      reply.type('application/json');
      return Buffer.alloc(0);
    }
    guard?.check(request.headers.authorization);
    const target = parseRequestTarget(request.method, pathOf(request));
    const record = (status: string): void => {
      if (target.kind !== 'prediction') return;
      metrics?.recordRequest({
        // Names that are not served must not add labels.
        model: registry.names.includes(target.model.name) ? target.model.name : '',
        api: API_NAMES[target.method],
        entrypoint: 'REST',
        status,
        micros: (performance.now() - started) * 1000,
      });
    };
    try {
      const work = (signal: Cancellation): Promise<string> =>
        answer(registry, target, request, signal);
      const body = await withDeadline(work, timeoutMs);
      record('OK');
      // As bytes, since to a text Fastify would add a charset that TensorFlow Serving does not name.
      reply.type('application/json');
      return Buffer.from(body);
    } catch (error) {
      record(asServingError(error).code);
      throw error;
    }
  });
}

/** The request's target with its query, in which the path of an absolute address is all that counts. */
function pathOf({ originalUrl }: FastifyRequest): string {
  return originalUrl.replace(/^https?:\/\/[^/]*/i, '');
}

function addCorsHeaders(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, GET',
    'access-control-allow-headers': 'Content-Type',
  });
}

const API_NAMES = {
  predict: 'Predict',
  classify: 'Classify',
  regress: 'Regress',
  explain: 'Explain',
  judgeGroup: 'JudgeGroup',
} as const;

function answer(
  registry: ModelRegistry,
  target: RequestTarget,
  request: FastifyRequest,
  signal: Cancellation,
): Promise<string> {
  if (target.kind !== 'prediction') return answerInformation(registry, target);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  // Names are personal data: they are logged only where an operator asked for debugging.
  if (DEBUGGING.includes(request.log.level)) {
    request.log.debug({ body: body.toString('utf8', 0, LOGGED_BYTES) }, 'asked');
  }
  return answerPrediction(registry, target.model, target.method, body, signal);
}

const DEBUGGING = ['debug', 'trace'];
const LOGGED_BYTES = 10_000;
