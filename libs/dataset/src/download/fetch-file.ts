import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { DatasetError } from '../errors.ts';
import { writingError } from '../write-folder.ts';
import { type DownloadRecord } from './download-record.ts';
import { type RemoteBody, type RemoteFile } from './remote-file.ts';
import { isPassing, PassingFailure } from './request-failure.ts';

/** How a file of a download is getting on. */
export interface DownloadProgress {
  readonly file: string;
  readonly state: 'started' | 'progress' | 'waiting' | 'complete' | 'already_complete';
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
}

export interface FetchSettings {
  readonly out: string;
  /** Tries after the first one that bring no new byte. */
  readonly retries: number;
  /** File name → SHA-256 in hexadecimal. */
  readonly digests: Readonly<Record<string, string>>;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly random: () => number;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Brings one remote file below `out`, unless it lies there complete. Bytes go to `<name>.partial` and stay there
 * when the connection is lost; the file appears under its own name once size and digest are right.
 */
export async function fetchFile(
  remote: RemoteFile,
  record: DownloadRecord,
  settings: FetchSettings,
): Promise<'complete' | 'already_complete'> {
  const target = join(settings.out, remote.name);
  const tell = (
    state: DownloadProgress['state'],
    bytesDone: number,
    bytesTotal: number | null,
  ): void => {
    settings.onProgress({ file: remote.name, state, bytesDone, bytesTotal });
  };
  const state = await withRetries(remote, settings, tell, () => remote.state());
  const known = record.get(remote.name);
  const size = await sizeOf(target);
  if (
    known !== undefined &&
    known.address === remote.address &&
    known.bytes === size &&
    known.etag === state.etag &&
    (state.etag !== null || (state.bytes !== null && state.bytes === size)) &&
    (settings.digests[remote.name] ?? known.sha256) === known.sha256
  ) {
    tell('already_complete', size, size);
    return 'already_complete';
  }
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  let body: Omit<RemoteBody, 'body'> | null = null;
  await withRetries(remote, settings, tell, async () => {
    body = await fetchRest(remote, partial, settings.signal, tell);
  });
  const { etag, md5 } = body ?? { etag: null, md5: null };
  const { bytes, sha256 } = await verified(remote, partial, md5, settings.digests[remote.name]);
  await rename(partial, target);
  await rm(`${partial}.etag`, { force: true });
  await record.set(remote.name, { address: remote.address, etag, bytes, sha256 });
  tell('complete', bytes, bytes);
  return 'complete';
}

/** Asks for the bytes that `partial` lacks and appends them. */
async function fetchRest(
  remote: RemoteFile,
  partial: string,
  signal: AbortSignal,
  tell: (state: 'started' | 'progress', done: number, total: number | null) => void,
): Promise<Omit<RemoteBody, 'body'>> {
  const etag = await readFile(`${partial}.etag`, 'utf8').catch(() => null);
  const present = etag === null ? 0 : ((await sizeOf(partial)) ?? 0);
  const { body, ...answer } = await remote.open(present, etag);
  if (answer.etag === null) await rm(`${partial}.etag`, { force: true });
  else await writeFile(`${partial}.etag`, answer.etag);
  let done = answer.offset;
  tell('started', done, answer.bytes);
  const file = await open(partial, answer.offset > 0 ? 'r+' : 'w');
  try {
    for await (const block of body) {
      signal.throwIfAborted();
      await file.write(block, 0, block.length, done);
      done += block.length;
      tell('progress', done, answer.bytes);
    }
  } finally {
    await file.close();
  }
  if (answer.bytes !== null && done < answer.bytes) {
    throw new PassingFailure(`the connection ended after ${done} of ${answer.bytes} bytes`);
  }
  return answer;
}

/** Waits twice as long after each failure that may pass; a try that brought new bytes starts the count anew. */
async function withRetries<T>(
  remote: RemoteFile,
  { retries, sleep, random, signal, out }: FetchSettings,
  tell: (state: 'waiting', done: number, total: number | null) => void,
  attempt: () => Promise<T>,
): Promise<T> {
  const partial = join(out, `${remote.name}.partial`);
  let failures = 0;
  let bytesBefore = (await sizeOf(partial)) ?? 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw writingError(partial, error);
      const bytes = (await sizeOf(partial)) ?? 0;
      failures = bytes > bytesBefore ? 1 : failures + 1;
      bytesBefore = Math.max(bytes, bytesBefore);
      if (failures > retries) throw gaveUp(remote, failures, error);
      tell('waiting', bytes, null);
      await sleep(500 * 2 ** (failures - 1) * (0.5 + random()));
    }
  }
}

async function verified(
  remote: RemoteFile,
  partial: string,
  md5: string | null,
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
    ['MD5', md5 ?? found.md5, found.md5],
    ['SHA-256', sha256 ?? found.sha256, found.sha256],
  ]) {
    if (expected === actual) continue;
    await rm(partial, { force: true });
    await rm(`${partial}.etag`, { force: true });
    throw new DatasetError(
      'DATASET_DOWNLOAD_DAMAGED',
      `${remote.address} has the ${kind} ${actual} where ${expected} was expected; nothing was kept. ` +
        'Try again, or correct the digest.',
    );
  }
  return { bytes, sha256: found.sha256 };
}

function gaveUp({ address }: RemoteFile, failures: number, error: unknown): DatasetError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DatasetError(
    'DATASET_DOWNLOAD_FAILED',
    `${address} failed ${failures} times in a row (${reason}); what has come is kept, so run it again later.`,
    { cause: error },
  );
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
