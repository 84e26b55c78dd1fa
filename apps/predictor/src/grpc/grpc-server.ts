import {
  Server,
  status,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { modelHandlers, type Reload } from './model-handlers.ts';
import { predictionHandlers } from './prediction-handlers.ts';
import { RateLimiter } from './rate-limiter.ts';
import { modelService, predictionService, servingPackage } from './serving-package.ts';

export interface GrpcServerOptions {
  readonly registry: ModelRegistry;
  /** What a reload request does; without it such a request is refused. */
  readonly reload?: Reload;
  /** Bytes that a message may have. */
  readonly messageLimit?: number;
  readonly metrics?: ServiceMetrics;
  /** Who may ask; everybody without it. Health and reflection are open. */
  readonly guard?: BearerAuth;
  /** Of one client; 0 for no limit. */
  readonly requestsPerMinute?: number;
  /** Told of a failure that is ours. */
  readonly onFailure?: (error: unknown) => void;
}

export const defaultGrpcServer = { messageLimit: 16 * 1024 * 1024, requestsPerMinute: 0 } as const;

/** Health is asked for the server as a whole (the empty name) or for a service. */
const HEALTHY = ['', 'tensorflow.serving.PredictionService', 'tensorflow.serving.ModelService'];

/** Builds the gRPC service without listening. */
export function buildGrpcServer(options: GrpcServerOptions): {
  server: Server;
  health: HealthImplementation;
} {
  const settings = {
    ...defaultGrpcServer,
    ...options,
    limit: new RateLimiter(options.requestsPerMinute ?? defaultGrpcServer.requestsPerMinute),
  };
  const { registry, reload, messageLimit } = settings;
  const server = new Server({
    'grpc.max_receive_message_length': messageLimit,
    'grpc.max_send_message_length': -1,
  });
  server.addService(predictionService, callsOf(predictionHandlers(registry), settings));
  server.addService(modelService, callsOf(modelHandlers(registry, reload), settings));

  const health = new HealthImplementation(
    Object.fromEntries(HEALTHY.map((service) => [service, 'SERVING' as const])),
  );
  health.addToServer(server);
  new ReflectionService(servingPackage).addToServer(server);
  return { server, health };
}

type Handlers = Readonly<Record<string, (message: never) => Promise<object>>>;

function callsOf(
  handlers: Handlers,
  options: GrpcServerOptions & { readonly limit: RateLimiter },
): UntypedServiceImplementation {
  const { registry, guard, metrics, onFailure, limit } = options;

  const call =
    (api: string, handler: Handlers[string]): handleUnaryCall<unknown, object> =>
    (unary, callback) => {
      const { request, metadata } = unary;
      const started = performance.now();
      const { model_spec } = request as { model_spec?: { name: string } | null };
      const name = model_spec?.name ?? '';
      const record = (status: string): void => {
        if (!MEASURED.has(api)) return;
        metrics?.recordRequest({
          // A name that nobody serves must not grow the list of labels.
          model: registry.names.includes(name) ? name : '',
          api,
          entrypoint: 'GRPC',
          status,
          micros: (performance.now() - started) * 1000,
        });
      };
      const answer = async (): Promise<object> => {
        limit.check(unary.getPeer());
        guard?.check(metadata.get('authorization')[0]?.toString());
        return handler(request as never);
      };
      answer().then(
        (reply) => {
          record('OK');
          callback(null, reply);
        },
        (error: unknown) => {
          record(asServingError(error).code);
          if (!(error instanceof ServingError)) onFailure?.(error);
          callback(asStatus(asServingError(error)));
        },
      );
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, call(name, handler)]),
  );
}

const MEASURED = new Set(['Predict', 'Classify', 'Regress', 'MultiInference']);

function asStatus({ code, message }: ServingError): { code: status; details: string } {
  // gRPC has no status for a message over the limit but this one.
  const name = code === 'PAYLOAD_TOO_LARGE' ? 'RESOURCE_EXHAUSTED' : code;
  return { code: status[name], details: message };
}
