import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { encode, type LabelledDomain } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { folderOf } from '../testing/temporary-folder.ts';
import { openBinaryRows } from './binary-reader.ts';
import type { BinaryRows } from './binary-rows.ts';
import { writeBinaryRows } from './binary-writer.ts';

const row = (domain: string, family: string | null = null, source = ''): LabelledDomain => ({
  domain,
  label: family === null ? 0 : 1,
  family,
  source,
});

/** How much each row counts. */
const weightsOf = (form: BinaryRows): number[] =>
  Array.from({ length: form.rows }, (_, i) => form.group(i)?.weight ?? NaN);

async function formOf(rows: readonly LabelledDomain[]): Promise<BinaryRows> {
  const file = join(folderOf(), 'dataset.bin');
  await writeBinaryRows(rows, file);
  return openBinaryRows(file);
}

describe('the training form', () => {
  test('gives back the rows as they are, however long the names are', async () => {
    const name = fc.stringMatching(/^[a-z0-9-]{1,63}(\.[a-z0-9_-]{1,63}){1,3}$/);
    const anyRow = fc.record({
      domain: name,
      label: fc.constantFrom(0 as const, 1 as const),
      family: fc.constantFrom(null, 'necurs', 'tinba', '__proto__', ''),
      source: fc.constantFrom('', 'alexa', 'dga-necurs'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 150 }), async (rows) => {
        const form = await formOf(rows);
        expect([...form]).toEqual(rows);
        expect(rows.map((_, i) => form.name(i))).toEqual(rows.map(({ domain }) => domain));
      }),
      { numRuns: 50 },
    );
  });

  test('gives the codes of the published encoding', async () => {
    const names = ['google.com', `${'x'.repeat(63)}.${'y'.repeat(30)}.co.uk`, 'a-0_9.org'];
    const form = await formOf(names.map((name) => row(name)));
    for (const [i, name] of names.entries()) {
      const out = new Int32Array(80).fill(9);
      form.encodeInto(i, out, 3);
      expect([...out]).toEqual([9, 9, 9, ...encode(name), 9, 9]);
    }
  });

  test('weighs each family by the root of its size, whatever its sources, and benign names by 1', async () => {
    const many = Array.from({ length: 400 }, (_, i) => row(`n${i}.com`, 'necurs', `feed${i % 3}`));
    const few = Array.from({ length: 4 }, (_, i) => row(`t${i}.com`, 'tinba'));
    const [benign = 0, ...dga] = weightsOf(await formOf([row('a.com'), ...many, ...few]));
    expect(benign).toBe(1);
    expect((dga[400] ?? 0) / (dga[0] ?? 0)).toBeCloseTo(10, 4);
    expect(dga.reduce((sum, weight) => sum + weight) / dga.length).toBeCloseTo(1, 4);
  });

  test('lies in memory that worker threads can share', async () => {
    expect((await formOf([row('a.com')])).codes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('refuses a file that is cut, changed or another', async () => {
    const file = join(folderOf(), 'dataset.bin');
    await writeBinaryRows([row('a.com'), row('b.com', 'necurs')], file);
    const whole = readFileSync(file);
    const other = Buffer.from(whole.toString('latin1').replace('"degas"', '"other"'), 'latin1');
    const spoilt = [
      Buffer.alloc(0),
      whole.subarray(0, 9),
      whole.subarray(0, 40),
      whole.subarray(0, whole.length - 1),
      Buffer.concat([whole, Buffer.alloc(1)]),
      Buffer.from('domain,label\na.com,0\n'),
      other,
      Buffer.from(whole.toString('latin1').replace('\u0005\u0005', '\u0005\u0006'), 'latin1'),
      Buffer.from(
        whole.toString('latin1').replace('\0\u0005\u0005', '\u0009\u0005\u0005'),
        'latin1',
      ),
      Buffer.from('degasds1'),
      Buffer.from('degasds2\u0002\0\0\0{}'),
      Buffer.from('degasds2\u0004\0\0\0null'),
    ];
    expect(spoilt.filter((bytes) => bytes.equals(whole))).toEqual([]);
    for (const bytes of spoilt) {
      writeFileSync(file, bytes);
      await expect(openBinaryRows(file)).rejects.toMatchObject({ code: 'DATASET_FILE_CORRUPT' });
    }
    await expect(openBinaryRows(`${file}.none`)).rejects.toMatchObject({
      code: 'DATASET_SOURCE_MISSING',
    });
  });

  test('tells hundreds of families apart', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => row(`a${i}.com`, `family${i % 300}`));
    expect([...(await formOf(rows))]).toEqual(rows);
  });

  test('takes no name that is longer than DNS allows, and no more groups than it can tell apart', async () => {
    const refused = expect.objectContaining({ code: 'DATASET_OPTION_INVALID' }) as unknown;
    await expect(formOf([row('a'.repeat(256))])).rejects.toEqual(refused);
    const rows = Array.from({ length: 65_537 }, (_, i) => row('a.com', 'necurs', `feed${i}`));
    await expect(formOf(rows)).rejects.toEqual(refused);
  });
});
