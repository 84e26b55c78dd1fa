import {
  Server,
  status,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';

import type { ModelRegistry } from '../model-registry.ts';
import { ServingError } from '../serving-error.ts';
import { modelHandlers, type Reload } from './model-handlers.ts';
import { predictionHandlers } from './prediction-handlers.ts';
import { modelService, predictionService, servingPackage } from './serving-package.ts';

export interface GrpcServerOptions {
  readonly registry: ModelRegistry;
  /** What a reload request does; without it such a request is refused. */
  readonly reload?: Reload;
  /** Bytes that a message may have. */
  readonly messageLimit?: number;
  /** Told of a failure that is ours. */
  readonly onFailure?: (error: unknown) => void;
}

export const defaultGrpcServer = { messageLimit: 16 * 1024 * 1024 } as const;

/** Health is asked for the server as a whole (the empty name) or for a service. */
const HEALTHY = ['', 'tensorflow.serving.PredictionService', 'tensorflow.serving.ModelService'];

/** Builds the gRPC service without listening. */
export function buildGrpcServer(options: GrpcServerOptions): {
  server: Server;
  health: HealthImplementation;
} {
  const { registry, reload, messageLimit, onFailure } = { ...defaultGrpcServer, ...options };
  const server = new Server({
    'grpc.max_receive_message_length': messageLimit,
    'grpc.max_send_message_length': -1,
  });
  server.addService(predictionService, callsOf(predictionHandlers(registry), onFailure));
  server.addService(modelService, callsOf(modelHandlers(registry, reload), onFailure));

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
  onFailure?: (error: unknown) => void,
): UntypedServiceImplementation {
  const call =
    (handler: Handlers[string]): handleUnaryCall<unknown, object> =>
    ({ request }, callback) => {
      // The handler may throw before it has a promise to reject.
      Promise.resolve()
        .then(() => handler(request as never))
        .then(
          (reply) => {
            callback(null, reply);
          },
          (error: unknown) => {
            if (!(error instanceof ServingError)) onFailure?.(error);
            callback(asStatus(error));
          },
        );
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, call(handler)]),
  );
}

function asStatus(error: unknown): { code: status; details: string } {
  if (!(error instanceof ServingError)) return { code: status.INTERNAL, details: 'Internal error' };
  const { code, message } = error;
  // gRPC has no status for a message over the limit but this one.
  const name = code === 'PAYLOAD_TOO_LARGE' ? 'RESOURCE_EXHAUSTED' : code;
  return { code: status[name], details: message };
}
