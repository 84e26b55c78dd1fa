import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';

import { DatasetError } from '../errors.ts';
import { lineBatches } from '../input/line-batches.ts';
import { openFile } from '../input/open-file.ts';
import { Deduplicator } from '../process/deduplicator.ts';
import { readText } from '../process/read-raw-rows.ts';
import { fuzzedText, pickFrom, type Pick } from '../testing/fuzzed-files.ts';
import { folderOf } from '../testing/temporary-folder.ts';
import { detectFormat } from './detect-format.ts';
import { datasetFormats, type FormatName } from './registry.ts';

/** Of each format; of all of them together more than 100,000. */
const INPUTS = 7500;
/** Seconds of the processor after which a reader hangs: these texts take microseconds. */
const HANGS = 2;

/** Broken worlds that a text alone can be. */
const ALLOWED = new Set(['DATASET_FILE_EMPTY', 'DATASET_FILE_BINARY', 'DATASET_COLUMN_MISSING']);

/** Without these lines the formats that name their columns have no rows; most of their texts begin with them. */
const HEADERS: Partial<Record<FormatName, string>> = {
  'labelled-csv': 'domain,label,family,source\n',
  majestic: 'GlobalRank,TldRank,Domain,TLD\n',
  'zeek-tsv': '#fields\tts\tuid\tquery\tqtype\n',
};

/** The bytes in one block or two, cut anywhere; now and then damaged. */
// eslint-disable-next-line @typescript-eslint/require-await -- the reader wants an async source
async function* blocksOf(bytes: Buffer, pick: Pick): AsyncGenerator<Buffer> {
  if (pick(20) === 0 && bytes.length > 0) bytes[pick(bytes.length)] = pick(256);
  const cut = pick(bytes.length + 1);
  yield bytes.subarray(0, cut);
  yield bytes.subarray(cut);
}

/** Texts share a pool, for a new one for each would take most of the time. */
const TEXTS_A_POOL = 100;

/** Reads texts of a format into one pool; gives what went wrong. */
async function readAll(
  format: FormatName,
  texts: readonly string[],
  pick: Pick,
): Promise<{ faults: string[]; adding: number; slowest: number }> {
  let rejected = 0;
  const pool = new Deduplicator({
    sharedParentHosts: 3,
    shortestDgaLabel: 3,
    dates: true,
    onRejected: () => rejected++,
  });
  const file = 'archive.tgz!2020/necurs_dga.csv';
  const origin = { file, text: file, source: 'fuzz' };
  const faults: string[] = [];
  let adding = 0;
  let slowest = 0;
  for (const text of texts) {
    const start = process.cpuUsage();
    const bytes = Buffer.from(text);
    try {
      const { lines, rows, header, comment, blank } = await readText(
        { file, bytes: blocksOf(bytes, pick) },
        origin,
        pool,
        { formats: { '*': format } },
        () => undefined,
      );
      const ends = bytes.filter((byte) => byte === 10).length;
      const isWhole = bytes.at(-1) === 10;
      if (lines === ends + Number(!isWhole) && lines === rows + header + comment + blank) adding++;
      else faults.push(`${JSON.stringify(text)} has other lines than were counted`);
    } catch (error) {
      const isCoded = error instanceof DatasetError && ALLOWED.has(error.code);
      if (!isCoded) faults.push(`${JSON.stringify(text)}: ${String(error)}`);
    }
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, (user + system) / 1e6);
  }
  pool.resolvePending();
  pool.finish();
  const kept = [...pool.kept()].length;
  const rows = pool.groups.reduce((sum, tally) => sum + tally.rows, 0);
  if (rows !== kept + rejected) faults.push(`${rows} rows, ${kept} kept, ${rejected} rejected`);
  return { faults, adding, slowest };
}

describe(`${INPUTS * datasetFormats.length} spoilt texts do no reader harm: every row is kept or counted`, () => {
  test.each(datasetFormats.map((format, i) => [format, i] as const))(
    '%s',
    async (format, seed) => {
      const pick = pickFrom(seed + 1);
      let adding = 0;
      for (let input = 0; input < INPUTS; input += TEXTS_A_POOL) {
        const texts = Array.from(
          { length: TEXTS_A_POOL },
          () => (pick(4) > 0 ? (HEADERS[format] ?? '') : '') + fuzzedText(pick),
        );
        const outcome = await readAll(format, texts, pick);
        expect(outcome.faults).toEqual([]);
        expect(outcome.slowest).toBeLessThan(HANGS);
        adding += outcome.adding;
      }
      expect(adding).toBeGreaterThan(INPUTS / 2);
    },
    60_000,
  );

  test('the format is told, or not, of any text', () => {
    const pick = pickFrom(99);
    for (let input = 0; input < INPUTS; input++) {
      const format = detectFormat('list.txt', fuzzedText(pick).split('\n'));
      expect(format === null || datasetFormats.includes(format)).toBe(true);
    }
  });
});

describe('damaged archives are an error with a code, or are read', () => {
  async function outcomeOf(path: string): Promise<string> {
    let read = 0;
    try {
      for await (const text of openFile(path)) {
        for await (const { lines } of lineBatches(text)) read += lines.length;
      }
      return read > 0 ? 'read' : 'read nothing';
    } catch (error) {
      return error instanceof DatasetError ? 'coded' : String(error);
    }
  }

  async function outcomes(name: string, whole: Buffer): Promise<Set<string>> {
    const path = join(folderOf(), name);
    const pick = pickFrom(7);
    const seen = new Set<string>();
    for (let input = 0; input < 400; input++) {
      const bytes = Buffer.from(whole);
      for (let changes = 1 + pick(3); changes > 0; changes--) {
        bytes[pick(bytes.length)] = pick(256);
      }
      writeFileSync(path, pick(3) === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes);
      seen.add(await outcomeOf(path));
    }
    return seen;
  }

  const text = Array.from({ length: 50 }, (_, i) => `aaab${i}.com,necurs\n`).join('');

  test('gzip', async () => {
    expect([...(await outcomes('list.csv.gz', gzipSync(text)))].sort()).toEqual(['coded', 'read']);
  });

  test('tar, and tar in gzip', async () => {
    const archive = pack();
    archive.entry({ name: 'a/necurs_dga.csv' }, text);
    archive.entry({ name: 'b.csv' }, text);
    archive.finalize();
    const bytes = await buffer(Readable.from(archive));
    for (const [name, whole] of [
      ['a.tar', bytes],
      ['a.tgz', gzipSync(bytes)],
    ] as const) {
      const seen = await outcomes(name, whole);
      expect([...seen].filter((outcome) => !/^(?:coded|read|read nothing)$/.test(outcome))).toEqual(
        [],
      );
    }
  });
});
