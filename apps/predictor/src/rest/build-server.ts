import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { decompressBody } from './decompress-body.ts';
import { addOperationsRoutes } from './operations-routes.ts';
import type { PageFiles } from './page-files.ts';
import { addPageRoutes } from './page-routes.ts';
import { addPredictionRoutes } from './prediction-routes.ts';
import { errorBody } from './reply-body.ts';

export interface ServerOptions {
  readonly registry: ModelRegistry;
  readonly logger?: FastifyBaseLogger;
  readonly metrics?: ServiceMetrics;
  /** Prometheus' text; that of all worker processes where there are several. */
  readonly metricsText?: () => Promise<string>;
  /** Who may ask for predictions; everybody without it. */
  readonly guard?: BearerAuth;
  /** False while the service starts and drains. */
  readonly isReady?: () => boolean;
  /** True while the service drains: a client that keeps its connection is told to let it go. */
  readonly isDraining?: () => boolean;
  /** Certificate and key in PEM; plain HTTP without. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly bodyLimit?: number;
  readonly timeoutMs?: number;
  readonly requestsPerMinute?: number;
  /** The page at `/`; none without. */
  readonly page?: PageFiles | null;
}

export const defaultServer = {
  /** Bytes that a body may have, before and after unpacking. */
  bodyLimit: 16 * 1024 * 1024,
  /** For a request to arrive, and again for it to be answered. */
  timeoutMs: 30_000,
  /** Of one client; 0 for no limit. */
  requestsPerMinute: 0,
  page: null,
} as const;

/** Builds the REST service without listening, so that tests can inject requests. */
export async function buildRestServer(options: ServerOptions): Promise<FastifyInstance> {
  const settings = { ...defaultServer, ...options };
  const { logger, tls, bodyLimit, timeoutMs, requestsPerMinute, isDraining } = settings;
  const app = Fastify({
    ...(logger && { loggerInstance: logger }),
    ...(tls ? { https: { ...tls, ...CONNECTION_LIMITS } } : { http: CONNECTION_LIMITS }),
    bodyLimit,
    requestTimeout: timeoutMs,
    connectionTimeout: 2 * timeoutMs,
    // One line per request of our own, below, in the place of two.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-request-id',
    // A request that arrives while the service drains is still answered, with `connection: close`.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: false },
  }) as FastifyInstance;

  // TensorFlow Serving reads every body as JSON, whatever its content type says.
  app.addHook('onRequest', (request, reply, done) => {
    request.raw.headers['content-type'] = 'application/json';
    reply.header('x-request-id', request.id);
    if (isDraining?.() === true) reply.header('connection', 'close');
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, decompressBody(body as Buffer, request.headers['content-encoding'], bodyLimit));
    } catch (error) {
      done(error as Error);
    }
  });

  app.setErrorHandler((error, request, reply) => {
    const failure = asServingError(error);
    if (failure.httpStatus >= 500) request.log.error({ err: error }, 'request failed');
    void reply.status(failure.httpStatus).type('application/json').send(errorBody(failure.message));
  });
  app.setNotFoundHandler((request) => {
    throw new ServingError(
      'NOT_FOUND',
      `Not found: ${request.method} ${request.url.split('?', 1)[0] ?? ''}`,
    );
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    request.log.info({ method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
  });

  await app.register(helmet, {
    // Helmet's own directives would send a page that came by HTTP to HTTPS, where nobody may listen.
    contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
    strictTransportSecurity: tls !== undefined && tls !== null,
  });
  if (requestsPerMinute > 0) {
    await app.register(rateLimit, {
      max: requestsPerMinute,
      timeWindow: 60_000,
      errorResponseBuilder: () =>
        new ServingError(
          'RESOURCE_EXHAUSTED',
          `More than ${requestsPerMinute} requests in a minute; try again later`,
        ),
    });
  }
  addPredictionRoutes(app, settings);
  addOperationsRoutes(app, settings);
  addPageRoutes(app, settings);
  return app;
}

/** Against those who send slowly or without end; node looks for overdue ones at the interval. */
const CONNECTION_LIMITS = {
  headersTimeout: 10_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 1000,
};

/** The page brings everything that it needs and asks nobody else. */
const PAGE_POLICY = {
  defaultSrc: ["'none'"],
  // The engine is a WebAssembly module.
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  workerSrc: ["'self'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};
