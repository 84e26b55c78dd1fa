import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';

import { processRawData } from '../process/process-dataset.ts';
import { readDataset } from '../processed/read-dataset.ts';
import { folderOf } from '../testing/temporary-folder.ts';

const MEMBERS = {
  'full/necurs_dga.csv': '"aaab.com","2015-01-01"\n"aaac.com","2015-01-01"\n',
  'full/tinba_dga.csv': '"bbbc.com"\n',
  'full/LICENSE': 'not data',
};

async function tarball(path: string): Promise<void> {
  const archive = pack();
  for (const [name, text] of Object.entries(MEMBERS)) archive.entry({ name }, text);
  archive.finalize();
  await pipeline(Readable.from(archive), createGzip(), createWriteStream(path));
}

describe('archives are read in place', () => {
  test('a gzipped tar: each member is a source, and what holds no data is reported', async () => {
    const raw = folderOf();
    await tarball(join(raw, 'archive.tgz'));
    const out = join(folderOf(), 'out');
    const report = await processRawData({ raw, out });
    const rows: string[] = [];
    for await (const { domain, family, source } of readDataset({ source: out })) {
      rows.push(`${domain} ${family ?? ''} ${source}`);
    }
    expect(rows).toEqual([
      'aaab.com necurs necurs_dga',
      'aaac.com necurs necurs_dga',
      'bbbc.com tinba tinba_dga',
    ]);
    expect(report.files.map(({ file, rows: count }) => [file, count])).toEqual([
      ['archive.tgz!full/necurs_dga.csv', 2],
      ['archive.tgz!full/tinba_dga.csv', 1],
    ]);
    expect(report.filesLeftOut.ignored).toEqual([
      { name: 'archive.tgz!full/LICENSE', reason: 'about the files' },
    ]);
  });

  test('a gzipped tar that is cut off', async () => {
    const raw = folderOf();
    await tarball(join(raw, 'archive.tgz'));
    const whole = readFileSync(join(raw, 'archive.tgz'));
    const cut = folderOf({ 'archive.tgz': whole.subarray(0, whole.length - 30) });
    await expect(processRawData({ raw: cut, out: join(cut, 'out') })).rejects.toMatchObject({
      code: 'DATASET_FILE_TRUNCATED',
    });
  });

  test('a zip with one stored member', async () => {
    const raw = folderOf({
      'cisco-umbrella-top-1m.csv.zip': storedZip(
        'top-1m.csv',
        '1,example.org\r\n2,a.b.example.net\r\n',
      ),
    });
    const report = await processRawData({ raw, out: join(raw, 'out') });
    expect([report.kept, Object.keys(report.bySource)]).toEqual([2, ['cisco-umbrella-top-1m']]);
    expect(report.files[0]?.file).toBe('cisco-umbrella-top-1m.csv.zip!top-1m.csv');
  });

  test('a zip whose member is damaged', async () => {
    const zip = storedZip('top-1m.csv', '1,example.org\n');
    zip.writeUInt32LE(5, zip.length - 22 - (46 + 10) + 24); // the central directory has another size
    const raw = folderOf({ 'alexa.csv.zip': zip });
    await expect(processRawData({ raw, out: join(raw, 'out') })).rejects.toMatchObject({
      code: 'DATASET_FILE_CORRUPT',
    });
  });
});

/** A zip archive of one uncompressed member; the reader doesn't check the CRC, so it stays 0. */
function storedZip(name: string, text: string): Buffer {
  const header = (signature: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(signature, 0);
    return bytes;
  };
  const local = header(0x04034b50, 30);
  local.writeUInt32LE(text.length, 18);
  local.writeUInt32LE(text.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = header(0x02014b50, 46);
  central.writeUInt32LE(text.length, 20);
  central.writeUInt32LE(text.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + text.length, 16);
  return Buffer.concat([local, Buffer.from(name + text), central, Buffer.from(name), end]);
}
