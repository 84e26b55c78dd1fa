import path from 'node:path';
import { parseArgs } from 'node:util';

import { invalidArgument } from '../serving-error.ts';

type Kind = 'text' | 'number' | 'switch';

interface Flag {
  readonly kind: Kind;
  readonly default: string;
  readonly help: string;
}

/** Every flag; TensorFlow Serving's spelling with underscores is understood as well. */
const FLAGS = {
  host: { kind: 'text', default: '127.0.0.1', help: 'address to listen on' },
  'rest-api-port': { kind: 'number', default: '8501', help: 'port of the REST service' },
  port: { kind: 'number', default: '8500', help: 'port of the gRPC service' },
  'model-name': {
    kind: 'text',
    default: 'degas',
    help: 'name of the model (environment: MODEL_NAME)',
  },
  'model-base-path': {
    kind: 'text',
    default: '',
    help: 'folder of numbered versions; without it, the model that ships (environment: MODEL_BASE_PATH, the folder above it)',
  },
  'model-config-file': {
    kind: 'text',
    default: '',
    help: 'several models, their version policies and labels, in protobuf text format',
  },
  'file-system-poll-wait-seconds': {
    kind: 'number',
    default: '1',
    help: 'time between two looks at the model folders; 0 looks once',
  },
  'max-batch-size': { kind: 'number', default: '512', help: 'rows scored in one go' },
  'batch-timeout-micros': { kind: 'number', default: '0', help: 'wait for a batch to fill' },
  'max-enqueued-batches': {
    kind: 'number',
    default: '1024',
    help: 'batches that may wait; more is refused by 429',
  },
  'max-request-bytes': { kind: 'number', default: '16777216', help: 'size of a request' },
  'rest-api-timeout-in-ms': { kind: 'number', default: '30000', help: 'time for a request' },
  'requests-per-minute': { kind: 'number', default: '0', help: 'limit of one client; 0 for none' },
  'token-file': {
    kind: 'text',
    default: '',
    help: 'bearer tokens, one per line; without it, everybody who reaches the service may ask',
  },
  'tls-certificate': { kind: 'text', default: '', help: 'certificate chain, PEM' },
  'tls-key': { kind: 'text', default: '', help: 'its key, PEM' },
  workers: { kind: 'number', default: '1', help: 'processes that share the ports' },
  'log-level': { kind: 'text', default: 'info', help: 'names are logged at debug only' },
  help: { kind: 'switch', default: '', help: 'this text' },
} as const satisfies Readonly<Record<string, Flag>>;

/** What a command line and an environment ask of the service. */
export interface Settings {
  readonly host: string;
  readonly restApiPort: number;
  readonly grpcPort: number;
  readonly modelName: string;
  /** Folder whose numbered folders are the versions; null: the model that ships with Degas. */
  readonly modelBasePath: string | null;
  readonly modelConfigFile: string | null;
  readonly pollSeconds: number;
  readonly maxBatchSize: number;
  readonly batchTimeoutMicros: number;
  readonly maxEnqueuedBatches: number;
  readonly maxRequestBytes: number;
  readonly timeoutMs: number;
  readonly requestsPerMinute: number;
  readonly tokenFile: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly workers: number;
  readonly logLevel: string;
  readonly help: boolean;
}

/** Reads the settings; a flag goes before the environment. */
export function readSettings(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = parseFlags(argv);
  const text = (flag: keyof typeof FLAGS): string => given[flag] ?? FLAGS[flag].default;
  const optional = (flag: keyof typeof FLAGS): string | null => text(flag) || null;
  const number = (flag: keyof typeof FLAGS): number => parseNumber(flag, text(flag));
  const atLeastOne = (flag: keyof typeof FLAGS): number => Math.max(1, number(flag));

  const modelName = given['model-name'] ?? environment.MODEL_NAME ?? text('model-name');
  const above = environment.MODEL_BASE_PATH;
  return {
    host: text('host'),
    restApiPort: number('rest-api-port'),
    grpcPort: number('port'),
    modelName,
    modelBasePath:
      optional('model-base-path') ?? (above === undefined ? null : path.join(above, modelName)),
    modelConfigFile: optional('model-config-file'),
    pollSeconds: number('file-system-poll-wait-seconds'),
    maxBatchSize: atLeastOne('max-batch-size'),
    batchTimeoutMicros: number('batch-timeout-micros'),
    maxEnqueuedBatches: atLeastOne('max-enqueued-batches'),
    maxRequestBytes: atLeastOne('max-request-bytes'),
    timeoutMs: atLeastOne('rest-api-timeout-in-ms'),
    requestsPerMinute: number('requests-per-minute'),
    tokenFile: optional('token-file'),
    tls: readTls(optional('tls-certificate'), optional('tls-key')),
    workers: atLeastOne('workers'),
    logLevel: oneOf('log-level', text('log-level'), LOG_LEVELS),
    help: given.help !== undefined,
  };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function oneOf(flag: string, value: string, known: readonly string[]): string {
  if (known.includes(value)) return value;
  throw invalidArgument(`--${flag} was given '${value}'; give one of ${known.join(', ')}`);
}

function readTls(certificate: string | null, key: string | null): Settings['tls'] {
  if (certificate === null && key === null) return null;
  if (certificate !== null && key !== null) return { certificate, key };
  throw invalidArgument('TLS needs both --tls-certificate and --tls-key; one is missing');
}

/** What `--help` prints. */
export function helpText(): string {
  const lines = Object.entries<Flag>(FLAGS).map(([name, flag]) => {
    const value = flag.kind === 'switch' ? '' : `=${flag.kind.toUpperCase()}`;
    const usual = flag.default === '' ? '' : ` (default ${flag.default})`;
    return `  --${name}${value}\n      ${flag.help}${usual}`;
  });
  return `Usage: predictor [flags]\n\n${lines.join('\n')}\n`;
}

function parseFlags(argv: readonly string[]): Partial<Record<keyof typeof FLAGS, string>> {
  const args = argv.map((arg) => arg.replace(/^--[^=]+/, (name) => name.replaceAll('_', '-')));
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { kind }]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    const { values } = parseArgs({ args, options, allowPositionals: false });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw invalidArgument(`${(error as Error).message}; --help lists the flags`);
  }
}

function parseNumber(flag: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw invalidArgument(
    `--${flag} was given '${value}', not a whole number; give one, or leave it out`,
  );
}
