import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

/** Small raw folders that people really have; outside the repository. */
const root = join(import.meta.dirname, '../../../../../shared/cases/process');
const folders = existsSync(root) ? readdirSync(root) : [];

/** Codes of the folders that must be refused. */
const REFUSED: Readonly<Record<string, string>> = {
  extrahop: 'DATASET_NO_NAMES',
  'gz-truncated': 'DATASET_FILE_TRUNCATED',
  'hosts-file': 'DATASET_FORMAT_UNKNOWN',
  'mixed-xz': 'DATASET_FILE_CORRUPT',
  'zeek-conn': 'DATASET_COLUMN_MISSING',
};
/** Logs and popularity lists, whose names are all benign. */
const BENIGN = /^(?:crux|ecs|eve|majestic|route53|tranco|umbrella|zeek|zip-macosx)/;
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'tar-macos': ['set.tar.gz!./._labels.csv'],
  'with-dotfiles': ['.DS_Store', 'Thumbs.db'],
  'with-empty': ['dga-x.csv'],
  'with-json-index': ['manifest.json'],
  'with-readme': ['README.md', 'SHA256SUMS'],
  'zip-macosx': ['top-1m.csv.zip!__MACOSX/._top-1m.csv'],
  'zip-readme': ['set.zip!set/README.txt'],
};

async function processed(folder: string) {
  const out = join(mkdtempSync(join(tmpdir(), 'degas-cases-')), 'out');
  const terminal = captureContext();
  const exitCode = await runTrainer(['process', join(root, folder), out], terminal);
  const csv = (): string => gunzipSync(readFileSync(join(out, 'dataset.csv.gz'))).toString();
  const labels =
    exitCode === 0
      ? csv()
          .trim()
          .split('\n')
          .slice(1)
          .map((row) => row.split(',')[1])
      : [];
  return { exitCode, labels, errors: terminal.errors() };
}

const describeCases = folders.length > 0 ? describe : describe.skip;

describeCases('process on folders that people have (skips without shared/cases)', () => {
  test.each(folders.filter((folder) => !(folder in REFUSED)))('%s', async (folder) => {
    const { exitCode, labels, errors } = await processed(folder);
    expect([exitCode, new Set(labels).has('0'), new Set(labels).has('1')]).toEqual([
      0,
      !/^(?:dgarchive|own-generate|threatfox|umudga)/.test(folder),
      !BENIGN.test(folder),
    ]);
    const leftOut = [...errors.matchAll(/^left out: (.+) \(.+\)$/gm)].map(([, name]) => name);
    expect(leftOut).toEqual(LEFT_OUT[folder] ?? []);
  });

  test.each(Object.entries(REFUSED).filter(([folder]) => folders.includes(folder)))(
    '%s is refused: %s',
    async (folder, code) => {
      const { exitCode, errors } = await processed(folder);
      expect([exitCode, errors.split(':')[0]]).toEqual([1, code]);
    },
  );
});
