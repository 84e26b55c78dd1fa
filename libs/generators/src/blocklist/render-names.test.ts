import { describe, expect, test } from '@jest/globals';

import { namesFrom, type GeneratedName } from '../campaigns/dated-names.ts';
import { renderNames, nameFormats, type NameFormat } from './render-names.ts';

const DATE = '2026-11-24';
const names: readonly GeneratedName[] = [
  { domain: 'Bad.example', family: 'reconyc', date: DATE },
  { domain: 'bad.example', family: 'corebot', date: DATE },
  { domain: 'no_host?.example', family: 'bazarloader', date: DATE },
  { domain: 'a..com.bn', family: 'qsnatch', date: DATE },
  { domain: 'worse.example', family: 'corebot', date: DATE },
];

const text = (format: NameFormat) => [...renderNames(names, { format, serial: 7 })].join('');

describe('names are rendered', () => {
  test('as a list with one name a line, unchanged', () => {
    expect(text('txt')).toBe(names.map(({ domain }) => `${domain}\n`).join(''));
  });

  test('as CSV with a header', () => {
    expect(text('csv').split('\n').slice(0, 2)).toEqual([
      'domain,family,date',
      'Bad.example,reconyc,2026-11-24',
    ]);
  });

  test('as JSON lines', () => {
    const lines = text('jsonl').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(names);
  });

  test('as a response policy zone, with the names below them', () => {
    expect(text('rpz')).toBe(
      `$TTL 60
@ IN SOA localhost. root.localhost. 7 3600 600 86400 60
@ IN NS localhost.
bad.example CNAME .
*.bad.example CNAME .
worse.example CNAME .
*.worse.example CNAME .
`,
    );
  });

  test('as a hosts file', () => {
    expect(text('hosts')).toBe('0.0.0.0 bad.example\n0.0.0.0 worse.example\n');
  });

  test('as local zones of Unbound', () => {
    expect(text('unbound')).toBe(
      'server:\nlocal-zone: "bad.example." always_nxdomain\nlocal-zone: "worse.example." always_nxdomain\n',
    );
  });

  test('in no other format', () => {
    expect(() => [...renderNames([], { format: 'xml' as NameFormat })]).toThrow(
      expect.objectContaining({ code: 'GENERATORS_UNKNOWN_FORMAT' }),
    );
    expect(nameFormats).toHaveLength(6);
  });
});

describe('namesFrom', () => {
  test('returns names from a day on, those that never change with the first day', () => {
    const options = { days: 2, families: ['chinad', 'fobber'] };
    const made = [...namesFrom(new Date('2026-11-24T10:00:00Z'), options)];
    const days = (family: string) =>
      [...new Set(made.filter((name) => name.family === family).map((name) => name.date))].sort();
    expect(days('chinad')).toEqual(['2026-11-24', '2026-11-25']);
    expect(days('fobber')).toEqual(['2026-11-24']);
    expect(made).toHaveLength(2 * 256 + 2 * 300);
  });

  test('limits endless lists, and all lists to the count', () => {
    const from = new Date(DATE);
    expect([...namesFrom(from, { families: ['ramdo'] })]).toHaveLength(10_000);
    expect([...namesFrom(from, { families: ['ramdo', 'chinad'], count: 3 })]).toHaveLength(6);
  });

  test.each([
    [new Date('soon'), 1, 'GENERATORS_BAD_DATE'],
    [new Date(DATE), 0, 'GENERATORS_BAD_COUNT'],
  ])('rejects %s with %d days', (from, days, code) => {
    expect(() => [...namesFrom(from, { days })]).toThrow(expect.objectContaining({ code }));
  });
});
