import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';

import { openBinaryRows } from '../processed/binary-reader.ts';
import { readDataset } from '../processed/read-dataset.ts';
import { folderOf } from '../testing/temporary-folder.ts';
import type { RowCounts } from './counts.ts';
import type { RejectedRow } from './deduplicator.ts';
import { processRawData, type ProcessOptions } from './process-dataset.ts';
import type { ProcessReport } from './report.ts';

const RAW = {
  'dga-banjori.csv.gz':
    '# domain,family\nabc.com,banjori\nABC.com,banjori\nabd.com,banjori\nabe.com\n',
  'dga-newgoz.csv': 'abd.com,newgoz\nabf.org,newgoz\n10.0.0.1,newgoz\n\n',
  'dga-pizd.csv.gz': 'sinkhole.net,pizd\n',
  'dga-kraken.csv.gz': ['a', 'b', 'c', 'd', 'e', 'f']
    .map((l) => `${l}.shared.com,kraken\n`)
    .join(''),
  'dga-bigviktor.csv.gz':
    'a.addfirm.fans,bigviktor\nwww.addfirm.fans,bigviktor\na.addfirm.fans,bigviktor\n',
  'dga-symmi.csv.gz': 'abafi.ddns.net,symmi\n',
  'tranco.csv.gz': '1,example.org\n2,www.example.org\n3,sinkhole.net\n4,shared.com\n5,co.uk\n',
  'notes.md': 'not data',
};

async function processed(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ProcessOptions> = {},
): Promise<{ report: ProcessReport; rows: string[]; out: string }> {
  const out = join(folderOf(), 'processed');
  const report = await processRawData({ raw: folderOf(files), out, ...options });
  const rows = gunzipSync(readFileSync(join(out, 'dataset.csv.gz')))
    .toString()
    .trim()
    .split('\n');
  return { report, rows, out };
}

function addsUp({ rows, kept, dropped }: RowCounts): boolean {
  return rows === kept + Object.values(dropped).reduce((sum, count) => sum + count, 0);
}

async function tarOf(members: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(members)) archive.entry({ name }, text);
  archive.finalize();
  return Buffer.concat((await Readable.from(archive).toArray()) as Buffer[]);
}

