import path from 'node:path';
import { parseArgs } from 'node:util';

import { invalidArgument } from './serving-error.ts';

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
  'model-name': {
    kind: 'text',
    default: 'degas',
    help: 'name of the model (environment: MODEL_NAME)',
  },
  'model-base-path': {
    kind: 'text',
    default: '',
    help: 'folder of numbered versions (environment: MODEL_BASE_PATH, the folder above it); the model that ships without',
  },
  'log-level': { kind: 'text', default: 'info', help: 'names are logged at debug only' },
  help: { kind: 'switch', default: '', help: 'this text' },
} as const satisfies Readonly<Record<string, Flag>>;

/** What a command line and an environment ask of the service. */
export interface Settings {
  readonly host: string;
  readonly restApiPort: number;
  readonly modelName: string;
  /** Folder whose numbered folders are the versions; null: the model that ships with Degas. */
  readonly modelBasePath: string | null;
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
  const number = (flag: keyof typeof FLAGS): number => parseNumber(flag, text(flag));

  const modelName = given['model-name'] ?? environment.MODEL_NAME ?? text('model-name');
  const above = environment.MODEL_BASE_PATH;
  const basePath =
    given['model-base-path'] ?? (above === undefined ? '' : path.join(above, modelName));
  return {
    host: text('host'),
    restApiPort: number('rest-api-port'),
    modelName,
    modelBasePath: basePath === '' ? null : basePath,
    logLevel: text('log-level'),
    help: given.help !== undefined,
  };
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
