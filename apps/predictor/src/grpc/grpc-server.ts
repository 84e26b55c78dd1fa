import {
  Server,
  status,
  type ChannelOptions,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import type { RequestRecord, ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { openInferenceHandlers } from '../open-inference/grpc-handlers.ts';
import { Cancellation } from '../prediction/cancellation.ts';
import { asServingError, ServingError } from '../serving-error.ts';
import { DEFAULT_REQUEST_BYTES } from '../settings/flags.ts';
import { decodePredictRequest } from './decode-predict-request.ts';
import { modelHandlers, type Reload } from './model-handlers.ts';
import type { CallOptions } from './prediction-calls.ts';
import { predictionHandlers } from './prediction-handlers.ts';
import { RateLimiter } from './rate-limiter.ts';
import { reflectionPackage } from './reflection-package.ts';
import { modelService, openInferenceService, predictionService } from './serving-package.ts';

export interface GrpcServerOptions {
  readonly registry: ModelRegistry;
  /** What a reload request does; without it such a request is refused. */
  readonly reload?: Reload;
  /** Bytes that a message may have. */
  readonly messageLimit?: number;
  /** Further channel options, by gRPC's names. */
  readonly channelOptions?: ChannelOptions;
  /** Whether the health checking protocol is served. */
  readonly hasHealth?: boolean;
  /** Whether float tensors are answered as `tensor_content`. */
  readonly isPacked?: boolean;
  readonly isReady?: () => boolean;
  readonly metrics?: ServiceMetrics;
  /** Checks the callers' tokens; without it no token is needed. Health and reflection are open. */
  readonly guard?: BearerAuth;
  /** Of one client; 0 for no limit. */
  readonly requestsPerMinute?: number;
  /** Called with each error that is not the caller's. */
  readonly onFailure?: (error: unknown) => void;
}

export const defaultGrpcServer = {
  messageLimit: DEFAULT_REQUEST_BYTES,
  requestsPerMinute: 0,
  hasHealth: true,
} as const;

/** Names by which health is asked for: the server as a whole, TensorFlow Serving's names, and the full ones. */
export const HEALTH_SERVICES = [
  '',
  'PredictionService',
  'ModelService',
  'tensorflow.serving.PredictionService',
  'tensorflow.serving.ModelService',
  'inference.GRPCInferenceService',
] as const;

const lazyPredictionService: ServiceDefinition = {
  ...predictionService,
  Predict: { ...predictionService.Predict, requestDeserialize: decodePredictRequest },
} as ServiceDefinition;

/** Builds the gRPC service without listening; its health is NOT_SERVING until it is set. */
export function buildGrpcServer(options: GrpcServerOptions): {
  server: Server;
  health: HealthImplementation;
} {
  const settings = {
    ...defaultGrpcServer,
    ...options,
    limit: new RateLimiter(options.requestsPerMinute ?? defaultGrpcServer.requestsPerMinute),
  };
  const { registry, messageLimit, isReady = () => registry.hasAvailable } = settings;
  const reload = settings.reload ?? refuseReload;
  const server = new Server({
    'grpc.max_receive_message_length': messageLimit,
    'grpc.max_send_message_length': -1,
    ...settings.channelOptions,
  });
  server.addService(lazyPredictionService, callsOf(predictionHandlers(registry), settings));
  server.addService(modelService, callsOf(modelHandlers(registry, reload), settings));
  server.addService(
    openInferenceService,
    callsOf(openInferenceHandlers(registry, isReady), settings),
  );

  const initial = isReady() ? 'SERVING' : 'NOT_SERVING';
  const health = new HealthImplementation(
    Object.fromEntries(HEALTH_SERVICES.map((service) => [service, initial])),
  );
  if (settings.hasHealth) health.addToServer(server);
  new ReflectionService(reflectionPackage()).addToServer(server);
  return { server, health };
}

function refuseReload(): Promise<void> {
  return Promise.reject(
    new ServingError('UNIMPLEMENTED', 'This service has no model configuration to reload'),
  );
}

type Handlers = Readonly<Record<string, (message: never, options: CallOptions) => Promise<object>>>;

type CallSettings = GrpcServerOptions & { readonly limit: RateLimiter };

function callsOf(handlers: Handlers, settings: CallSettings): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, callOf(name, handler, settings)]),
  );
}

function callOf(
  api: string,
  handler: Handlers[string],
  { guard, onFailure, limit, isPacked, registry, metrics }: CallSettings,
): handleUnaryCall<unknown, object> {
  return (unary, callback) => {
    const { request, metadata } = unary;
    const record = recorder(api, request, registry, metrics);
    const cancellation = new Cancellation();
    unary.on('cancelled', () => {
      cancellation.abort(new ServingError('CANCELLED', 'The caller cancelled the call'));
    });
    const answer = async (): Promise<object> => {
      limit.check(unary.getPeer());
      guard?.check(metadata.get('authorization')[0]?.toString());
      return handler(request as never, {
        signal: cancellation,
        ...(isPacked === true && { isPacked }),
      });
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
}

const MEASURED: Readonly<Record<string, string>> = {
  Predict: 'Predict',
  Classify: 'Classify',
  Regress: 'Regress',
  MultiInference: 'MultiInference',
  ModelInfer: 'ModelInfer',
};

interface NamedRequest {
  readonly model_spec?: { readonly name: string } | null;
  readonly tasks?: readonly NamedRequest[];
  readonly model_name?: string;
}

/** Returns what counts a call when it has ended. */
function recorder(
  api: string,
  request: unknown,
  registry: ModelRegistry,
  metrics?: ServiceMetrics,
): (status: RequestRecord['status']) => void {
  const measured = MEASURED[api];
  if (metrics === undefined || measured === undefined) return () => undefined;
  const started = performance.now();
  const { model_spec, tasks, model_name } = request as NamedRequest;
  const name = model_spec?.name ?? tasks?.[0]?.model_spec?.name ?? model_name ?? '';
  return (status) => {
    metrics.recordRequest({
      // Names that are not served must not add labels.
      model: registry.names.includes(name) ? name : '',
      api: measured,
      entrypoint: 'GRPC',
      status,
      micros: (performance.now() - started) * 1000,
    });
  };
}

/** Characters of a status' text that are sent; TensorFlow Serving cuts it there, too. */
const MAX_DETAILS = 1024;

function asStatus({ code, message }: ServingError): { code: status; details: string } {
  // gRPC has no status for a message over the limit but this one.
  const name = code === 'PAYLOAD_TOO_LARGE' ? 'RESOURCE_EXHAUSTED' : code;
  const details =
    message.length > MAX_DETAILS ? `${message.slice(0, MAX_DETAILS)}...TRUNCATED` : message;
  return { code: status[name], details };
}
