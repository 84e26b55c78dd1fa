import { readBasePath } from '../models/base-path.ts';
import { invalidArgument } from '../serving-error.ts';
import { readOperatingPoint, type OperatingPoint } from './operating-point.ts';
import { parseFlags } from './parse-flags.ts';

/** What decides a label beside the score. */
export interface LabelSettings {
  readonly operatingPoint: OperatingPoint | null;
  /** Files; null for none. */
  readonly operatingPointFile: string | null;
  readonly allow: string | null;
  readonly deny: string | null;
  readonly knownDga: string | null;
}

export interface BatchingSettings {
  readonly maxBatchSize: number;
  readonly batchTimeoutMicros: number;
  readonly maxEnqueuedBatches: number;
}

/** What a command line and an environment ask of the service. */
export interface Settings {
  readonly host: string;
  /** 0 for a free one, null for no REST service. */
  readonly restApiPort: number | null;
  /** 0 for a free one, null for no gRPC service on a port. */
  readonly grpcPort: number | null;
  readonly grpcSocketPath: string | null;
  readonly modelName: string;
  /** Folder whose numbered folders are the versions; null: the model bundled with Degas. */
  readonly modelBasePath: string | null;
  readonly modelConfigFile: string | null;
  /** 0 reads the file once. */
  readonly modelConfigPollSeconds: number;
  /** 0 lists the folders once. */
  readonly pollSeconds: number;
  readonly allowUnavailableLabels: boolean;
  /** Times each warm-up request is replayed; 0 for no warm-up. */
  readonly warmupIterations: number;
  readonly batching: BatchingSettings;
  readonly batchingParametersFile: string | null;
  readonly maxRequestBytes: number;
  readonly maxHeaderBytes: number;
  readonly lenientHttp: boolean;
  /** 0 for no limit. */
  readonly timeoutMs: number;
  readonly cors: boolean;
  readonly channelOptions: Readonly<Record<string, string | number>>;
  readonly healthService: boolean;
  readonly tensorContent: boolean;
  readonly sslConfigFile: string | null;
  readonly monitoringConfigFile: string | null;
  readonly requestsPerMinute: number;
  readonly tokenFile: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly labels: LabelSettings;
  readonly workers: number;
  readonly drainMs: number;
  readonly logLevel: string;
  readonly version: boolean;
  readonly help: boolean;
  /** One line for each argument that has no effect. */
  readonly warnings: readonly string[];
}

/** Reads the settings; a flag goes before the environment. */
export function readSettings(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const { values, warnings } = parseFlags(argv);
  // An empty variable, as of a compose file that passes one on, is none.
  const [environmentName, parent] = [environment.MODEL_NAME, environment.MODEL_BASE_PATH].map(
    (variable) => (variable === '' ? undefined : variable),
  );
  const modelName = values['model-name'] ?? environmentName ?? 'degas';
  const basePath = values['model-base-path'] ?? (parent && `${parent}/${modelName}`) ?? null;
  if (values.host === '') {
    throw invalidArgument(
      'Given --host without an address, expected one; the empty one would be all of this machine, which is 0.0.0.0',
    );
  }
  const batchingParametersFile = values['batching-parameters-file'];
  if (batchingParametersFile !== null && !values['enable-batching']) {
    throw invalidArgument(
      'Given --batching_parameters_file without --enable_batching, expected both; add the other',
    );
  }
  const { ports, portWarnings } = distinctPorts(
    values['rest-api-port'],
    values.port,
    values['grpc-socket-path'],
  );
  return {
    host: values.host,
    ...ports,
    grpcSocketPath: values['grpc-socket-path'],
    modelName,
    modelBasePath: basePath === null ? null : readBasePath(basePath),
    modelConfigFile: values['model-config-file'],
    modelConfigPollSeconds: values['model-config-file-poll-wait-seconds'],
    pollSeconds: values['file-system-poll-wait-seconds'],
    allowUnavailableLabels: values['allow-version-labels-for-unavailable-models'],
    warmupIterations: values['enable-model-warmup']
      ? Math.max(1, values['num-request-iterations-for-warmup'])
      : 0,
    batching: {
      maxBatchSize: values['max-batch-size'],
      batchTimeoutMicros: values['batch-timeout-micros'],
      maxEnqueuedBatches: values['max-enqueued-batches'],
    },
    batchingParametersFile,
    maxRequestBytes: values['max-request-bytes'],
    maxHeaderBytes: values['max-header-bytes'],
    lenientHttp: values['lenient-http'],
    timeoutMs: Math.max(0, values['rest-api-timeout-in-ms']),
    cors: values['rest-api-enable-cors-support'],
    channelOptions: channelOptions(values['grpc-channel-arguments']),
    healthService: values['enable-grpc-healthcheck-service'],
    tensorContent: values['enable-serialization-as-tensor-content'],
    sslConfigFile: values['ssl-config-file'],
    monitoringConfigFile: values['monitoring-config-file'],
    requestsPerMinute: values['requests-per-minute'],
    tokenFile: values['token-file'],
    tls: readTls(values['tls-certificate'], values['tls-key']),
    labels: {
      ...operatingPoint(values['operating-point'], values['operating-point-file']),
      allow: values.allow,
      deny: values.deny,
      knownDga: values['known-dga'],
    },
    workers: Math.max(1, values.workers),
    drainMs: values['drain-ms'],
    logLevel: values['log-level'],
    version: values.version,
    help: values.help,
    warnings: [...warnings, ...portWarnings],
  };
}

function distinctPorts(rest: number | null, grpc: number | null, socket: string | null) {
  if (rest === null && grpc === null && socket === null) {
    throw invalidArgument(
      'Given --rest_api_port=0 and --port=0, expected at least one port or --grpc_socket_path; leave one out',
    );
  }
  if (rest === null || rest === 0 || rest !== grpc) {
    return { ports: { restApiPort: rest, grpcPort: grpc }, portWarnings: [] };
  }
  return {
    ports: { restApiPort: null, grpcPort: grpc },
    portWarnings: [
      '--rest_api_port cannot be the same as --port; the REST API is not served. Use another port for it',
    ],
  };
}

function operatingPoint(
  given: string | null,
  file: string | null,
): Pick<LabelSettings, 'operatingPoint' | 'operatingPointFile'> {
  if (given !== null && file !== null) {
    throw invalidArgument(
      'Given --operating-point and --operating-point-file, expected one of them; leave the other out',
    );
  }
  return {
    operatingPoint: given === null ? null : readOperatingPoint(given, '--operating-point'),
    operatingPointFile: file,
  };
}

function readTls(certificate: string | null, key: string | null): Settings['tls'] {
  if (certificate === null && key === null) return null;
  if (certificate !== null && key !== null) return { certificate, key };
  const [given, missing] = certificate === null ? ['key', 'certificate'] : ['certificate', 'key'];
  throw invalidArgument(
    `Given --tls-${given} alone, expected both --tls-certificate and --tls-key; TLS needs both, add --tls-${missing}`,
  );
}

/** Options such as `grpc.max_connection_age_ms=2000`; whole numbers are passed on as numbers. */
function channelOptions(given: string): Record<string, string | number> {
  const parts = given.split(',').filter((part) => part !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [key = '', value] = part.split('=', 2);
      if (value === undefined) {
        throw invalidArgument(
          `Given --grpc_channel_arguments=${given}, expected key=value,key=value; correct ${key}`,
        );
      }
      return [key, /^-?\d+$/.test(value) ? Number(value) : value];
    }),
  );
}
