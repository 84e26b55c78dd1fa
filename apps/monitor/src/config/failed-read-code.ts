import type { MonitorErrorCode } from '../errors.ts';

/** The code of a file that could not be read: one that is not there is the mistake of who named it. */
export function failedReadCode(error: unknown): MonitorErrorCode {
  const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
  return isMissing ? 'MONITOR_OPTION_INVALID' : 'MONITOR_CANNOT_READ';
}
