import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import type { DnsEvent } from './events/dns-event.ts';
import { readLogs } from './node/read-logs.ts';
import type { ReadReport } from './reading/read-report.ts';
import { failureOf } from './reading/report-text.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/cases');
const cases = existsSync(FOLDER) ? describe : describe.skip;

const FOUR = ['www.google.com', 'xjpakmdcfuqe.in', 'qhvwkmznfjydtr.com', 'github.com'];
const GENERATED = [
  'ssrgwnrmgrxe.com',
  'gllcsbqrbfch.com',
  'hkgjjokkwodt.com',
  'jjnehudfmclq.com',
  'hieffvbcjitc.com',
];
const LABELLED = [
  'abelwright-print.com',
  'xjpakmdcfuqe.in',
  'qhvwkmznfjydtr.com',
  'kestrelharbour.org',
];

/** Inputs whose right answer is not the four names. */
const others: Readonly<Record<string, readonly string[] | 'error' | 'refused' | number>> = {
  '04-not-gzip.txt.gz': 'error',
  '05-latin1.txt': ['www.google.com'],
  '06-zeek-conn.log': 'refused',
  '09-own-generate.hosts.txt': GENERATED,
  '09-own-generate.rpz.txt': GENERATED,
  '09-own-generate.unbound.txt': GENERATED,
  '10-nul.txt': ['www.google.com', '\0xjpakmdcfuqe.in', 'qhvwkmznfjydtr.com'],
  '12-csv-formula-names.txt': 6,
  '13-bytes-in-front.txt': [
    '\\255.xjpakmdcfuqe.in',
    'd\\233@.xjpakmdcfuqe.in',
    'café .xjpakmdcfuqe.in',
    'd@.xjpakmdcfuqe.in',
  ],
  '14-kaggle-domain-without-tld.csv': LABELLED,
  '15-benign-high-entropy.txt': 147,
  '15-idn.txt': 72,
  '15-odd-names.txt': 76,
};

const processed: Readonly<Record<string, readonly string[] | 'error' | 'refused'>> = {
  ...Object.fromEntries(
    ['dgarchive', 'dgarchive-header', 'threatfox', 'umudga'].map((name) => [
      name,
      LABELLED.slice(1, 3),
    ]),
  ),
  ...Object.fromEntries(
    ['tranco-crlf', 'tranco-other-name', 'crux'].map((name) => [
      name,
      LABELLED.map((one) => `www.${one}`),
    ]),
  ),
  extrahop: LABELLED.map((name) => name.replace(/\..*/, '')),
  'own-generate-csv': GENERATED,
  'gz-truncated': 'error',
  // A plain file that is named .zst is none of that kind.
  'mixed-xz': 'error',
  'zeek-conn': 'refused',
};

async function read(path: string): Promise<{ events: DnsEvent[]; reports: ReadReport[] }> {
  const events: DnsEvent[] = [];
  const reports: ReadReport[] = [];
  const onReport = (report: ReadReport): void => void reports.push(report);
  for await (const { records } of readLogs([path], { onReport })) {
    for (const record of records) if (record.kind === 'event') events.push(record);
  }
  return { events, reports };
}

async function check(path: string, right: (typeof others)[string]): Promise<void> {
  if (right === 'error') {
    await expect(read(path)).rejects.toMatchObject({ name: 'LogsError' });
    return;
  }
  const { events, reports } = await read(path);
  const names = events.map(({ name }) => name);
  if (right === 'refused')
    expect(reports.map((report) => failureOf(report))).toEqual([
      expect.stringContaining('no field with a name'),
    ]);
  else if (typeof right === 'number') expect(names).toHaveLength(right);
  else expect(names.slice().sort()).toEqual(right.slice().sort());
}

cases('shared/cases (skipped where ../shared/cases is absent)', () => {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => /^\d/.test(file)) : [];

  test.each(files)('%s', async (file) => {
    await check(join(FOLDER, file), others[file] ?? FOUR);
  });

  const folders = existsSync(FOLDER) ? readdirSync(join(FOLDER, 'process')) : [];
  test.each(folders)('process/%s', async (folder) => {
    await check(join(FOLDER, 'process', folder), processed[folder] ?? LABELLED);
  });
});
