import rateLimit from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { GivenRules } from '../models/label-rules.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { addOpenInferenceRoutes } from '../open-inference/rest-routes.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { DEFAULT_REQUEST_BYTES } from '../settings/flags.ts';
import { METRICS_PATH } from '../settings/serving-files.ts';
import { decompressBody } from './decompress-body.ts';
import { addOperationsRoutes } from './operations-routes.ts';
import type { PageFiles } from './page-files.ts';
import { addPageRoutes } from './page-routes.ts';
import { addPredictionRoutes } from './prediction-routes.ts';
import { errorBody } from './reply-body.ts';
import { securityHeaders } from './security-headers.ts';

export interface ServerOptions {
  readonly registry: ModelRegistry;
  readonly logger?: FastifyBaseLogger;
  readonly metrics?: ServiceMetrics;
  /** Prometheus' text; that of all worker processes where there are several. */
  readonly metricsText?: () => Promise<string>;
  /** Checks the callers' tokens; without it no token is needed. */
  readonly guard?: BearerAuth;
  /** False while the service starts and drains. */
  readonly isReady?: () => boolean;
  /** True while the service drains: replies ask clients to close their connections. */
  readonly isDraining?: () => boolean;
  /** Certificate and key in PEM; plain HTTP without. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly bodyLimit?: number;
  /** Bytes of a request's header. */
  readonly headerLimit?: number;
  /** Whether requests that break the rules of HTTP are taken: bare newlines, no Host. */
  readonly isLenient?: boolean;
  /** Whether pages of other origins may call the REST API. */
  readonly cors?: boolean;
  /** Path of the metrics; null for none. */
  readonly metricsPath?: string | null;
  /** Held back while it has not resolved: every answer. Lets a service that ends take in what is on its way. */
  readonly beforeAnswer?: () => Promise<void> | null;
  readonly timeoutMs?: number;
  /** For a request to arrive. */
  readonly arrivalMs?: number;
  readonly requestsPerMinute?: number;
  /** The page at `/`; none without. */
  readonly page?: PageFiles | null;
  /** The rules for labels, by which the page judges as well; none without. */
  readonly givenRules?: () => GivenRules;
}

export const defaultServer = {
  /** Bytes that a body may have, before and after unpacking. */
  bodyLimit: DEFAULT_REQUEST_BYTES,
  headerLimit: 16 * 1024,
  isLenient: false,
  cors: false,
  metricsPath: METRICS_PATH,
  /** For a request to be answered; 0 for no limit. */
  timeoutMs: 30_000,
  arrivalMs: 30_000,
  /** Of one client; 0 for no limit. */
  requestsPerMinute: 0,
  page: null,
} as const;

/** Builds the REST service without listening, so that tests can inject requests. */
export async function buildRestServer(options: ServerOptions): Promise<FastifyInstance> {
  const settings = { ...defaultServer, ...options };
  const { logger, tls, bodyLimit, timeoutMs, requestsPerMinute, isDraining } = settings;
  const connections = {
    ...CONNECTION_LIMITS,
    maxHeaderSize: settings.headerLimit,
    insecureHTTPParser: settings.isLenient,
    requireHostHeader: !settings.isLenient,
  };
  const app = Fastify({
    ...(logger && { loggerInstance: logger }),
    ...(tls ? { https: { ...tls, ...connections } } : { http: connections }),
    bodyLimit,
    requestTimeout: settings.arrivalMs,
    // A connection is silent while its request is worked on, and must live to hear that this took too long.
    connectionTimeout: timeoutMs === 0 ? 0 : timeoutMs + settings.arrivalMs,
    // One line per request of our own, below, in the place of two.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-request-id',
    // A request that arrives while the service drains is still answered, with `connection: close`.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: false },
    // The paths of TensorFlow Serving are read by its own rules, broken percent signs among them.
    rewriteUrl: ({ url = '/' }) => (/^(?:https?:\/\/[^/]*)?\/v1\//i.test(url) ? '/v1/models' : url),
    frameworkErrors(error, { originalUrl }, reply: FastifyReply) {
      const isBadPath = error.code === 'FST_ERR_BAD_URL';
      void reply
        .status(isBadPath ? 404 : 400)
        .type('application/json')
        .send(Buffer.from(errorBody(isBadPath ? `Not found: ${originalUrl}` : error.message)));
    },
  }) as FastifyInstance;

  const headers = securityHeaders(tls !== undefined && tls !== null);
  app.addHook('onRequest', (request, reply, done) => {
    // TensorFlow Serving reads every body as JSON, whatever its content type says.
    request.raw.headers['content-type'] = 'application/json';
    reply.headers(headers).header('x-request-id', request.id);
    if (isDraining?.() === true) reply.header('connection', 'close');
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer) =>
    decompressBody(body, request.headers['content-encoding'], bodyLimit),
  );

  app.setErrorHandler((error, request, reply) => {
    const failure = asServingError(error);
    if (failure.httpStatus >= 500) request.log.error({ err: error }, 'request failed');
    void reply
      .status(failure.httpStatus)
      .type('application/json')
      .send(Buffer.from(errorBody(failure.message)));
  });
  app.setNotFoundHandler((request) => {
    throw new ServingError(
      'NOT_FOUND',
      `Not found: ${request.method} ${request.originalUrl.split('?', 1)[0] ?? ''}`,
    );
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, originalUrl: url } = request;
    request.log.info({ method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
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
  const { beforeAnswer } = settings;
  if (beforeAnswer !== undefined) {
    app.addHook('onSend', (_request, _reply, _payload, done) => {
      const held = beforeAnswer();
      if (held === null) done();
      else
        void held.then(() => {
          done();
        });
    });
  }
  addPredictionRoutes(app, settings);
  addOpenInferenceRoutes(app, settings);
  addOperationsRoutes(app, settings);
  addPageRoutes(app, settings);
  return app;
}

/** Against those who send slowly or without end; node looks for overdue ones at the interval. */
const CONNECTION_LIMITS = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 1000,
};
