import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { encode, type LabelledDomain } from '@degas/features';

import { folderOf } from '../testing/temporary-folder.ts';
import { openTrainingForm, type TrainingForm } from './training-form.ts';
import { writeTrainingForm } from './write-training-form.ts';

const row = (domain: string, family: string | null = null): LabelledDomain => ({
  domain,
  label: family === null ? 0 : 1,
  family,
  source: '',
});

async function formOf(rows: readonly LabelledDomain[]): Promise<TrainingForm> {
  const file = join(folderOf(), 'dataset.bin');
  await writeTrainingForm(rows, file);
  return openTrainingForm(file);
}

describe('the training form', () => {
  test('gives back names, labels and families, however long the names are', async () => {
    const name = fc.stringMatching(/^[a-z0-9-]{1,63}(\.[a-z0-9_-]{1,63}){1,3}$/);
    const anyRow = fc
      .tuple(name, fc.constantFrom(null, 'necurs', 'tinba', '__proto__'))
      .map(([domain, family]) => row(domain, family));
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), async (rows) => {
        expect([...(await formOf(rows))]).toEqual(rows);
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

  test('weighs each family by the root of its size, benign names by 1', async () => {
    const many = Array.from({ length: 400 }, (_, i) => row(`n${i}.com`, 'necurs'));
    const few = Array.from({ length: 4 }, (_, i) => row(`t${i}.com`, 'tinba'));
    const form = await formOf([row('a.com'), ...many, ...few]);
    expect(form.weight(0)).toBe(1);
    expect(form.weight(401) / form.weight(1)).toBeCloseTo(10, 4);
    const sum = Array.from({ length: 404 }, (_, i) => form.weight(i + 1)).reduce((a, b) => a + b);
    expect(sum / 404).toBeCloseTo(1, 4);
  });

  test('lies in memory that worker threads can share', async () => {
    expect((await formOf([row('a.com')])).codes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('refuses a file that is cut, changed or another', async () => {
    const file = join(folderOf(), 'dataset.bin');
    await writeTrainingForm([row('a.com'), row('b.com', 'necurs')], file);
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
      Buffer.from('degasds1\u0002\0\0\0{}'),
      Buffer.from('degasds1\u0004\0\0\0null'),
    ];
    for (const bytes of spoilt) {
      writeFileSync(file, bytes);
      await expect(openTrainingForm(file)).rejects.toMatchObject({ code: 'DATASET_FILE_CORRUPT' });
    }
    await expect(openTrainingForm(`${file}.none`)).rejects.toMatchObject({
      code: 'DATASET_SOURCE_MISSING',
    });
  });

  test('tells hundreds of families apart, though not all of their weights', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => row(`a${i}.com`, `family${i % 300}`));
    const form = await formOf(rows);
    expect([...form].map(({ family }) => family)).toEqual(rows.map(({ family }) => family));
    expect(form.weight(599)).toBeCloseTo(1, 4);
  });
});
