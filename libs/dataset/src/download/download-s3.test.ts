import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip, gzipSync } from 'node:zlib';

import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';

import { processRawData } from '../process/process-dataset.ts';
import type { Answer } from '../testing/fault-injection-proxy.ts';
import { startS3, type S3Server } from '../testing/s3-server.ts';
import { folderOf } from '../testing/temporary-folder.ts';
import { download, type DownloadOptions } from './download.ts';
import type { DownloadProgress } from './fetch-file.ts';

const LONG = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `${i},name${i}.com\n`).join(''));
const TWO_HUNDRED = Array.from({ length: 200 }, (_, i) => String(i).padStart(3, '0'));

let server: S3Server;
let pauses: number[] = [];

beforeAll(async () => {
  const tarball = pack();
  tarball.entry({ name: 'full/necurs_dga.csv' }, 'aaab.com,2015-01-01\naaac.com,2015-01-01\n');
  tarball.entry({ name: 'full/tinba_dga.csv' }, 'bbbc.com\n');
  tarball.finalize();
  server = await startS3({
    'archive.tar.gz': await buffer(Readable.from(tarball).pipe(createGzip())),
    'lists/alexa.csv': LONG,
    ...Object.fromEntries(
      TWO_HUNDRED.map((n) => [`many/day-${n}/dga-x${n}.csv.gz`, gzipSync(`abc${n}.com,banjori\n`)]),
    ),
  });
});

beforeEach(() => {
  server.meddle = (_, answer) => answer;
  server.requests.length = 0;
  pauses = [];
});

function fetched(
  options: Partial<DownloadOptions> & { source: string },
): ReturnType<typeof download> {
  const sleep = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  return download({ out: folderOf(), ...server.access, sleep, ...options });
}

/** Spoils the next answers to GET requests for objects. */
function spoil(...changes: readonly ((answer: Answer) => Answer)[]): void {
  const left = [...changes];
  server.meddle = ({ url = '' }, answer) =>
    url.includes('list-type') ? answer : (left.shift()?.(answer) ?? answer);
}

