import { MonitorError } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns a value as it is, or, where it begins with `$`, what the environment has under that name: secrets need not be in a file. */
export function fromEnvironment(value: string, environment: Environment): string {
  if (!value.startsWith('$')) return value;
  const found = environment[value.slice(1)];
  if (found !== undefined) return found;
  throw new MonitorError(
    'MONITOR_OPTION_INVALID',
    `${value} is not in the environment. Expected a variable of this name. Set it, or write the value itself.`,
  );
}
