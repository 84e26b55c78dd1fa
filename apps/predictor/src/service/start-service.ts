import cluster from 'node:cluster';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

import { setLogger } from '@grpc/grpc-js';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

import { BearerAuth } from '../auth/bearer-auth.ts';
import { buildGrpcServer, HEALTH_SERVICES } from '../grpc/grpc-server.ts';
import { ServiceMetrics } from '../metrics/service-metrics.ts';
import { manageModels } from '../models/manage-models.ts';
import { ModelRegistry } from '../models/model-registry.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { readPageFiles } from '../rest/page-files.ts';
import { invalidArgument } from '../serving-error.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import { requireKeyPair } from '../settings/require-key-pair.ts';
import { readServingFiles } from '../settings/serving-files.ts';
import type { Settings } from '../settings/settings.ts';
import { AnswerGate } from './answer-gate.ts';
import { listenFailure } from './listen-failure.ts';
import { closeGrpc, listenGrpc } from './listen-grpc.ts';
import { shareConnections } from './share-connections.ts';
import { WorkerChannel } from './worker-channel.ts';

/**
 * Turns of the event loop without a new connection after which none is thought to be on its way, and the time between two.
 * Turns, since a busy process takes connections late, however long it waits.
 */
const QUIET_TURNS = 10;
const TURN_MS = 10;

/** How long a closing process waits for clients to come to rest, and for the others to close the port that they share. */
const PATIENCE_MS = 2000;

/** How long a closing service waits for open gRPC streams. */
const GRACE_MS = 5000;

/** How often health is brought up to date. */
const HEALTH_MS = 200;

/** Where the build puts the page, seen from the sources and from the built program alike. */
const PAGE_FOLDER = path.join(import.meta.dirname, '../../page/dist');

/** A service that listens. */
export interface Service {
  /** Null where there is none. */
  readonly restAddress: string | null;
  readonly grpcAddress: string | null;
  /** Looks for changes of models and lists now. */
  refresh(): void;
  /** Takes no more connections, ends the requests under way, then resolves. */
  close(): Promise<void>;
}

/**
 * Loads what is to be served, then listens.
 *
 * @throws ServingError or the system's error for what keeps the service from starting; nothing is left open then.
 */
