import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

import { DatasetError } from '../errors.ts';
import { toWriteError } from '../processed/replace-folder.ts';
import { DownloadState } from './download-state.ts';
import { fetchFile, type DownloadProgress, type FetchSettings } from './fetch-file.ts';
import { httpFile, type Fetch } from './http-source.ts';
import {
  downloadPresets,
  presetAddress,
  type DownloadPreset,
  type PresetOptions,
} from './presets.ts';
import type { RemoteFile } from './remote-file.ts';
import { withRetries } from './retry.ts';
import { openS3Client, type S3Options } from './s3-client.ts';
import { s3Files } from './s3-source.ts';

export const defaultDownload = { concurrency: 4, retries: 5 } as const;

export interface DownloadOptions extends S3Options, PresetOptions {
  /** `s3://bucket/prefix`, an HTTP(S) address, or the name of a preset. */
  readonly source: string;
  /** The folder for the files; what is complete there is not fetched again. */
  readonly out: string;
  /** Files at a time. */
  readonly concurrency?: number;
  /** Tries after the first, with growing pauses, on server errors and lost connections. */
  readonly retries?: number;
  /** File name → SHA-256 in hexadecimal, checked in addition to what the server announces. */
  readonly digests?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Called with a preset's licence and terms before anything of it is fetched. */
  readonly onTerms?: (preset: DownloadPreset) => void;
  readonly fetch?: Fetch;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Spreads the pauses, so that many clients don't come back at once; in [0, 1). */
  readonly random?: () => number;
}

export interface DownloadReport {
  /** Names below `out`, in order. */
  readonly fetched: readonly string[];
  readonly alreadyComplete: readonly string[];
}

/**
 * Fetches raw files into a folder: in parallel, resumed where an earlier run stopped, and each under its own
 * name only when it is whole.
 *
 * @example await download({ source: 's3://my-bucket/dga', out: 'data/raw' });
 */
export async function download(options: DownloadOptions): Promise<DownloadReport> {
  const { out, concurrency = defaultDownload.concurrency } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      `The concurrency is ${concurrency}. Expected a whole number above 0; give that.`,
    );
  }
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const settings: FetchSettings = {
    out,
    retries: options.retries ?? defaultDownload.retries,
    digests: options.digests ?? {},
    sleep: options.sleep ?? ((milliseconds) => setTimeout(milliseconds, undefined, { signal })),
    random: options.random ?? (() => 0.5),
    onProgress: options.onProgress ?? (() => undefined),
    signal,
  };
  const { files, close } = await remoteFiles(options, settings);
  try {
    await mkdir(out, { recursive: true }).catch((error: unknown) => {
      throw toWriteError(out, error);
    });
    const record = await DownloadState.open(out);
    const results = new Map<string, 'complete' | 'already_complete'>();
    const waiting = files.values();
    const work = async (): Promise<void> => {
      for (const file of waiting) results.set(file.name, await fetchFile(file, record, settings));
    };
    const workers = Array.from({ length: Math.min(concurrency, files.length) }, work);
    await Promise.all(workers).catch(async (error: unknown) => {
      stop.abort();
      await Promise.allSettled(workers);
      throw error;
    });
    const named = (wanted: string): string[] =>
      files.map(({ name }) => name).filter((name) => results.get(name) === wanted);
    return { fetched: named('complete'), alreadyComplete: named('already_complete') };
  } finally {
    close();
  }
}

interface OpenSource {
  readonly files: readonly RemoteFile[];
  readonly close: () => void;
}

async function remoteFiles(
  { source, fetch = globalThis.fetch, onTerms, ...options }: DownloadOptions,
  settings: FetchSettings,
): Promise<OpenSource> {
  const close = (): undefined => undefined;
  const preset = downloadPresets.find(({ name }) => name === source);
  if (preset !== undefined) {
    onTerms?.(preset);
    return { files: [httpFile(presetAddress(preset, options), fetch, preset.file)], close };
  }
  if (/^https?:\/\//i.test(source) && URL.canParse(source)) {
    return { files: [httpFile(source, fetch)], close };
  }
  if (!source.startsWith('s3://')) {
    throw new DatasetError(
      'DATASET_DOWNLOAD_SOURCE_INVALID',
      `Unknown source '${source}'. Expected s3://bucket/prefix, an http(s) address, ` +
        `or one of ${downloadPresets.map(({ name }) => name).join(', ')}.`,
    );
  }
  const client = openS3Client(options);
  const closeClient = (): void => {
    client.destroy();
  };
  try {
    const files = await withRetries(source, settings, () =>
      s3Files(client, source, settings.signal),
    );
    if (files.length > 0) return { files, close: closeClient };
  } catch (error) {
    closeClient();
    throw error;
  }
  closeClient();
  throw new DatasetError(
    'DATASET_DOWNLOAD_NOT_FOUND',
    `${source} holds no object; check the prefix.`,
  );
}
