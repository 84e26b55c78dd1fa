import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import type { LabelledDomain } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { folderOf } from '../testing/temporary-folder.ts';
import { replaceFolder } from './replace-folder.ts';
import { writeDataset } from './write-dataset.ts';

const rows = function* (): Generator<LabelledDomain> {
  for (let i = 0; i < 20_000; i++) {
    yield { domain: `${i}.example.com`, label: 0, family: null, source: 'tranco' };
  }
};

/** A disk with room for `bytes`. */
function smallDisk(bytes: number): Writable {
  let left = bytes;
  return new Writable({
    write(block: Buffer, _, done) {
      left -= block.length;
      done(left < 0 ? Object.assign(new Error('no space left'), { code: 'ENOSPC' }) : null);
    },
  });
}

const fullDisk = existsSync('/dev/full') ? test : test.skip;

describe('a disk that fills up while the data set is written', () => {
  test('is a coded error; the old data set stays and nothing half-written is left', async () => {
    const parent = folderOf({ 'out/report.json': 'old' });
    const out = join(parent, 'out');
    const failing = replaceFolder(out, async (folder) => {
      writeFileSync(join(folder, 'report.json'), 'new');
      await writeDataset(rows(), smallDisk(1000));
    });
    await expect(failing).rejects.toMatchObject({ code: 'DATASET_DISK_FULL' });
    expect(readdirSync(parent)).toEqual(['out']);
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('old');
  });

  fullDisk('is reported by the system itself (skipped where there is no /dev/full)', async () => {
    const parent = folderOf();
    const failing = replaceFolder(join(parent, 'out'), () => writeDataset(rows(), '/dev/full'));
    await expect(failing).rejects.toMatchObject({ code: 'DATASET_DISK_FULL' });
    expect(readdirSync(parent)).toEqual([]);
  });
});

test('an error of the caller’s own comes through as it is', async () => {
  const own = new TypeError('mine');
  await expect(replaceFolder(join(folderOf(), 'out'), () => Promise.reject(own))).rejects.toBe(own);
});
