import { LogsError } from '../errors.ts';

/** Gives an error of the file system or of a decoder this package's code; its own stay as they are. */
export function unpackingError(name: string, error: unknown): LogsError {
  if (error instanceof LogsError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LogsError(
      'LOGS_FILE_MISSING',
      `${name} does not exist. Expected a file, a folder or - for standard input; check the path.`,
      { cause: error },
    );
  }
  if (/^E[A-Z]+$/.test(code)) {
    return new LogsError(
      'LOGS_FILE_UNREADABLE',
      `${name} can't be read (${message}). Expected a readable file; check its rights.`,
      { cause: error },
    );
  }
  const isCut =
    code === 'Z_BUF_ERROR' ||
    /unexpected (?:end|EOF)|ended prematurely|end of central directory/i.test(message);
  if (isCut) {
    return new LogsError(
      'LOGS_FILE_TRUNCATED',
      `${name} ends in the middle of its packed data (${message}). Expected a whole file; fetch it again.`,
      { cause: error },
    );
  }
  return new LogsError(
    'LOGS_FILE_CORRUPT',
    `${name} can't be unpacked (${message}). Expected a whole packed file; fetch it again.`,
    { cause: error },
  );
}
