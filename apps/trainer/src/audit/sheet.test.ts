import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { answerWords } from './answer.ts';
import { formatKey, readKey } from './sheet-key.ts';
import { formatSheet, readSheet } from './sheet.ts';

const named = (domain: string, isDecoy = false) => ({ domain, source: 'list', isDecoy });

test('a sheet shows numbers and names, nothing that says which is which', () => {
  expect(formatSheet([named('b.com'), named('a.com', true)])).toBe(
    'number,name,answer\n1,b.com,\n2,a.com,\n',
  );
});

test('answers are read as spreadsheets write them', () => {
  const text =
    '\uFEFFnumber;name;answer\r\n1;b.com; Words \r\n2;a.com;\r\n3;c.com;UNCLEAR\r\n;;\r\n';
  const sheet = readSheet(text);
  expect([...(sheet?.answers ?? [])]).toEqual([
    ['b.com', { answer: 'machine', reason: 'words' }],
    ['a.com', { answer: 'human', reason: null }],
    ['c.com', { answer: 'unclear', reason: null }],
  ]);
  expect(sheet).toMatchObject({ unanswered: 1, rejected: [] });
});

test('rows that say nothing are rejected with their line', () => {
  const sheet = readSheet('number,name,answer\n1,a.com,machin\n2,,human\n3,b.com,hash\n4,b.com,\n');
  expect(sheet?.rejected).toEqual([
    { line: 2, reason: expect.stringMatching(/^unknown answer 'machin', expected one of: human/) },
    { line: 3, reason: "the answer 'human' has no name" },
    { line: 5, reason: "'b.com' comes a second time" },
  ]);
  expect(sheet?.answers.size).toBe(1);
});

test('what is no sheet is none', () => {
  expect(readSheet('domain,score\na.com,1\n')).toBeNull();
  expect(readSheet('')).toBeNull();
  expect(readKey('number,name,answer\n1,a.com,\n')).toBeNull();
});

test('every answer to every name comes back, and so does a key', () => {
  const answered = fc.uniqueArray(fc.tuple(fc.domain(), fc.constantFrom(...answerWords)), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(answered, (rows) => {
      const names = rows.map(([domain], i) => named(domain, i % 2 === 0));
      const words = new Map(rows);
      const filled = formatSheet(names)
        .split('\n')
        .map((line, i) =>
          i === 0 || line === '' ? line : line + (words.get(line.split(',')[1] ?? '') ?? ''),
        )
        .join('\n');
      const sheet = readSheet(filled);
      expect(sheet?.rejected).toEqual([]);
      expect(sheet?.answers.size).toBe(rows.length);
      expect(readKey(formatKey(names))).toHaveLength(names.length);
      expect(readKey(formatKey(names))).toEqual(expect.arrayContaining(names));
    }),
  );
});
