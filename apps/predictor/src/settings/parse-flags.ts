import { invalidArgument } from '../serving-error.ts';
import { readSwitch, type Flag } from './flag.ts';
import { flags, ignoredFlags } from './flags.ts';

type FlagName = keyof typeof flags;
type Values = { readonly [Name in FlagName]: (typeof flags)[Name]['default'] };

/** What was read from a command line. */
export interface ParsedFlags {
  /** Of every flag its value, the default where it was not given. */
  readonly values: Values;
  /** One line for each argument that has no effect. */
  readonly warnings: readonly string[];
}

const table: Readonly<Record<string, Flag<unknown>>> = flags;
const isKnown = (name: string): name is FlagName => Object.hasOwn(flags, name);
const isSwitch = (name: string): name is FlagName =>
  isKnown(name) && table[name]?.kind === 'switch';

/** `--name`, `-name`, with `=value` or without. */
const FLAG = /^--?([a-z][\w-]*)(?:=(.*))?$/is;

/**
 * Reads a command line as TensorFlow Serving does: unknown arguments are reported, not refused. Dashes and
 * underscores in a flag's name are the same, and so are one dash in front and two, `--flag=value` and `--flag value`,
 * `--no` in front of a switch and `=false` behind it; the last one counts.
 *
 * @throws ServingError INVALID_ARGUMENT for a value that a flag does not take, and for a flag that lacks one.
 */
export function parseFlags(argv: readonly string[]): ParsedFlags {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(table)) values[name] = flag.default;
  const warnings = new Set<string>();
  const set = (name: FlagName, value: string): void => {
    values[name] = table[name]?.read(value, name);
  };

  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (arg === '--') {
      for (const rest of argv.slice(i + 1)) warnings.add(`unknown argument: ${rest}`);
      break;
    }
    const [, spelt, inline] = FLAG.exec(arg) ?? [];
    const name = spelt?.replaceAll('_', '-') ?? '';
    /** What stands behind a blank, if it is a value: a flag behind a flag is never swallowed. */
    const next = (isValue: (text: string) => boolean): string | undefined => {
      const following = argv[i + 1];
      if (following === undefined || FLAG.test(following) || !isValue(following)) return undefined;
      i++;
      return following;
    };

    if (isSwitch(name)) {
      set(name, inline ?? next((text) => readSwitch(text) !== null) ?? 'true');
    } else if (isKnown(name)) {
      const value = inline ?? next(() => true);
      if (value === undefined) {
        throw invalidArgument(`Given --${name} without a value, expected --${name}=VALUE`);
      }
      set(name, value);
    } else if (Object.hasOwn(ignoredFlags, name)) {
      if (inline === undefined) next(() => true);
      warnings.add(
        `--${name.replaceAll('-', '_')} has no effect: ${ignoredFlags[name] ?? 'it is not used'}`,
      );
    } else if (name.startsWith('no') && inline === undefined && isSwitch(name.slice(2))) {
      set(name.slice(2) as FlagName, 'false');
    } else {
      warnings.add(
        `unknown argument: ${arg}${spelt === undefined ? '' : '; --help lists the flags'}`,
      );
    }
  }
  return { values: values as Values, warnings: [...warnings] };
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
