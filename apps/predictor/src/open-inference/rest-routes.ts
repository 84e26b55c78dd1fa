import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelReference } from '../models/model-reference.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { Cancellation } from '../prediction/cancellation.ts';
import { withDeadline } from '../rest/with-deadline.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { infer } from './infer.ts';
import {
  modelMetadata,
  modelReadiness,
  referenceOf,
  SERVER_EXTENSIONS,
  SERVER_NAME,
  SERVER_VERSION,
} from './metadata.ts';
import { readInferBody, writeInferReply, type InferReply } from './rest-body.ts';

export interface OpenInferenceOptions {
  readonly registry: ModelRegistry;
  readonly metrics?: ServiceMetrics;
  readonly guard?: BearerAuth;
  readonly isReady?: () => boolean;
  readonly timeoutMs: number;
}

/** Where Triton's binary extension says how long the JSON in front of the tensors is. */
const HEADER_LENGTH = 'inference-header-content-length';

interface ModelParams {
  readonly model: string;
  readonly version?: string;
}

/** The REST API of the Open Inference Protocol, version 2, which KServe, Seldon and Triton's clients speak. */
export function addOpenInferenceRoutes(app: FastifyInstance, options: OpenInferenceOptions): void {
  const { registry, guard } = options;
  const isReady = options.isReady ?? (() => registry.hasAvailable);
  const unlimited = { config: { rateLimit: false as const } };

  app.get('/v2', () => ({
    name: SERVER_NAME,
    version: SERVER_VERSION,
    extensions: SERVER_EXTENSIONS,
  }));
  app.get('/v2/health/live', unlimited, () => ({ live: true }));
  app.get('/v2/health/ready', unlimited, (_, reply) =>
    reply.status(isReady() ? 200 : 503).send({ ready: isReady() }),
  );

  for (const place of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
    app.get<{ Params: ModelParams }>(place, (request) => {
      guard?.check(request.headers.authorization);
      return modelMetadata(registry, registry.find(paramsOf(request)));
    });
    app.get<{ Params: ModelParams }>(`${place}/ready`, unlimited, (request, reply) => {
      const readiness = modelReadiness(registry, paramsOf(request));
      return reply
        .status(READINESS_STATUS[readiness])
        .send({ name: request.params.model, ready: readiness === 'ready' });
    });
    app.post<{ Params: ModelParams }>(`${place}/infer`, async (request, reply) => {
      guard?.check(request.headers.authorization);
      const { body, headerLength } = await recorded(request, options);
      if (headerLength === null) return reply.type('application/json').send(body);
      return reply
        .type('application/octet-stream')
        .header(HEADER_LENGTH, String(headerLength))
        .send(body);
    });
  }
}

const READINESS_STATUS = { ready: 200, waiting: 503, unknown: 404 } as const;

type InferRequest = FastifyRequest<{ Params: ModelParams }>;

function paramsOf({ params: { model, version = '' } }: InferRequest): ModelReference {
  return referenceOf(model, version);
}

async function recorded(
  request: InferRequest,
  { registry, metrics, timeoutMs }: OpenInferenceOptions,
): Promise<InferReply> {
  const started = performance.now();
  const record = (status: string): void => {
    const { model } = request.params;
    metrics?.recordRequest({
      // Names that are not served must not add labels.
      model: registry.names.includes(model) ? model : '',
      api: 'ModelInfer',
      entrypoint: 'REST',
      status,
      micros: (performance.now() - started) * 1000,
    });
  };
  try {
    const reply = await withDeadline((signal) => answer(registry, request, signal), timeoutMs);
    record('OK');
    return reply;
  } catch (error) {
    record(asServingError(error).code);
    throw error;
  }
}

async function answer(
  registry: ModelRegistry,
  request: InferRequest,
  signal: Cancellation,
): Promise<InferReply> {
  const found = registry.find(paramsOf(request));
  const length = request.headers[HEADER_LENGTH];
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await readInferBody(bytes, length === undefined ? null : Number(length));
  return found.use(async (scorer) => {
    const outputs = await infer(scorer, body.inputs, body.wanted, signal);
    if (signal.aborted) throw new ServingError('CANCELLED', 'The request was given up');
    return writeInferReply({ name: found.model, version: String(found.version) }, body, outputs);
  });
}
