import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startFaultInjectionProxy, type Proxy } from '../testing/fault-injection-proxy.ts';
import { folderOf } from '../testing/temporary-folder.ts';
import { download, type DownloadOptions } from './download.ts';
import { downloadPresets, presetAddress } from './presets.ts';

const LIST = Buffer.from(Array.from({ length: 50_000 }, (_, i) => `${i},name${i}.com\n`).join(''));

let server: Proxy;
let etag: string | undefined = '"one"';

beforeAll(async () => {
  // A server as most are: sizes, a tag, ranges that hold only while the tag does.
  server = await startFaultInjectionProxy(
    ({ method, headers: { range = '', 'if-range': condition } }) => {
      const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
      const isRange = range !== '' && condition === etag;
      if (isRange && from >= LIST.length)
        return { status: 416, headers: {}, body: Buffer.alloc(0) };
      const body = isRange ? LIST.subarray(from) : LIST;
      const headers = { 'content-length': body.length, ...(etag === undefined ? {} : { etag }) };
      return {
        status: isRange ? 206 : 200,
        headers,
        body: method === 'HEAD' ? Buffer.alloc(0) : body,
      };
    },
  );
});

beforeEach(() => {
  server.meddle = (_, answer) => answer;
  server.requests.length = 0;
  etag = '"one"';
});

function fetched(options: Partial<DownloadOptions>): ReturnType<typeof download> {
  return download({
    source: `${server.address}/lists/tranco.csv?day=1`,
    out: folderOf(),
    sleep: () => Promise.resolve(),
    ...options,
  });
}

/** Cuts the connection of each GET answer after these numbers of bytes, once for each. */
function cut(...lengths: number[]): void {
  server.meddle = ({ method }, answer) => {
    const cutAt = method === 'GET' ? lengths.shift() : undefined;
    return cutAt === undefined ? answer : { ...answer, cutAt };
  };
}

const gets = (): string[] => server.requests.filter((line) => line.startsWith('GET'));

describe('download from HTTP', () => {
  test('under the last part of the address; only once', async () => {
    const out = folderOf();
    expect(await fetched({ out })).toEqual({ fetched: ['tranco.csv'], alreadyComplete: [] });
    expect(readFileSync(join(out, 'tranco.csv')).equals(LIST)).toBe(true);
    expect((await fetched({ out })).alreadyComplete).toEqual(['tranco.csv']);
    expect(gets()).toHaveLength(1);
    etag = '"two"';
    expect((await fetched({ out })).fetched).toEqual(['tranco.csv']);
  });

  test('more cuts than retries do no harm while each try brings new bytes', async () => {
    const out = folderOf();
    cut(200_000, 200_000, 200_000, 100_000);
    await fetched({ out, retries: 1 });
    expect(readFileSync(join(out, 'tranco.csv')).equals(LIST)).toBe(true);
    expect(gets().length).toBe(5);
    expect(
      gets()
        .slice(1)
        .every((line) => / bytes=\d+-$/.test(line)),
    ).toBe(true);
  });

  test('starts over where the file has changed, or may have', async () => {
    const out = folderOf();
    cut(200_000);
    const first = fetched({ out, retries: 1 });
    await first;
    expect(readFileSync(join(out, 'tranco.csv')).equals(LIST)).toBe(true);
    etag = undefined;
    server.requests.length = 0;
    cut(200_000);
    const other = folderOf();
    await fetched({ out: other, retries: 1 });
    expect(readFileSync(join(other, 'tranco.csv')).equals(LIST)).toBe(true);
    expect(gets().every((line) => !line.includes('bytes='))).toBe(true);
  });

  test('does not go on with bytes that were unpacked on the way', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(LIST);
    const lengths = [packed.length / 2];
    server.meddle = ({ method }, answer) => {
      const cutAt = method === 'GET' ? lengths.shift() : undefined;
      const headers = { etag, 'content-encoding': 'gzip', 'content-length': packed.length };
      const body = method === 'GET' ? packed : answer.body;
      return { ...answer, headers, body, ...(cutAt === undefined ? {} : { cutAt }) };
    };
    const out = folderOf();
    await fetched({ out });
    expect(readFileSync(join(out, 'tranco.csv')).equals(LIST)).toBe(true);
    expect(gets().every((line) => !line.includes('bytes='))).toBe(true);
  });

  test('servers that do not answer HEAD', async () => {
    server.meddle = ({ method }, answer) =>
      method === 'HEAD' ? { status: 405, headers: {}, body: Buffer.alloc(0) } : answer;
    expect((await fetched({})).fetched).toEqual(['tranco.csv']);
  });

  test.each([
    [404, 'DATASET_DOWNLOAD_NOT_FOUND'],
    [403, 'DATASET_DOWNLOAD_FORBIDDEN'],
    [400, 'DATASET_DOWNLOAD_FAILED'],
    [500, 'DATASET_DOWNLOAD_FAILED'],
  ])('status %d is %s', async (status, code) => {
    const out = folderOf();
    server.meddle = () => ({ status, headers: {}, body: Buffer.from('') });
    await expect(fetched({ out, retries: 1 })).rejects.toMatchObject({ code });
    expect(readdirSync(out)).toEqual([]);
  });

  test('an address without a server, and a malformed name', async () => {
    const closed = 'http://127.0.0.1:1/tranco.csv';
    await expect(fetched({ source: closed, retries: 1 })).rejects.toMatchObject({
      code: 'DATASET_DOWNLOAD_FAILED',
    });
    for (const path of ['', '/..%2Fevil.csv', '/%']) {
      await expect(fetched({ source: server.address + path })).rejects.toMatchObject({
        code: expect.stringMatching(/UNSAFE_NAME|SOURCE_INVALID/),
      });
    }
    expect(server.requests).toEqual([]);
  });

  test('stops when the caller says so, and keeps what has come', async () => {
    const out = folderOf();
    const stop = new AbortController();
    const running = fetched({
      out,
      signal: stop.signal,
      onProgress: ({ state }) => {
        if (state === 'progress') stop.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(out).sort()).toEqual(['tranco.csv.partial', 'tranco.csv.partial.etag']);
  });
});

describe('presets', () => {
  test('each has a licence and terms, which are reported before the first request', async () => {
    const told: string[] = [];
    const { fetched: names } = await fetched({
      source: 'majestic',
      mirror: `${server.address}/mirror/`,
      onTerms: ({ licence, terms }) => told.push(licence, terms, `${server.requests.length} asked`),
    });
    expect(names).toEqual(['majestic_million.csv']);
    expect(told[0]).toBe('CC BY 3.0');
    expect(told[2]).toBe('0 asked');
    expect(server.requests[0]).toBe('HEAD /mirror/majestic_million.csv');
    for (const { licence, terms, base } of downloadPresets) {
      expect([licence, terms].every((text) => text.length > 3)).toBe(true);
      expect(base).toMatch(/^https:/);
    }
  });

  test('a day, where the list is kept by day', () => {
    const preset = (wanted: string) => {
      const found = downloadPresets.find(({ name }) => name === wanted);
      if (found === undefined) throw new Error(wanted);
      return found;
    };
    expect(presetAddress(preset('cisco-umbrella'), { date: '2026-11-23' })).toMatch(
      /\/top-1m-2026-11-23\.csv\.zip$/,
    );
    for (const [name, date] of [
      ['majestic', '2026-11-23'],
      ['cisco-umbrella', '../x'],
    ] as const) {
      expect(() => presetAddress(preset(name), { date })).toThrow(
        expect.objectContaining({ code: 'DATASET_OPTION_INVALID' }),
      );
    }
  });
});
