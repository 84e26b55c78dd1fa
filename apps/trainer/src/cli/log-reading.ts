import type { LogReading } from '../hunt/reading/log-events.ts';

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Returns what the options say about reading logs, and the other options. */
export function splitReading<T extends Given<LogReading>>({
  inputFormat,
  column,
  delimiter,
  clientColumn,
  timeColumn,
  rcodeColumn,
  ...others
}: T): { readonly reading: LogReading; readonly others: Omit<T, keyof LogReading> } {
  return {
    reading: {
      ...(inputFormat !== undefined && { inputFormat }),
      ...(column !== undefined && { column }),
      ...(delimiter !== undefined && { delimiter }),
      ...(clientColumn !== undefined && { clientColumn }),
      ...(timeColumn !== undefined && { timeColumn }),
      ...(rcodeColumn !== undefined && { rcodeColumn }),
    },
    others,
  };
}