describe('processRawData', () => {
  test('writes each registrable name once, with class, normalised family and source', async () => {
    const { rows } = await processed(RAW);
    expect(rows).toEqual([
      'domain,label,family,source',
      'abc.com,1,banjori,dga-banjori',
      'abd.com,1,banjori,dga-banjori',
      'abf.org,1,gameover,dga-newgoz',
      'abafi.ddns.net,1,symmi,dga-symmi',
      'example.org,0,,tranco',
      'shared.com,0,,tranco',
      'addfirm.fans,1,bigviktor,dga-bigviktor',
    ]);
  });

  test('says why each other row is not there', async () => {
    const rejected: RejectedRow[] = [];
    const { report } = await processed(RAW, { onRejected: (row) => rejected.push(row) });
    expect(
      rejected.map(({ file, line, name, reason }) => `${file}:${line} ${name} ${reason}`).sort(),
    ).toEqual(
      [
        'dga-banjori.csv.gz:3 ABC.com duplicate',
        'dga-banjori.csv.gz:5 abe.com too_few_columns',
        'dga-bigviktor.csv.gz:2 www.addfirm.fans duplicate',
        'dga-bigviktor.csv.gz:3 a.addfirm.fans duplicate',
        ...['a', 'b', 'c', 'd', 'e', 'f'].map(
          (label, i) => `dga-kraken.csv.gz:${i + 1} ${label}.shared.com shared_parent`,
        ),
        'dga-newgoz.csv:1 abd.com duplicate_other_family',
        'dga-newgoz.csv:3 10.0.0.1 ip_address',
        'dga-pizd.csv.gz:1 sinkhole.net in_both_classes',
        'tranco.csv.gz:2 www.example.org duplicate',
        'tranco.csv.gz:3 sinkhole.net in_both_classes',
        'tranco.csv.gz:5 co.uk public_suffix',
      ].sort(),
    );
    expect(rejected).toHaveLength(report.rows - report.kept);
  });

  test('reports counts that add up to the last row, for each file, source and family', async () => {
    const { report, out } = await processed(RAW);
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toEqual(report);
    expect(report).toMatchObject({
      lines: 25,
      rows: 23,
      kept: 7,
      benign: 2,
      dga: 5,
      namesInBothClasses: 1,
      sharedParents: { 'shared.com': 6 },
      dynamicDns: { symmi: { 'ddns.net': 1 } },
      filesLeftOut: { ignored: [{ name: 'notes.md', reason: 'no file of names' }], excluded: [] },
    });
    const { bySource, byFamily, files } = report;
    for (const parts of [Object.values(bySource), Object.values(byFamily), files]) {
      expect(parts.every(addsUp)).toBe(true);
      expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.rows);
      expect(parts.reduce((sum, { kept }) => sum + kept, 0)).toBe(report.kept);
    }
    expect(addsUp(report)).toBe(true);
    for (const { lines, rows, header, comment, blank } of files) {
      expect(lines).toBe(rows + header + comment + blank);
    }
  });

  test('writes the same bytes for the same folder, and replaces what it wrote before', async () => {
    const first = await processed(RAW);
    const before = readFileSync(join(first.out, 'dataset.csv.gz'));
    await processRawData({ raw: folderOf(RAW), out: first.out });
    expect(readFileSync(join(first.out, 'dataset.csv.gz')).equals(before)).toBe(true);
    expect(readdirSync(first.out).sort()).toEqual(['dataset.bin', 'dataset.csv.gz', 'report.json']);
    expect(readdirSync(join(first.out, '..'))).toEqual(['processed']);
  });

  test('writes the same rows in the training form', async () => {
    const { rows, out } = await processed(RAW);
    const form = await openBinaryRows(join(out, 'dataset.bin'));
    const lines = [...form].map((r) => `${r.domain},${r.label},${r.family ?? ''},${r.source}`);
    expect(lines).toEqual(rows.slice(1));
  });

  test('with the days of the sources, where they are asked for', async () => {
    const netlab = {
      'dga.netlab360.txt': 'necurs\tabcd.com\t2018-01-01 00:00:00\tx\nnecurs\tabce.com\t\n',
    };
    const { rows, out } = await processed(netlab, { dates: true });
    expect(rows).toEqual([
      'domain,label,family,source,date',
      'abcd.com,1,necurs,dga.netlab360,2018-01-01',
      'abce.com,1,necurs,dga.netlab360,',
    ]);
    const days: unknown[] = [];
    for await (const { date } of readDataset({ source: out })) days.push(date);
    expect(days).toEqual(['2018-01-01', undefined]);
  });

  test('leaves out excluded members of archives, and files about the data', async () => {
    const { report } = await processed(
      {
        'set.tar': await tarOf({
          'a/labels.csv': 'domain,label\nabc.com,1\n',
          'a/other.csv': 'domain,label\nabd.com,1\n',
          'a/README.md': 'about',
          'a/._labels.csv': 'x',
        }),
      },
      { exclude: ['oth*'] },
    );
    expect([report.kept, report.filesLeftOut]).toEqual([
      1,
      {
        excluded: ['set.tar!a/other.csv'],
        ignored: [
          { name: 'set.tar!a/README.md', reason: 'about the files' },
          { name: 'set.tar!a/._labels.csv', reason: "macOS' own data" },
        ],
      },
    ]);
  });

  test('leaves out empty files, and says so', async () => {
    const { report } = await processed({
      'labels.csv': 'domain,label\nabc.com,1\n',
      'dga-x.csv': '',
    });
    expect(report.filesLeftOut.ignored).toEqual([{ name: 'dga-x.csv', reason: 'empty' }]);
  });

  test.each<[string, Readonly<Record<string, string>>, Partial<ProcessOptions>, readonly string[]]>(
    [
      [
        'a list of benign names by its file',
        { 'benign-mine.txt': 'abc.com\n' },
        {},
        ['abc.com,0,'],
      ],
      [
        'a list of DGA names by its file',
        { 'dga-tinba.txt': 'abc.com\n' },
        {},
        ['abc.com,1,tinba'],
      ],
      [
        'a list of a family’s folder',
        { 'suppobox/list/1000.txt': 'abc.com\n' },
        {},
        ['abc.com,1,suppobox'],
      ],
      [
        'a log of queries, as benign names',
        { 'dns.json': '{"@timestamp":1,"dns":{"question":{"name":"abc.com"}}}\n' },
        {},
        ['abc.com,0,'],
      ],
      [
        'a list that is named benign',
        { 'x.txt': 'abc.com\n' },
        { formats: { 'x.txt': 'benign-list' } },
        ['abc.com,0,'],
      ],
      [
        'a hosts file that is named DGA',
        { 'tinba.txt': '0.0.0.0 abc.com\n' },
        { formats: { 'tin*': 'dga-list' } },
        ['abc.com,1,tinba'],
      ],
      [
        'a column of families',
        { 'x.csv': 'domain,label,malware\nabc.com,1,Qbot\n' },
        { familyColumn: 'malware' },
        ['abc.com,1,qakbot'],
      ],
      [
        'a table of another delimiter',
        { 'x.csv': 'name;class\nabc.com;legit\nabd.com;dga\n' },
        {},
        ['abc.com,0,', 'abd.com,1,unknown'],
      ],
    ],
  )('reads %s', async (_, files, options, expected) => {
    const { rows } = await processed(files, options);
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 3).join(','))).toEqual(expected);
  });

  test.each([
    ['a list', { 'x.txt': 'abc.com\nabd.com\n' }],
    ['a table', { 'x.csv': 'rank;site\na;abc.com\n' }],
    ['a hosts file', { 'hosts.txt': '0.0.0.0 abc.com\n' }],
  ])(
    '%s that does not say its class is refused, with the ways to say it',
    async (_, files: Readonly<Record<string, string>>) => {
      await expect(processed(files)).rejects.toMatchObject({
        code: 'DATASET_FORMAT_UNKNOWN',
        message: expect.stringMatching(/benign-list.*dga-list.*exclude/) as unknown,
      });
    },
  );

  test('leaves out excluded sources', async () => {
    const { report, rows } = await processed(RAW, { exclude: ['dga-*'] });
    expect(rows).toHaveLength(4);
    expect(report.filesLeftOut.excluded).toHaveLength(6);
  });

  test('reports its progress', async () => {
    const bytes: number[] = [];
    await processed(RAW, {
      onProgress: ({ bytesDone, bytesTotal }) => bytes.push(bytesDone / bytesTotal),
    });
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(bytes).toHaveLength(7);
  });

  test('family names that are words of the language do no harm', async () => {
    const { report } = await processed({
      'dga-x.csv': 'abc.ddns.net,__proto__\nabd.com,constructor\n',
    });
    expect(Object.keys(report.byFamily).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['ddns.net']).toBeUndefined();
  });
});

