import { ServingError } from '../serving-error.ts';

/** Returns the error for a port that another process has, or the error itself where it is another one. */
export function portInUse(error: unknown, host: string, port: number, flag: string): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== 'EADDRINUSE' && message?.includes('EADDRINUSE') !== true) return error;
  return new ServingError(
    'UNAVAILABLE',
    `Port ${port} of ${host} is in use, expected a free one; end the process that has it or give another ${flag}`,
    { cause: error },
  );
}