describe('download from S3', () => {
  test('requests say that the requester pays, where it is asked for', async () => {
    const payers: unknown[] = [];
    server.meddle = ({ headers }, answer) => {
      payers.push(headers['x-amz-request-payer']);
      return answer;
    };
    await fetched({ source: 's3://feeds/archive.tar.gz', requesterPays: true });
    expect(new Set(payers)).toEqual(new Set(['requester']));
    await fetched({ source: 's3://feeds/archive.tar.gz' });
    expect(payers.at(-1)).toBeUndefined();
  });

  test('a tarball, which is then read in place', async () => {
    const raw = folderOf();
    const report = await fetched({ source: 's3://feeds/archive.tar.gz', out: raw });
    expect(report).toEqual({ fetched: ['archive.tar.gz'], alreadyComplete: [] });
    const { kept, bySource, filesLeftOut } = await processRawData({
      raw,
      out: join(folderOf(), 'x'),
    });
    expect([kept, Object.keys(bySource)]).toEqual([3, ['necurs_dga', 'tinba_dga']]);
    expect(filesLeftOut.ignored).toEqual([{ name: '.degas-download.json', reason: 'hidden' }]);
  });

  test('a prefix of 200 objects, in folders as in the bucket; the second time none is fetched again', async () => {
    const out = folderOf();
    const report = await fetched({ source: 's3://feeds/many', out, concurrency: 8 });
    expect(report.fetched).toEqual(TWO_HUNDRED.map((n) => `day-${n}/dga-x${n}.csv.gz`));
    expect((await processRawData({ raw: out, out: join(folderOf(), 'x') })).kept).toBe(200);
    const before = server.requests.length;
    const again = await fetched({ source: 's3://feeds/many/', out });
    expect([again.fetched.length, again.alreadyComplete.length]).toEqual([0, 200]);
    expect(server.requests.slice(before).every((line) => line.includes('list-type'))).toBe(true);
  });

  test('the beginning of a key stands for all that begin so', async () => {
    const { fetched: names } = await fetched({ source: 's3://feeds/many/day-00' });
    expect(names).toHaveLength(10);
    expect(names[9]).toBe('day-009/dga-x009.csv.gz');
  });

  test('a connection cut at 50 % is taken up where it broke', async () => {
    const out = folderOf();
    const half = LONG.length / 2;
    spoil((answer) => ({ ...answer, cutAt: half }));
    const progress: DownloadProgress[] = [];
    await fetched({
      source: 's3://feeds/lists/alexa.csv',
      out,
      onProgress: (p) => progress.push(p),
    });
    expect(readFileSync(join(out, 'alexa.csv')).equals(LONG)).toBe(true);
    const [, second = ''] = server.requests.filter((line) => line.includes('alexa.csv?x-id'));
    const from = Number(/bytes=(\d+)-$/.exec(second)?.[1]);
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(half);
    expect(progress.map(({ state }) => state)).toContain('waiting');
    expect(progress.at(-1)).toEqual({
      file: 'alexa.csv',
      state: 'complete',
      bytesDone: LONG.length,
      bytesTotal: LONG.length,
    });
    expect(readdirSync(out).sort()).toEqual(['.degas-download.json', 'alexa.csv']);
  });

  test('a run that was stopped is taken up by the next one', async () => {
    const out = folderOf();
    spoil((answer) => ({ ...answer, cutAt: 100_000 }));
    const source = 's3://feeds/lists/alexa.csv';
    await expect(fetched({ source, out, retries: 0 })).rejects.toMatchObject({
      code: 'DATASET_DOWNLOAD_FAILED',
    });
    expect(existsSync(join(out, 'alexa.csv'))).toBe(false);
    const here = statSync(join(out, 'alexa.csv.partial')).size;
    expect(here).toBeGreaterThan(0);
    await fetched({ source, out });
    expect(readFileSync(join(out, 'alexa.csv')).equals(LONG)).toBe(true);
    expect(server.requests.at(-1)).toContain(`bytes=${here}-`);
  });

  test('503 twice, then success, after growing pauses', async () => {
    const unavailable = (answer: Answer): Answer => ({
      ...answer,
      status: 503,
      headers: {},
      body: Buffer.from(''),
    });
    spoil(unavailable, unavailable);
    const { fetched: names } = await fetched({ source: 's3://feeds/lists' });
    expect([names, pauses]).toEqual([['alexa.csv'], [500, 1000]]);
  });

  test('503 without end is given up', async () => {
    server.meddle = (_, answer) => ({ ...answer, status: 503, headers: {}, body: Buffer.from('') });
    await expect(fetched({ source: 's3://feeds/lists', retries: 2 })).rejects.toMatchObject({
      code: 'DATASET_DOWNLOAD_FAILED',
    });
    expect(pauses).toHaveLength(2);
  });

  test('bytes that were changed on the way are not kept', async () => {
    const out = folderOf();
    spoil((answer) => {
      answer.body[7] = 120;
      return answer;
    });
    await expect(fetched({ source: 's3://feeds/lists', out })).rejects.toMatchObject({
      code: 'DATASET_DOWNLOAD_DAMAGED',
    });
    expect(readdirSync(out)).toEqual([]);
  });

  test('a digest that the caller knows is held against the file', async () => {
    const out = folderOf();
    const sha256 = createHash('sha256').update(LONG).digest('hex');
    const source = 's3://feeds/lists';
    await expect(
      fetched({ source, out, digests: { 'alexa.csv': sha256.replace(/^../, '00') } }),
    ).rejects.toMatchObject({ code: 'DATASET_DOWNLOAD_DAMAGED' });
    expect(readdirSync(out)).toEqual([]);
    await fetched({ source, out, digests: { 'alexa.csv': sha256.toUpperCase() } });
    expect(readdirSync(out)).toContain('alexa.csv');
  });

  test('an object that has changed is fetched again, and so is a file that was cut short here', async () => {
    const out = folderOf();
    const source = 's3://feeds/lists';
    await fetched({ source, out });
    const record = JSON.parse(readFileSync(join(out, '.degas-download.json'), 'utf8')) as {
      'alexa.csv': { etag: string; sha256: string };
    };
    expect(record['alexa.csv'].sha256).toBe(createHash('sha256').update(LONG).digest('hex'));
    server.meddle = ({ url = '' }, answer) =>
      url.includes('list-type')
        ? {
            ...answer,
            headers: {},
            body: Buffer.from(String(answer.body).replaceAll(record['alexa.csv'].etag, 'f00')),
          }
        : answer;
    expect((await fetched({ source, out })).fetched).toEqual(['alexa.csv']);
  });

  test.each([
    ['no such bucket', 's3://nowhere/a', 'DATASET_DOWNLOAD_NOT_FOUND'],
    ['no such key', 's3://feeds/nothing', 'DATASET_DOWNLOAD_NOT_FOUND'],
    ['no bucket at all', 's3://', 'DATASET_DOWNLOAD_SOURCE_INVALID'],
    ['another scheme', 'ftp://feeds/a', 'DATASET_DOWNLOAD_SOURCE_INVALID'],
  ])('%s: %s', async (_, source, code) => {
    await expect(fetched({ source })).rejects.toMatchObject({ code });
  });

  test('no permission', async () => {
    await expect(
      fetched({
        source: 's3://feeds/lists',
        credentials: { accessKeyId: 'NOBODY', secretAccessKey: 'S3RVER' },
      }),
    ).rejects.toMatchObject({ code: 'DATASET_DOWNLOAD_FORBIDDEN' });
  });

  test('a key that leads out of the folder is refused, and nothing is fetched', async () => {
    const parent = folderOf();
    server.meddle = ({ url = '' }, answer) =>
      url.includes('list-type')
        ? {
            ...answer,
            headers: {},
            body: Buffer.from(String(answer.body).replace('lists/alexa', 'lists/../../evil')),
          }
        : answer;
    await expect(
      fetched({ source: 's3://feeds/lists', out: join(parent, 'raw') }),
    ).rejects.toMatchObject({ code: 'DATASET_DOWNLOAD_UNSAFE_NAME' });
    expect(readdirSync(parent)).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test('without a signature, where the bucket is public', async () => {
    const seen: unknown[] = [];
    server.meddle = ({ headers }, answer) => {
      seen.push(headers.authorization);
      return answer;
    };
    const { endpoint = '' } = server.access;
    await download({ source: 's3://feeds/lists', out: folderOf(), endpoint, anonymous: true });
    expect(seen).toEqual([undefined, undefined]);
  });

  test('a bucket whose list is closed, though its objects are open', async () => {
    server.meddle = ({ url = '' }, answer) =>
      url.includes('list-type')
        ? { ...answer, status: 403, headers: {}, body: Buffer.from('') }
        : answer;
    const { fetched: names } = await fetched({ source: 's3://feeds/lists/alexa.csv' });
    expect(names).toEqual(['alexa.csv']);
    await expect(fetched({ source: 's3://feeds/lists' })).rejects.toMatchObject({
      code: 'DATASET_DOWNLOAD_FORBIDDEN',
    });
  });
});