describe('processRawData refuses, with a code, and writes nothing', () => {
  const gz = gzipSync('abc.com,banjori\n'.repeat(1000));
  test.each([
    [
      'a truncated gzip',
      'DATASET_FILE_TRUNCATED',
      { 'dga-a.csv.gz': gz.subarray(0, gz.length - 20) },
    ],
    [
      'a gzip file that is not one',
      'DATASET_FILE_CORRUPT',
      { 'dga-a.csv.gz': Buffer.from('abc.com,banjori\n') },
    ],
    [
      'a zip file that is not one',
      'DATASET_FILE_CORRUPT',
      { 'alexa.csv.zip': Buffer.from('1,abc.com\n'.repeat(9)) },
    ],
    ['a binary file', 'DATASET_FILE_BINARY', { 'dga-a.csv': 'SQLite format 3\0and pages' }],
    [
      'a file without the column',
      'DATASET_COLUMN_MISSING',
      { 'conn.log': '#separator \\x09\n#fields\tts\tuid\n1.0\tC1\n' },
    ],
    ['an empty file', 'DATASET_FILE_EMPTY', { 'dga-a.csv': '' }],
    ['a gzip of nothing', 'DATASET_FILE_EMPTY', { 'dga-a.csv.gz': '' }],
    ['an empty folder', 'DATASET_SOURCE_EMPTY', {}],
    ['a folder without data', 'DATASET_SOURCE_EMPTY', { 'readme.md': 'x' }],
    [
      'files without a usable name',
      'DATASET_NO_NAMES',
      { 'dga-a.csv': '# nothing\nprinter.local,banjori\n' },
    ],
  ])('%s: %s', async (_, code, files: Record<string, string | Uint8Array>) => {
    const parent = folderOf();
    const raw = folderOf(files);
    await expect(processRawData({ raw, out: join(parent, 'out') })).rejects.toMatchObject({ code });
    expect(readdirSync(parent)).toEqual([]);
  });

  test('a missing folder, and a file in its place', async () => {
    const folder = folderOf({ 'file.csv': 'a.com\n' });
    for (const raw of [join(folder, 'none'), join(folder, 'file.csv')]) {
      await expect(processRawData({ raw, out: join(folder, 'out') })).rejects.toMatchObject({
        code: 'DATASET_SOURCE_MISSING',
      });
    }
  });

  test('an output folder with other files', async () => {
    const out = folderOf({ 'thesis.txt': 'dear' });
    await expect(processRawData({ raw: folderOf(RAW), out })).rejects.toMatchObject({
      code: 'DATASET_OUTPUT_OCCUPIED',
    });
    expect(readdirSync(out)).toEqual(['thesis.txt']);
  });

  test('an output that is below a file', async () => {
    const folder = folderOf({ file: 'x' });
    writeFileSync(join(folder, 'file'), 'x');
    await expect(
      processRawData({ raw: folderOf(RAW), out: join(folder, 'file', 'out') }),
    ).rejects.toMatchObject({ code: 'DATASET_OUTPUT_UNWRITABLE' });
  });
});
