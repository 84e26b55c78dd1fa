import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

function rawFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'degas-process-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function run(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const terminal = captureContext();
  const raw = rawFolder(files);
  const out = join(rawFolder({}), 'processed');
  const exitCode = await runTrainer(['process', raw, out, ...args], terminal);
  const rows = (): string[] =>
    gunzipSync(readFileSync(join(out, 'dataset.csv.gz')))
      .toString()
      .trim()
      .split('\n');
  return { exitCode, output: terminal.output(), errors: terminal.errors(), out, rows };
}

const FEED = {
  'dga-necurs.csv': 'abcd.com,necurs\nABCD.com,necurs\n"x,y",necurs\n',
  'tranco.csv': '1,example.org\n',
};

describe('degas process', () => {
  test('prints what became of every row, by family where it is asked for', async () => {
    const { exitCode, output, out } = await run(FEED, ['--by', 'family']);
    expect(exitCode).toBe(0);
    expect(output).toContain('rows read           4\n');
    expect(output).toContain('dropped: duplicate  1\n');
    expect(output).toMatch(/\nnecurs +3 +1 +2 +duplicate 1, invalid 1\n/);
    expect(output).toContain(`data set written to ${out}\n`);
  });

  test('refuses to write the dropped rows over a raw file', async () => {
    const terminal = captureContext();
    const raw = rawFolder(FEED);
    const feed = join(raw, 'tranco.csv');
    const args = ['process', raw, join(rawFolder({}), 'processed'), '--rejected', feed];
    expect(await runTrainer(args, terminal)).toBe(2);
    expect(terminal.errors()).toContain('TRAINER_OUTPUT_IS_INPUT');
    expect(readFileSync(feed, 'utf8')).toBe(FEED['tranco.csv']);
  });

  test('lists every dropped row with its reason', async () => {
    const file = join(rawFolder({}), 'dropped.csv');
    await run(FEED, ['--rejected', file]);
    expect(readFileSync(file, 'utf8')).toBe(
      'file,line,name,reason\n' +
        'dga-necurs.csv,2,ABCD.com,duplicate\n' +
        'dga-necurs.csv,3,"x,y",invalid\n',
    );
  });

  test('says what was guessed, what could not be read, and the first such line', async () => {
    const json =
      '{"domain":"abcd.com","family":"necurs"}\n{"domain":"efgh.com","family":"necurs"\n';
    const { exitCode, errors } = await run({ 'dga-necurs.json': json });
    expect(exitCode).toBe(0);
    expect(errors).toContain(
      'dga-necurs.json: json, 1 record, 1 left out (1 not JSON); the first, line 2, ',
    );
    const kaggle = 'domain,class\nexample,legit\nabcd,dga\n';
    expect((await run({ 'kaggle.csv': kaggle })).errors).toContain(
      "kaggle.csv: The column 'domain' has no names with a suffix",
    );
  });

  test('columns and formats that the files do not show are named', async () => {
    const files = {
      'mine.csv': 'host;class\nabcd.com;malicious\nexample.org;legit\n',
      'tinba.txt': 'efgh.com\n',
    };
    const columns = ['--domain-column', 'host', '--label-column', 'class'];
    const { rows } = await run(files, [...columns, '--format', 'tin*.txt=dga-list']);
    expect(rows().slice(1)).toEqual([
      'abcd.com,1,unknown,mine',
      'example.org,0,,mine',
      'efgh.com,1,tinba,tinba',
    ]);
    expect((await run(files, columns)).errors).toContain('DATASET_FORMAT_UNKNOWN');
    for (const wrong of ['tin.txt', 'tin.txt=xml', '=hosts']) {
      expect((await run(files, ['--format', wrong])).exitCode).toBe(2);
    }
  });

  test('days where they are asked for', async () => {
    const feed = { 'dga.csv': '# domain,family\nabcd.com,necurs,2020-01-02\n' };
    expect((await run(feed, ['--dates'])).rows()).toEqual([
      'domain,label,family,source,date',
      'abcd.com,1,necurs,dga,2020-01-02',
    ]);
  });

  test('a list of dropped rows that cannot be written', async () => {
    const { exitCode, errors } = await run(FEED, ['--rejected', '/nowhere/dropped.csv']);
    expect(exitCode).toBe(1);
    expect(errors).toContain('TRAINER_CANNOT_WRITE');
  });
});
