import { parseArgs } from 'node:util';

import { invalidArgument } from '../serving-error.ts';
import type { Flag } from './flag.ts';
import { flags, ignoredFlags } from './flags.ts';

export type FlagName = keyof typeof flags;
type Values = { readonly [Name in FlagName]: (typeof flags)[Name]['default'] };

/** What was read from a command line. */
export interface ParsedFlags {
  /** Of every flag its value, the default where it was not given. */
  readonly values: Values;
  readonly given: ReadonlySet<FlagName>;
  /** One line for each argument that has no effect. */
  readonly warnings: readonly string[];
}

const table: Readonly<Record<string, Flag<unknown>>> = flags;
const isKnown = (name: string): name is FlagName => Object.hasOwn(flags, name);

/**
 * Reads a command line as TensorFlow Serving does: unknown arguments are reported, not refused. Dashes and
 * underscores in a flag's name are the same, and so are `--flag=value` and `--flag value`; the last one counts.
 *
 * @throws ServingError INVALID_ARGUMENT for a value that a flag does not take.
 */
export function parseFlags(argv: readonly string[]): ParsedFlags {
  const args = argv.map((arg) => arg.replace(/^--[^=]+/, (name) => name.replaceAll('_', '-')));
  const options = Object.fromEntries([
    ...Object.entries(table).map(([name, { kind }]) => [name, { type: typeOf(kind) }]),
    ...Object.keys(ignoredFlags).map((name) => [name, { type: 'string' as const }]),
  ]) as Record<string, { type: 'boolean' | 'string' }>;
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });

  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(table)) values[name] = flag.default;
  const given = new Set<FlagName>();
  const warnings = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      warnings.add(`unknown argument: ${token.value}`);
    } else if (isKnown(token.name)) {
      values[token.name] = readValue(token.name, token.value);
      given.add(token.name);
    } else {
      const reason = ignoredFlags[token.name];
      warnings.add(
        reason === undefined
          ? `unknown argument: ${token.rawName}; --help lists the flags`
          : `--${token.name.replaceAll('-', '_')} has no effect: ${reason}`,
      );
    }
  }
  return { values: values as Values, given, warnings: [...warnings] };
}

const typeOf = (kind: Flag<unknown>['kind']): 'boolean' | 'string' =>
  kind === 'switch' ? 'boolean' : 'string';

function readValue(name: FlagName, value: string | undefined): unknown {
  const flag = table[name];
  if (value === undefined && flag?.kind !== 'switch') {
    throw invalidArgument(`Given --${name} without a value, expected --${name}=VALUE`);
  }
  return flag?.read(value ?? 'true', name);
}

/** What `--help` prints. */
export function helpText(): string {
  const lines = Object.entries(table).map(([name, { kind, help, defaultText }]) => {
    const value = kind === 'switch' ? '' : `=${kind.toUpperCase()}`;
    const usual = defaultText === '' ? '' : ` (default ${defaultText})`;
    return `  --${name}${value}\n      ${help}${usual}`;
  });
  return (
    `Usage: predictor [flags]\n\n${lines.join('\n')}\n\n` +
    `Flags of TensorFlow Serving that are accepted without effect:\n  ${Object.keys(ignoredFlags).join(', ')}\n`
  );
}
