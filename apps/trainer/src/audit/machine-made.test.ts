import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { MACHINE_MADE_DIGESTS } from './machine-made-digests.ts';
import { addAudits, isMachineMade } from './machine-made.ts';
import { auditDigest, formatDigests, isMachineVerdict, readDigests } from './verdict-digests.ts';

const results = ['held-out', 'training'].map((part) =>
  readDigests(
    readFileSync(new URL(`../../../../docs/research/audit/${part}.csv`, import.meta.url), 'utf8'),
  ),
);

test('the packed digests are those of the published results', () => {
  const published = results.flatMap(({ verdicts }) =>
    [...verdicts].flatMap(([digest, verdict]) =>
      isMachineVerdict(verdict) ? [digest.slice(0, 10)] : [],
    ),
  );
  const packed = Buffer.from(MACHINE_MADE_DIGESTS, 'base64').toString('hex');
  expect(packed).toBe([...new Set(published)].sort().join(''));
  expect(results.flatMap(({ rejected }) => rejected)).toEqual([]);
});

test('names that people made are not machine-made', () => {
  expect(['google.com', 'wikipedia.org', 'bbc.co.uk'].filter(isMachineMade)).toEqual([]);
});

test('a result can be written and read back, and says nothing of the order or the names', () => {
  const text = formatDigests(
    new Map([
      ['b.com', 'words'],
      ['a.com', 'unclear'],
    ]),
  );
  expect(text).not.toMatch(/[ab]\.com/);
  const { verdicts, rejected } = readDigests(`${text}nonsense\n`);
  expect(verdicts.get(auditDigest('b.com'))).toBe('words');
  expect(verdicts.get(auditDigest('a.com'))).toBe('unclear');
  expect(rejected).toEqual([{ line: 3, content: 'nonsense' }]);
});

test('a further audit takes its machines, and only these, out of the benign class', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'degas-audit-')), 'digests.csv');
  const found = { 'mined.com': 'words', 'doubtful.com': 'unclear', 'page.com': 'host' } as const;
  writeFileSync(file, formatDigests(new Map(Object.entries(found))));
  expect(isMachineMade('mined.com')).toBe(false);
  await addAudits([file]);
  expect(Object.keys(found).filter(isMachineMade)).toEqual(['mined.com']);
});

test.each([
  ['nothing', '', 'an empty file'],
  ['something else', 'a.com,machine\n', 'line 1: a.com,machine'],
])('a file with %s is refused', async (_, text, found) => {
  const file = join(mkdtempSync(join(tmpdir(), 'degas-audit-')), 'digests.csv');
  writeFileSync(file, text);
  await expect(addAudits([file])).rejects.toMatchObject({
    code: 'TRAINER_INPUT_NOT_UNDERSTOOD',
    message: expect.stringContaining(found),
  });
});
