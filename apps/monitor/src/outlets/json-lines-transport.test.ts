import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';

import { ecsDocument, resultOfAlert } from '@degas/traffic';
import { describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { describeOutlet } from '../testing/outlet-contract.ts';
import { JsonLinesTransport, StreamTransport } from './json-lines-transport.ts';

const linesOf = (file: string): { event: { id: string } }[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { event: { id: string } })
    : [];

describeOutlet(
  'a file of JSON lines',
  (folder) => {
    const file = path.join(folder, 'alerts.jsonl');
    const aside = path.join(folder, 'aside.jsonl');
    return Promise.resolve({
      transport: new JsonLinesTransport(file, 'ecs'),
      received: () => linesOf(file).map(({ event }) => event.id),
      // A device that is always full.
      breakDown: () => {
        if (existsSync(file)) renameSync(file, aside);
        symlinkSync('/dev/full', file);
        return Promise.resolve();
      },
      mend: () => {
        rmSync(file);
        if (existsSync(aside)) renameSync(aside, file);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
    });
  },
  { hasAnswers: true, replaces: false },
);

describe('a file of JSON lines', () => {
  test('has the documents of degas hunt --format ecs', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'degas-lines-'));
    const file = path.join(folder, 'alerts.jsonl');
    const transport = new JsonLinesTransport(file, 'ecs');
    const alert = alertOf('a1');
    await transport.send([alert]);
    const document = linesOf(file)[0];
    expect(document).toEqual(ecsDocument(resultOfAlert(alert), 'degas.monitor'));
    expect(document).toMatchObject({
      event: { kind: 'alert', dataset: 'degas.monitor' },
      threat: { technique: { subtechnique: { id: ['T1568.002'] } } },
    });
    // A log rotation takes the file away.
    renameSync(file, path.join(folder, 'alerts.jsonl.1'));
    await transport.send([alertOf('a2')]);
    await transport.close();
    expect(linesOf(file).map(({ event }) => event.id)).toEqual(['a2']);
    rmSync(folder, { recursive: true });
  });

  test('goes to a stream as well', async () => {
    const stream = new PassThrough();
    await new StreamTransport(stream, 'jsonl').send([alertOf('a1'), alertOf('a2')]);
    const lines = String(stream.read()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a1', 'a2']);
  });
});

test('a line that a killed monitor left half written stands alone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'degas-lines-'));
  const file = path.join(folder, 'alerts.jsonl');
  writeFileSync(file, '{"id":"whole"}\n{"id":"ha');
  const transport = new JsonLinesTransport(file, 'jsonl');
  await transport.send([alertOf('a1')]);
  await transport.send([alertOf('a2')]);
  await transport.close();
  const [whole, half, ...after] = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect([whole, half]).toEqual(['{"id":"whole"}', '{"id":"ha']);
  expect(after.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a1', 'a2']);
  rmSync(folder, { recursive: true });
});
