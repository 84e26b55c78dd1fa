import { readFileSync } from 'node:fs';

import { expect, test } from '@jest/globals';

import { MACHINE_MADE_DIGESTS } from './machine-made-digests.ts';
import { isMachineMade } from './machine-made.ts';
import { auditDigest, formatDigests, readDigests } from './verdict-digests.ts';

const results = ['held-out', 'training'].map((part) =>
  readDigests(
    readFileSync(new URL(`../../../../docs/research/audit/${part}.csv`, import.meta.url), 'utf8'),
  ),
);

test('the packed digests are those of the published results', () => {
  const published = results.flatMap(({ verdicts }) =>
    [...verdicts].flatMap(([digest, verdict]) =>
      verdict === 'unclear' || verdict === 'host' ? [] : [digest.slice(0, 10)],
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
