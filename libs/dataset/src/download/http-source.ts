import { DatasetError } from '../errors.ts';
import { networkFailure, statusFailure } from './http-errors.ts';
import { safeName, type RemoteBody, type RemoteFile, type RemoteState } from './remote-file.ts';

export type Fetch = typeof globalThis.fetch;

/** Bytes as they lie on the server: a size and a range are of them. */
const UNPACKED = { 'accept-encoding': 'identity' };

/** The one file at an HTTP(S) address; `name` is the address's last part unless it is given. */
export function httpFile(address: string, fetch: Fetch, name?: string): RemoteFile {
  const url = new URL(address);
  const fileName = name ?? lastPart(url);
  const ask: Ask = (init) =>
    fetch(url, { ...init, headers: { ...UNPACKED, ...init.headers } }).catch((error: unknown) => {
      throw networkFailure(address, error);
    });
  return {
    name: safeName(fileName, address),
    address,
    state: async (signal) => {
      const response = await ask({ method: 'HEAD', signal });
      await response.body?.cancel();
      // Some servers answer GET only; what they hold is then known once it is fetched.
      if ([403, 405, 501].includes(response.status)) return { bytes: null, etag: null };
      if (!response.ok) throw statusFailure(address, response.status);
      return stateOf(response);
    },
    open: (offset, etag, signal) => openBody(address, ask, offset, etag, signal),
  };
}

type Ask = (init: {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}) => Promise<Response>;

async function openBody(
  address: string,
  ask: Ask,
  offset: number,
  etag: string | null,
  signal: AbortSignal,
): Promise<RemoteBody> {
  const isRange = offset > 0 && etag !== null;
  const headers: Record<string, string> = isRange
    ? { range: `bytes=${offset}-`, 'if-range': etag }
    : {};
  const response = await ask({ headers, signal });
  if (response.status === 416) {
    await response.body?.cancel();
    return openBody(address, ask, 0, null, signal);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw statusFailure(address, response.status);
  }
  const start = response.status === 206 ? offset : 0;
  const { bytes, etag: found } = stateOf(response);
  return {
    offset: start,
    bytes: bytes === null ? null : start + bytes,
    etag: found,
    resumable: found !== null && !isPacked(response),
    md5: null,
    body: bodyOf(response, address),
  };
}

async function* bodyOf({ body }: Response, address: string): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw networkFailure(address, error);
  }
}

/** Packed on the way in spite of what was asked for; it comes unpacked, so sizes and ranges don't fit. */
function isPacked({ headers }: Response): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity';
}

function stateOf(response: Response): RemoteState {
  const { headers } = response;
  const length = headers.get('content-length');
  return {
    bytes: length === null || isPacked(response) ? null : Number(length),
    // A weak tag vouches for the meaning, not for the bytes; a date is better than nothing.
    etag: strong(headers.get('etag')) ?? headers.get('last-modified'),
  };
}

const strong = (etag: string | null): string | null =>
  etag === null || etag.startsWith('W/') ? null : etag;

function lastPart(url: URL): string {
  const encoded = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    throw new DatasetError(
      'DATASET_DOWNLOAD_SOURCE_INVALID',
      `${url.href} ends in ${encoded}, which is not valid percent encoding; correct the address.`,
      { cause: error },
    );
  }
}
