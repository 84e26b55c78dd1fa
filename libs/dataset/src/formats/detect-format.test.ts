import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { lineBatches } from '../input/line-batches.ts';
import { openFile } from '../input/open-file.ts';
import { detectFormat } from './detect-format.ts';

describe('a format is told', () => {
  test.each([
    ['labelled-csv', ['name,domain,LABEL', 'x,a.com,1']],
    ['labelled-csv', ['# exported', 'label\tdomain', '1\ta.com']],
    ['jsonl', ['{"domain":"a.com","label":0}']],
    ['zeek-json', ['{"ts":1.0,"query":"a.com"}']],
    ['suricata-eve', ['{"timestamp":"x","event_type":"flow"}']],
    ['zeek-tsv', ['#separator \\x09', '#fields\tquery']],
    ['subset', ['a.com\u0001alexa\u00010']],
    ['bambenek', ['## feed', 'a.com,Domain used by tinba for 1 May 2017,2017-05-01,x']],
    ['majestic', ['GlobalRank,TldRank,Domain', '1,1,google.com']],
    ['netlab360', ['# feed', 'necurs\ta.com\t2018-01-01\t2018-01-04', 'tinba\tb.com\tx\ty']],
    ['andrewaeva', ['a.com 0', 'b.com 6']],
    ['hosts', ['1,google.com', '2,youtube.com']],
    ['dga-csv', ['# domain,family', 'a.com,necurs', 'b.com,necurs,2020-01-01']],
  ] as const)('by the content alone: %s', (format, lines) => {
    expect(detectFormat('export.txt', lines)).toBe(format);
  });

  test.each([
    ['alexa.csv.gz', 'hosts'],
    ['benign-x.csv', 'hosts'],
    ['top10milliondomains.csv.zip!top.csv', 'hosts'],
    ['dga-necurs.csv.gz', 'dga-csv'],
    ['full.tgz!2020/necurs_dga.csv', 'dgarchive'],
    ['all_dga.txt', 'andrewaeva'],
  ] as const)('by the file name, where the content leaves it open: %s', (file, format) => {
    expect(detectFormat(file, ['a.com'])).toBe(format);
  });

  test('by the content before the name', () => {
    expect(detectFormat('alexa.csv', ['domain,label', 'a.com,1'])).toBe('labelled-csv');
  });

  test('by columns of other names', () => {
    const columns = { domainColumn: 'fqdn', labelColumn: 'class' };
    expect(detectFormat('x.csv', ['fqdn,class', 'a.com,1'], columns)).toBe('labelled-csv');
  });

  test.each([
    ['a bare list', ['a.com', 'b.com']],
    ['prose', ['Dear reader,', 'this is a text.']],
    ['other JSON', ['{"a":1}']],
    ['nothing', ['', '']],
  ])('not at all: %s', (_, lines) => {
    expect(detectFormat('list.txt', lines)).toBeNull();
  });
});

const raw = join(import.meta.dirname, '../../../../../shared/data/raw');
const pool = existsSync(raw) ? describe : describe.skip;

pool('in the raw pool (skipped where ../shared/data is absent)', () => {
  test('every file but bare lists shows its format without its name', async () => {
    const unclear: string[] = [];
    for (const file of readdirSync(raw)) {
      for await (const text of openFile(join(raw, file))) {
        for await (const { lines } of lineBatches(text)) {
          if (detectFormat('x', lines) !== detectFormat(file, lines)) unclear.push(file);
          break;
        }
      }
    }
    expect(unclear.filter((file) => !file.startsWith('benign-'))).toEqual([]);
  });
});
