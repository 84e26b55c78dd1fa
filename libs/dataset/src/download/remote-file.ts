import { DatasetError } from '../errors.ts';

/** What a server announces of a file before it is fetched. */
export interface RemoteState {
  readonly bytes: number | null;
  /** Changes whenever the content does. */
  readonly etag: string | null;
}

/** The answer to a request for a file from some byte on. */
export interface RemoteBody extends RemoteState {
  /** Where the body begins: 0 where the server didn't grant the range, or the file has changed. */
  readonly offset: number;
  /** Whether a later request can go on where this one stops. */
  readonly resumable: boolean;
  /** The MD5 of the whole file, in hexadecimal, where the server announces it. */
  readonly md5: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A file on a server of any protocol. */
export interface RemoteFile {
  /** Path below the output folder, `/` between folders. */
  readonly name: string;
  /** How people name it in messages. */
  readonly address: string;
  readonly state: (signal: AbortSignal) => Promise<RemoteState>;
  /** Its bytes from `offset` on, if its ETag still is `etag`; else all of them. */
  readonly open: (offset: number, etag: string | null, signal: AbortSignal) => Promise<RemoteBody>;
}

/** The name, if it stays below the folder that it is joined to; a server must not choose where files go. */
export function safeName(name: string, address: string): string {
  const parts = name.split('/');
  const isSafe = parts.every(
    (part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part),
  );
  if (isSafe) return name;
  throw new DatasetError(
    'DATASET_DOWNLOAD_UNSAFE_NAME',
    `${address} would be written as ${JSON.stringify(name)}, which is outside of the folder or not a file name. ` +
      'nothing was downloaded. Ask for other files, or fetch this one by hand.',
  );
}
