import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { DatasetError } from '../errors.ts';
import { toWriteError } from '../processed/replace-folder.ts';
import type { DownloadState } from './download-state.ts';
import { TransientError } from './http-errors.ts';
import type { RemoteBody, RemoteFile, RemoteState } from './remote-file.ts';
import { withRetries, type RetryPolicy } from './retry.ts';

/** How a file of a download is getting on. */
export interface DownloadProgress {
  readonly file: string;
  readonly state: 'started' | 'progress' | 'waiting' | 'complete' | 'already_complete';
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
}

export interface FetchSettings extends RetryPolicy {
  readonly out: string;
  /** File name → SHA-256 in hexadecimal. */
  readonly digests: Readonly<Record<string, string>>;
  readonly onProgress: (progress: DownloadProgress) => void;
}

type Tell = (state: DownloadProgress['state'], done: number, total: number | null) => void;

/**
 * Brings one remote file below `out`, unless it lies there complete. Bytes go to `<name>.partial` and stay there
 * when the connection is lost; the file appears under its own name once size and digest are right.
 */
export async function fetchFile(
  remote: RemoteFile,
  record: DownloadState,
  settings: FetchSettings,
): Promise<'complete' | 'already_complete'> {
  const { signal, onProgress } = settings;
  const target = join(settings.out, remote.name);
  const partial = `${target}.partial`;
  const digest = settings.digests[remote.name]?.toLowerCase();
  const tell: Tell = (state, bytesDone, bytesTotal) => {
    onProgress({ file: remote.name, state, bytesDone, bytesTotal });
  };
  const waiting = {
    bytesHere: async () => (await sizeOf(partial)) ?? 0,
    onWait: (bytes: number) => {
      tell('waiting', bytes, null);
    },
  };
  const state = await withRetries(remote.address, settings, () => remote.state(signal), waiting);
  const size = await sizeOf(target);
  if (size !== null && isComplete(remote, record, state, size, digest)) {
    tell('already_complete', size, size);
    return 'already_complete';
  }
  try {
    await mkdir(dirname(target), { recursive: true });
    const answer = await withRetries(
      remote.address,
      settings,
      () => fetchRest(remote, partial, signal, tell),
      waiting,
    );
    const { bytes, sha256 } = await verified(remote, partial, answer, digest);
    await rename(partial, target);
    await rm(`${partial}.etag`, { force: true });
    await record.set(remote.name, { address: remote.address, etag: answer.etag, bytes, sha256 });
    tell('complete', bytes, bytes);
    return 'complete';
  } catch (error) {
    throw toWriteError(target, error);
  }
}

/** True where the file was fetched whole from there, and neither side has changed since. */
function isComplete(
  { name, address }: RemoteFile,
  record: DownloadState,
  state: RemoteState,
  size: number,
  digest: string | undefined,
): boolean {
  const known = record.get(name);
  if (known?.address !== address || known.bytes !== size || known.etag !== state.etag) return false;
  const isSame = state.etag !== null || state.bytes === size;
  return isSame && (digest ?? known.sha256) === known.sha256;
}

/** Asks for the bytes that `partial` lacks and appends them. */
async function fetchRest(
  remote: RemoteFile,
  partial: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<RemoteBody> {
  const etag = await readFile(`${partial}.etag`, 'utf8').catch(() => null);
  const present = etag === null ? 0 : ((await sizeOf(partial)) ?? 0);
  const answer = await remote.open(present, etag, signal);
  if (answer.resumable) await writeFile(`${partial}.etag`, answer.etag ?? '');
  else await rm(`${partial}.etag`, { force: true });
  let done = answer.offset;
  tell('started', done, answer.bytes);
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const block of answer.body) {
      yield block;
      done += block.length;
      tell('progress', done, answer.bytes);
    }
  };
  const target = createWriteStream(partial, {
    flags: answer.offset > 0 ? 'r+' : 'w',
    start: answer.offset,
  });
  await pipeline(counted, target, { signal });
  if (answer.bytes !== null && done < answer.bytes) {
    throw new TransientError(`the connection ended after ${done} of ${answer.bytes} bytes`);
  }
  return answer;
}

async function verified(
  { address }: RemoteFile,
  partial: string,
  answer: RemoteBody,
  sha256: string | undefined,
): Promise<{ bytes: number; sha256: string }> {
  const hashes = { md5: createHash('md5'), sha256: createHash('sha256') };
  let bytes = 0;
  for await (const block of createReadStream(partial) as AsyncIterable<Buffer>) {
    hashes.md5.update(block);
    hashes.sha256.update(block);
    bytes += block.length;
  }
  const found = { md5: hashes.md5.digest('hex'), sha256: hashes.sha256.digest('hex') };
  for (const [kind, expected, actual] of [
    ['size', answer.bytes ?? bytes, bytes],
    ['MD5', answer.md5 ?? found.md5, found.md5],
    ['SHA-256', sha256 ?? found.sha256, found.sha256],
  ]) {
    if (expected === actual) continue;
    await rm(partial, { force: true });
    await rm(`${partial}.etag`, { force: true });
    throw new DatasetError(
      'DATASET_DOWNLOAD_DAMAGED',
      `${address} has the ${kind} ${actual} where ${expected} was expected; nothing was kept. ` +
        'Try again, or correct the digest.',
    );
  }
  return { bytes, sha256: found.sha256 };
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