export async function startService(settings: Settings, logger: Logger): Promise<Service> {
  const files = await readServingFiles(settings);
  const guard = settings.tokenFile === null ? undefined : await readTokens(settings.tokenFile);
  const tls = settings.tls && {
    cert: Buffer.from(await readConfigFile(settings.tls.certificate, '--tls-certificate')),
    key: Buffer.from(await readConfigFile(settings.tls.key, '--tls-key')),
  };
  if (tls !== null) requireKeyPair(tls, '--tls-certificate and --tls-key');
  if (files.grpcTls !== null) {
    const { certificate: cert, key, clientAuthorities: ca } = files.grpcTls;
    const flag = `--ssl_config_file ${settings.sslConfigFile ?? ''}`;
    requireKeyPair({ cert, key, ...(ca && { ca }) }, flag);
  }
  const channel = cluster.isWorker ? new WorkerChannel() : null;
  if (channel !== null) shareConnections();
  const state = await channel?.state();
  const registry = new ModelRegistry();
  const metrics = new ServiceMetrics(() => registry.waitingRows);
  const models = await manageModels(settings, {
    registry,
    metrics,
    logger,
    batching: files.batching,
    reloaded: state?.config,
    ...(channel && { meet: (key: string) => channel.meet(key) }),
  });
  const gate = new AnswerGate();
  let isDraining = false;
  const isReady = (): boolean => !isDraining && (models.manager.isEmpty || registry.hasAvailable);

  const rest = await buildRestServer({
    registry,
    logger,
    metrics,
    tls,
    ...(channel && { metricsText: () => channel.metricsText() }),
    ...(guard && { guard }),
    isReady,
    isDraining: () => isDraining,
    beforeAnswer: () => gate.passed(),
    bodyLimit: settings.maxRequestBytes,
    headerLimit: settings.maxHeaderBytes,
    isLenient: settings.lenientHttp,
    cors: settings.cors,
    metricsPath: files.metricsPath,
    timeoutMs: settings.timeoutMs,
    requestsPerMinute: settings.requestsPerMinute,
    page: await readPageFiles(PAGE_FOLDER),
    givenRules: models.givenRules,
  });
  const { server: grpc, health } = buildGrpcServer({
    registry,
    metrics,
    isReady,
    ...(guard && { guard }),
    requestsPerMinute: settings.requestsPerMinute,
    reload: (config) => (channel === null ? models.reload(config) : channel.reload(config)),
    messageLimit: settings.maxRequestBytes,
    channelOptions: settings.channelOptions,
    hasHealth: settings.healthService,
    isPacked: settings.tensorContent,
    onFailure: (error) => {
      logger.error({ err: error }, 'call failed');
    },
  });
  const updateHealth = (): void => {
    const status = isReady() ? 'SERVING' : 'NOT_SERVING';
    for (const service of HEALTH_SERVICES) health.setStatus(service, status);
  };
  const healthTimer = setInterval(updateHealth, HEALTH_MS);
  healthTimer.unref();

  const closeAll = async (): Promise<void> => {
    clearInterval(healthTimer);
    await Promise.all([rest.close(), closeGrpc(grpc, GRACE_MS)]);
    await models.close();
  };
  // What it prints of an address that it can't have is thrown as well.
  setLogger({
    ...console,
    error: (text: unknown) => {
      logger.debug({ text }, 'gRPC');
    },
  });
  try {
    const grpcPort = await listenGrpc(grpc, settings, files.grpcTls, tls);
    const restAddress = await listenRest(rest, settings, grpcPort);
    if (restAddress === null) logger.info(`gRPC on port ${grpcPort ?? 'none'}`);
    updateHealth();
    channel?.serve(metrics.registry, models.reload);
    return {
      restAddress,
      grpcAddress: grpcPort === null ? null : `${settings.host}:${grpcPort}`,
      refresh() {
        models.refresh().catch((error: unknown) => {
          logger.error({ err: error }, 'the models could not be brought up to date');
        });
      },
      async close() {
        isDraining = true;
        updateHealth();
        // Clients that keep their connections learn by their next answer that this one ends.
        await wait(settings.drainMs);
        await closePort(rest, gate, channel);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/**
 * Closes the REST port when no request is on its way to it. A client that got its answer may open the next connection
 * at once, and one that is not taken from the system's queue when the port closes is lost: so answers wait for a
 * moment until all that was sent has been taken, and until the port is closed in all processes.
 */
async function closePort(
  rest: FastifyInstance,
  gate: AnswerGate,
  channel: WorkerChannel | null,
): Promise<void> {
  gate.close();
  await untilQuiet(rest);
  void rest.close();
  while (rest.server.listening) await nextTurn();
  if (channel !== null)
    await Promise.race([channel.meet('port closed'), wait(PATIENCE_MS, undefined, { ref: false })]);
  gate.open();
}

/** Resolves when no client has connected for some turns of the event loop. */
async function untilQuiet({ server }: FastifyInstance): Promise<void> {
  let turns = 0;
  const onConnection = (): void => {
    turns = 0;
  };
  server.on('connection', onConnection);
  const end = performance.now() + PATIENCE_MS;
  for (; turns < QUIET_TURNS && performance.now() < end; turns++) {
    await wait(TURN_MS);
    // Connections are taken between timers and this.
    await nextTurn();
  }
  server.off('connection', onConnection);
}

async function listenRest(
  rest: FastifyInstance,
  { host, restApiPort: port }: Settings,
  grpcPort: number | null,
): Promise<string | null> {
  if (port === null) return null;
  try {
    return await rest.listen({
      host,
      port,
      listenTextResolver: (address) => `REST at ${address}, gRPC on port ${grpcPort ?? 'none'}`,
    });
  } catch (error) {
    throw listenFailure(error, { host, port, flag: '--rest_api_port' });
  }
}

async function readTokens(file: string): Promise<BearerAuth> {
  const tokens = (await readConfigFile(file, '--token-file'))
    .split(/\s+/)
    .filter((token) => token !== '');
  if (tokens.length > 0) return new BearerAuth(tokens);
  throw invalidArgument(`Given --token-file ${file} without a token, expected one per line`);
}
