import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

const LIST = '1,example.org\n2,example.net\n';

/** Milliseconds in which a bar is surely drawn. */
const SLOW = 300;

let server: Server;
let address = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/denied/list.csv') response.writeHead(403).end();
    else {
      response.writeHead(200, { etag: '"one"', 'content-length': LIST.length });
      if (request.url?.startsWith('/slow/') !== true) response.end(LIST);
      else {
        response.write(LIST.slice(0, 5));
        setTimeout(() => response.end(LIST.slice(5)), request.method === 'GET' ? SLOW : 0);
      }
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

async function run(args: readonly string[], isTTY = false) {
  const terminal = captureContext();
  Object.assign(terminal.stderr, { isTTY, cursorTo: () => true, moveCursor: () => true });
  const exitCode = await runTrainer(['download', ...args], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'degas-download-'));

describe('degas download', () => {
  test('fetches an address into the raw folder, reports each file, and fetches it once', async () => {
    const out = folder();
    const first = await run([`${address}/alexa.csv`, `${address}/tranco.csv`, '--out', out]);
    expect(first).toMatchObject({
      exitCode: 0,
      output: `2 files downloaded to ${out}, 0 already complete\n`,
    });
    expect(first.errors).toContain('tranco.csv: 0.0 MB, complete\n');
    expect(readFileSync(join(out, 'alexa.csv'), 'utf8')).toBe(LIST);
    expect((await run([`${address}/alexa.csv`, '--out', out])).output).toBe(
      `0 files downloaded to ${out}, 1 already complete\n`,
    );
  });

  test('shows a bar for each file on a terminal', async () => {
    const { exitCode, errors } = await run([`${address}/slow/alexa.csv`, '--out', folder()], true);
    expect(exitCode).toBe(0);
    expect(errors).toMatch(/alexa\.csv +\[[█░]+\]/);
    expect(errors).toContain('alexa.csv: 0.0 MB, complete\n');
  });

  test('shows licence and terms of a preset before it is fetched', async () => {
    const out = folder();
    const { exitCode, errors } = await run(['majestic', '--mirror', address, '--out', out]);
    expect(exitCode).toBe(0);
    expect(errors.indexOf('licence: CC BY 3.0')).toBeGreaterThan(-1);
    expect(errors.indexOf('licence')).toBeLessThan(errors.indexOf('complete'));
    expect(readFileSync(join(out, 'majestic_million.csv'), 'utf8')).toBe(LIST);
  });

  test('lists the presets with their terms when asked for nothing', async () => {
    const { output } = await run([]);
    expect(output).toMatch(/^tranco: https:.*\n {2}licence: .*\n {2}terms: .*\n/);
    expect(output.match(/^\S+: https:/gm)?.length).toBeGreaterThan(4);
  });

  test('holds a digest against the file', async () => {
    const list = ['--sha256', `alexa.csv=${'0'.repeat(64)}`];
    const { exitCode, errors } = await run([`${address}/alexa.csv`, '--out', folder(), ...list]);
    expect(exitCode).toBe(1);
    expect(errors).toContain('DATASET_DOWNLOAD_DAMAGED');
    expect((await run([`${address}/alexa.csv`, '--sha256', 'alexa.csv'])).exitCode).toBe(2);
  });

  test.each([
    ['/denied/list.csv', 'DATASET_DOWNLOAD_FORBIDDEN'],
    ['', 'DATASET_DOWNLOAD_UNSAFE_NAME'],
  ])('%s fails with %s: 1', async (path, code) => {
    const { exitCode, errors } = await run([address + path, '--out', folder()]);
    expect(exitCode).toBe(1);
    expect(errors).toContain(code);
  });
});
