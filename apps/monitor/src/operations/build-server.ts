import { existsSync } from 'node:fs';

import bearerAuth from '@fastify/bearer-auth';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';

import { MonitorError } from '../errors.ts';
import { addAlertRoutes } from './alert-routes.ts';
import { streamEvents } from './event-stream.ts';
import { monitorMetrics } from './monitor-metrics.ts';
import type { OperationsOptions } from './operations-options.ts';
import { ratesChart } from './rates-chart.ts';
import { newRule } from './rule-book.ts';

/** The monitor's web server: the page, what it asks for, metrics and health. */
export async function buildOperationsServer(options: OperationsOptions): Promise<FastifyInstance> {
  const { view, rules, tokens, pageFolder } = options;
  const app = fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        // The monitor is asked on the loopback, without TLS.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  app.setErrorHandler((error, _, reply) => {
    const { status, message } = answerTo(error);
    return reply.code(status).send({ error: message });
  });

  app.get('/livez', () => 'ok');
  app.get('/readyz', (_, reply) => {
    const reason = view.source.unready();
    if (reason !== null) void reply.code(503);
    return reason ?? 'ok';
  });
  if (pageFolder !== null && existsSync(pageFolder)) {
    await app.register(fastifyStatic, { root: pageFolder, cacheControl: false });
  } else {
    app.get('/', (_, reply) =>
      reply.code(404).send({ error: 'The page is not built; npx nx run monitor:page builds it.' }),
    );
  }

  await app.register(async (guarded) => {
    if (tokens !== null) {
      await guarded.register(bearerAuth, {
        keys: new Set(tokens),
        errorResponse: () => ({ error: 'Expected a bearer token in the authorization header.' }),
      });
    }
    const metrics = monitorMetrics(view);
    guarded.get('/metrics', async (_, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );
    guarded.get('/api/overview', () => ({
      alerts: view.alerts,
      names: view.names,
      failed: view.failed,
      counts: view.source.counts(),
      inputs: view.source.inputs(),
      outlets: view.source.outlets(),
      unready: view.source.unready(),
      rates: view.rates.samples.at(-1) ?? null,
    }));
    guarded.get('/api/rates/chart', async (_, reply) =>
      reply.type('text/html; charset=utf-8').send(await ratesChart(view.rates.samples)),
    );
    guarded.get('/api/events', (_, reply) => streamEvents(view, reply));
    addAlertRoutes(guarded, options);

    guarded.get('/api/rules', () => ({ rules: rules.rules }));
    guarded.post('/api/rules', async (request, reply) => {
      const rule = await rules.add(newRule.parse(request.body));
      return reply.code(201).send(rule);
    });
    guarded.delete<{ Params: { id: string } }>('/api/rules/:id', async (request, reply) => {
      const isGone = await rules.remove(request.params.id);
      return reply.code(isGone ? 204 : 404).send();
    });
  });
  return app;
}

/** What the caller may know: its own mistakes in words, ours not at all. */
function answerTo(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof z.ZodError) return { status: 400, message: z.prettifyError(error) };
  if (error instanceof MonitorError) {
    const isAsked = error.code === 'MONITOR_OPTION_INVALID';
    return { status: isAsked ? 400 : 503, message: `${error.code}: ${error.message}` };
  }
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return statusCode < 500
    ? { status: statusCode, message }
    : { status: 500, message: 'Internal error' };
}
