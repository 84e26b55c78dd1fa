import { DatasetError } from '../errors.ts';
import { safeName, type RemoteBody, type RemoteFile, type RemoteState } from './remote-file.ts';
import { statusFailure } from './request-failure.ts';

export type Fetch = typeof globalThis.fetch;

/** The one file at an HTTP(S) address; `name` is the address's last part unless it is given. */
export function httpFile(address: string, fetch: Fetch, name?: string): RemoteFile {
  const url = new URL(address);
  const fileName = name ?? lastPart(url);
  return {
    name: safeName(fileName, address),
    address,
    state: async () => {
      const response = await fetch(url, { method: 'HEAD' });
      await response.body?.cancel();
      // Some servers answer GET only; what they hold is then known once it is fetched.
      if ([403, 405, 501].includes(response.status)) return { bytes: null, etag: null };
      if (!response.ok) throw statusFailure(address, response.status);
      return stateOf(response);
    },
    open: (offset, etag) => openBody(address, fetch, offset, etag),
  };
}

async function openBody(
  address: string,
  fetch: Fetch,
  offset: number,
  etag: string | null,
): Promise<RemoteBody> {
  const isRange = offset > 0 && etag !== null;
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (isRange) Object.assign(headers, { range: `bytes=${offset}-`, 'if-range': etag });
  const response = await fetch(address, { headers });
  if (response.status === 416) {
    await response.body?.cancel();
    return openBody(address, fetch, 0, null);
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw statusFailure(address, response.status);
  }
  const start = response.status === 206 ? offset : 0;
  const { bytes, etag: found } = stateOf(response);
  return {
    offset: start,
    bytes: bytes === null ? null : start + bytes,
    etag: found,
    md5: null,
    body: response.body as AsyncIterable<Uint8Array>,
  };
}

function stateOf({ headers }: Response): RemoteState {
  const length = headers.get('content-length');
  const packed = headers.get('content-encoding') ?? 'identity';
  return {
    bytes: length === null || packed !== 'identity' ? null : Number(length),
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
