import { invalidArgument } from '../serving-error.ts';

/** A command-line flag: how its text is read, what it is when not given, and its line of `--help`. */
export interface Flag<Value> {
  readonly kind: 'text' | 'number' | 'switch';
  /** What `--help` shows as the default; empty for none. */
  readonly defaultText: string;
  readonly help: string;
  readonly default: Value;
  /** Reads what was given; a switch without a value reads as `true`. */
  readonly read: (text: string, flag: string) => Value;
}

export const text = <Value extends string | null>(
  value: Value,
  help: string,
): Flag<Value | string> => ({
  kind: 'text',
  defaultText: value ?? '',
  help,
  default: value,
  read: (given) => given,
});

/** A text of which the empty one means that none was given. */
export const optionalText = (help: string): Flag<string | null> => ({
  ...text(null, help),
  read: (given) => (given === '' ? null : given),
});

export const oneOf = <const Values extends readonly string[]>(
  values: Values,
  value: Values[number],
  help: string,
): Flag<Values[number]> => ({
  kind: 'text',
  defaultText: value,
  help: `${help}: ${values.join(', ')}`,
  default: value,
  read(given, flag) {
    if (values.includes(given)) return given;
    throw invalidArgument(
      `Given --${flag}=${given}, expected one of ${values.join(', ')}; correct it or leave it out`,
    );
  },
});

/** A whole number from `least`, 0 unless given. */
export const whole = (value: number, help: string, least = 0): Flag<number> => ({
  kind: 'number',
  defaultText: String(value),
  help,
  default: value,
  read(given, flag) {
    if (/^-?\d+$/.test(given) && Number(given) >= least) return Number(given);
    throw invalidArgument(
      `Given --${flag}=${given}, expected a whole number from ${least}; correct it or leave it out`,
    );
  },
});

/** A number of seconds, fractions allowed; a negative one means never, as 0 does. */
export const seconds = (value: number, help: string): Flag<number> => ({
  kind: 'number',
  defaultText: String(value),
  help,
  default: value,
  read(given, flag) {
    if (/^-?\d+(?:\.\d+)?$/.test(given)) return Math.max(0, Number(given));
    throw invalidArgument(
      `Given --${flag}=${given}, expected a number of seconds; correct it or leave it out`,
    );
  },
});

/** A port, `auto` (0 in the result) for a free one, or 0 (null in the result) for none. */
export const port = (value: number, help: string): Flag<number | null> => ({
  kind: 'number',
  defaultText: String(value),
  help: `${help}; 0 for none, auto for a free one`,
  default: value,
  read(given, flag) {
    if (given === 'auto') return 0;
    if (/^\d{1,5}$/.test(given) && Number(given) <= LAST_PORT) return Number(given) || null;
    throw invalidArgument(
      `Given --${flag}=${given}, expected a port from 0 to ${LAST_PORT} or auto; correct it or leave it out`,
    );
  },
});

const LAST_PORT = 65_535;

const WORDS = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((word) => [word, false] as const),
]);

/** Returns what a word says of a switch, null for one that says nothing. */
export const readSwitch = (word: string): boolean | null => WORDS.get(word.toLowerCase()) ?? null;

export const toggle = (value: boolean, help: string): Flag<boolean> => ({
  kind: 'switch',
  defaultText: value ? 'true' : '',
  help,
  default: value,
  read(given, flag) {
    const read = readSwitch(given);
    if (read !== null) return read;
    throw invalidArgument(
      `Given --${flag}=${given}, expected true or false; correct it or leave it out`,
    );
  },
});
