import cluster from 'node:cluster';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { ServerCredentials, type Server } from '@grpc/grpc-js';
import type { Logger } from 'pino';

import { BearerAuth } from '../auth/bearer-auth.ts';
import { buildGrpcServer } from '../grpc/grpc-server.ts';
import { ServiceMetrics } from '../metrics/service-metrics.ts';
import { manageModels } from '../models/manage-models.ts';
import { readModelConfigMessage } from '../models/model-config.ts';
import { ModelRegistry } from '../models/model-registry.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { readPageFiles } from '../rest/page-files.ts';
import { ServingError } from '../serving-error.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import type { Settings } from '../settings/settings.ts';
import { sharedMetrics } from './workers.ts';

/** How long a draining service goes on answering before it closes its ports. */
const DRAIN_MS = 500;

/** How long a draining service waits for open gRPC streams. */
const GRACE_MS = 5000;

/** Where the build puts the page, seen from the sources and from the built program alike. */
const PAGE_FOLDER = path.join(import.meta.dirname, '../../page/dist');

/** A service that listens. */
export interface Service {
  readonly restAddress: string;
  readonly grpcAddress: string;
  /** Takes no more connections, ends the requests under way, then resolves. */
  close(): Promise<void>;
}

/** Loads what is to be served, then listens. */
export async function startService(settings: Settings, logger: Logger): Promise<Service> {
  const registry = new ModelRegistry();
  const metrics = new ServiceMetrics(() => registry.waitingRows);
  const manager = await manageModels(settings, registry, metrics, logger);
  const guard = settings.tokenFile === null ? undefined : await readTokens(settings.tokenFile);
  const tls = settings.tls && {
    cert: await readFile(settings.tls.certificate),
    key: await readFile(settings.tls.key),
  };
  let isDraining = false;

  const rest = await buildRestServer({
    registry,
    logger,
    metrics,
    tls,
    ...(cluster.isWorker && { metricsText: sharedMetrics(metrics.registry) }),
    ...(guard && { guard }),
    isReady: () => !isDraining && registry.hasAvailable,
    isDraining: () => isDraining,
    bodyLimit: settings.maxRequestBytes,
    timeoutMs: settings.timeoutMs,
    requestsPerMinute: settings.requestsPerMinute,
    page: await readPageFiles(PAGE_FOLDER),
  });
  const { server: grpc, health } = buildGrpcServer({
    registry,
    metrics,
    ...(guard && { guard }),
    requestsPerMinute: settings.requestsPerMinute,
    ...(manager && {
      reload: (config) => manager.reconfigure(readModelConfigMessage(config)),
    }),
    messageLimit: settings.maxRequestBytes,
    onFailure: (error) => {
      logger.error({ err: error }, 'call failed');
    },
  });

  const grpcPort = await new Promise<number>((resolve, reject) => {
    const secure =
      tls && ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }]);
    const address = `${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.grpcPort}`;
    grpc.bindAsync(address, secure ?? ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
  const restAddress = await rest.listen({
    host: settings.host,
    port: settings.restApiPort,
    listenTextResolver: (address) => `REST at ${address}, gRPC on port ${grpcPort}`,
  });

  return {
    restAddress,
    grpcAddress: `${settings.host}:${grpcPort}`,
    async close() {
      isDraining = true;
      for (const service of [
        '',
        'tensorflow.serving.PredictionService',
        'tensorflow.serving.ModelService',
      ]) {
        health.setStatus(service, 'NOT_SERVING');
      }
      // Clients that keep their connections learn by their next answer that this one ends.
      await wait(DRAIN_MS);
      await Promise.all([rest.close(), shutDown(grpc, GRACE_MS)]);
      await manager?.close();
    },
  };
}

/** Ends the calls under way; a stream that nobody ends (a health watch) is cut after a while. */
function shutDown(grpc: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      grpc.forceShutdown();
      resolve();
    }, graceMs);
    grpc.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function readTokens(file: string): Promise<BearerAuth> {
  const tokens = (await readConfigFile(file, '--token-file'))
    .split(/\s+/)
    .filter((token) => token !== '');
  if (tokens.length > 0) return new BearerAuth(tokens);
  throw new ServingError(
    'INVALID_ARGUMENT',
    `--token-file ${file} holds no token; write one per line`,
  );
}
