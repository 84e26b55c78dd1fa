import { gunzipSync, inflateSync } from 'node:zlib';

import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import type { ModelRegistry } from './model-registry.ts';
import { errorBody } from './reply-body.ts';
import { parseRequestTarget } from './request-target.ts';
import { answerInformation, answerPrediction } from './rest-api.ts';
import { invalidArgument, ServingError } from './serving-error.ts';

export interface ServerOptions {
  readonly registry: ModelRegistry;
  readonly logger?: FastifyBaseLogger;
  /** Bytes that a body may have, before and after unpacking. */
  readonly bodyLimit?: number;
}

export const defaultServer = { bodyLimit: 16 * 1024 * 1024 } as const;

/** Builds the REST service without listening, so that tests can inject requests. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const { registry, logger, bodyLimit } = { ...defaultServer, ...options };
  const app = Fastify({
    ...(logger && { loggerInstance: logger }),
    bodyLimit,
    // A request that arrives while the service drains is still answered, with `connection: close`.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: false },
  });

  // TensorFlow Serving reads every body as JSON, whatever its content type says.
  app.addHook('onRequest', (request, _reply, done) => {
    request.raw.headers['content-type'] = 'application/json';
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, unpack(body as Buffer, request.headers['content-encoding'], bodyLimit).toString());
    } catch (error) {
      done(error as Error);
    }
  });

  app.all('/v1/*', async (request, reply) => {
    const target = parseRequestTarget(request.method, pathOf(request.url));
    const body =
      target.kind === 'prediction'
        ? await answerPrediction(registry, target.model, target.method, bodyText(request.body))
        : await answerInformation(registry, target);
    return reply.type('application/json').send(body);
  });

  app.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .type('application/json')
      .send(errorBody(`Not found: ${request.method} ${pathOf(request.url)}`)),
  );
  app.setErrorHandler((error, request, reply) => {
    const failure = asServingError(error);
    if (failure.httpStatus >= 500) request.log.error({ err: error }, 'request failed');
    return reply
      .status(failure.httpStatus)
      .type('application/json')
      .send(errorBody(failure.message));
  });
  return app;
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

const bodyText = (body: unknown): string => (typeof body === 'string' ? body : '');

function unpack(body: Buffer, encoding: string | undefined, limit: number): Buffer {
  try {
    switch (encoding?.toLowerCase() ?? 'identity') {
      case 'identity':
        return body;
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, { maxOutputLength: limit });
      case 'deflate':
        return inflateSync(body, { maxOutputLength: limit });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ServingError(
        'PAYLOAD_TOO_LARGE',
        `Request body is larger than ${limit} bytes once unpacked`,
      );
    }
    throw invalidArgument(`Failed to uncompress request body: ${(error as Error).message}`);
  }
  throw invalidArgument(
    `Content encoding ${encoding ?? ''} is not supported; send gzip, deflate or none`,
  );
}

/** A mistake of the caller keeps its message; of ours the caller learns only that it was ours. */
function asServingError(error: unknown): ServingError {
  if (error instanceof ServingError) return error;
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 413) return new ServingError('PAYLOAD_TOO_LARGE', 'Request body is too large');
  if (statusCode !== undefined && statusCode < 500)
    return invalidArgument(message ?? 'Bad request');
  return new ServingError('INTERNAL', 'Internal error');
}
