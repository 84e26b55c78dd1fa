import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';
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

async function formOf(rows: readonly LabelledDomain[]): Promise<BinaryRows> {
  const file = join(folderOf(), 'dataset.bin');
  await writeBinaryRows(rows, file);
  return openBinaryRows(file);
}

describe('rows in binary form', () => {
  test('are read as they were written, however long the names are', async () => {
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
      }),
      { numRuns: 50 },
    );
  });

  test('are in memory that worker threads can share', async () => {
    expect((await formOf([row('a.com')])).codes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('are refused where the file is cut, changed or another one', async () => {
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

  test('keep hundreds of families apart', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => row(`a${i}.com`, `family${i % 300}`));
    expect([...(await formOf(rows))]).toEqual(rows);
  });

  test('are refused with a name that is longer than DNS allows, or with too many groups', async () => {
    const refused = expect.objectContaining({ code: 'DATASET_OPTION_INVALID' }) as unknown;
    await expect(formOf([row('a'.repeat(256))])).rejects.toEqual(refused);
    const rows = Array.from({ length: 65_537 }, (_, i) => row('a.com', 'necurs', `feed${i}`));
    await expect(formOf(rows)).rejects.toEqual(refused);
  });
});
