import { describe, expect, test } from '@jest/globals';

import type { ClientResult } from '../results/client-result.ts';
import { markedName } from './marked-name.ts';
import { renderHuntReport } from './render-hunt-report.ts';

const name = (given: Partial<ClientResult['names'][number]>): ClientResult['names'][number] => ({
  name: 'xqzv.com',
  weight: 1,
  failed: true,
  resolved: false,
  addresses: [],
  first: '2026-11-20T08:00:00.000Z',
  last: '2026-11-20T08:00:00.000Z',
  knownFamily: null,
  ...given,
});

const suspect: ClientResult = {
  client: '10.0.0.3',
  score: 0.95,
  level: 'high',
  family: 'qakbot',
  names: [
    name({}),
    name({
      name: 'wkjq.net',
      failed: false,
      resolved: true,
      addresses: ['198.51.100.7'],
      first: '2026-11-20T09:00:00.000Z',
      last: '2026-11-20T10:00:00.000Z',
    }),
  ],
  distinctNames: 90,
  failed: 48,
  first: '2026-11-20T08:00:00.000Z',
  last: '2026-11-20T10:00:00.000Z',
  reasons: ['every label has digits'],
  nextSteps: ['Find the program.'],
  id: '0123456789abcdef',
  rule: 'client',
  parts: { group: 0.95, knownNames: 0, resolvedNames: 1, trials: 1 },
  isResolver: false,
};

function page(results: readonly ClientResult[]): string {
  const counts = { clients: 7, queries: 12_345, summary: ['dns.log: zeek, 12345 records'] };
  const now = Date.UTC(2026, 10, 24);
  return renderHuntReport(
    { results, ...counts, now },
    {
      describeFamily: (family) => `The family is ${family ?? 'unknown'}.`,
      explain: (text) => ({
        characters: [2, 1, -1].map((weight, at) => ({ text: text.charAt(at), at, weight })),
      }),
    },
  );
}

describe('the report', () => {
  test('says who is suspected, why, of what, and what to do next', () => {
    const text = page([suspect]);
    expect(text).toContain('<h1>1 suspected client</h1>');
    expect(text).toContain('10.0.0.3');
    expect(text).toContain('At most one clean client in 10,000');
    expect(text).toContain('<p>The family is qakbot.</p>');
    expect(text).toContain('<li>every label has digits</li>');
    expect(text).toContain('<li>Find the program.</li>');
    expect(text).toContain('resolved to 198.51.100.7');
    expect(text).toContain('12,345');
    expect(text).toContain('<li>dns.log: zeek, 12345 records</li>');
  });

  test('shows when the names came, first to last', () => {
    const lefts = [...page([suspect]).matchAll(/style="left:([\d.]+)%"/g)].map(([, left]) => left);
    expect(lefts).toEqual(['0.50', '50.00']);
    expect(page([suspect])).toContain('2 telling names of 10.0.0.3 from 2026-11-20 08:00');
  });

  test('of logs without times has no timeline and says so', () => {
    const names = suspect.names.map((each) => ({ ...each, first: null, last: null }));
    const text = page([{ ...suspect, names, first: null, last: null }]);
    expect(text).toContain('The logs have no times.');
    expect(text).not.toContain('style="left:');
  });

  test('of a clean network says that, and lists no client', () => {
    const clean = { ...suspect, client: '10.0.0.9', level: null, names: [] };
    expect(page([clean])).toContain('<h1>No suspected client</h1>');
    expect(page([clean])).not.toContain('10.0.0.9');
  });

  test('needs nothing from elsewhere and runs no script', () => {
    const text = page([suspect]);
    expect(text).not.toMatch(/<script|<link|<img|src=|url\(|https?:/);
    expect(text).toContain("default-src 'none'");
  });

  test('makes no element of what a log says', () => {
    const text = page([
      { ...suspect, client: '<b>"x"</b>', reasons: ['<i>'], names: [name({ addresses: ['<u>'] })] },
    ]);
    expect(text).toContain('&lt;b&gt;&quot;x&quot;&lt;/b&gt;');
    expect(text).not.toMatch(/<b>|<i>|<u>/);
  });
});

describe('a marked name', () => {
  test('has the strongest characters darkest, those against a DGA unmarked', () => {
    const weights = [4, 2, 1, 0.1, -3].map((weight, at) => ({
      text: 'abcde'.charAt(at),
      at,
      weight,
    }));
    expect(markedName('abcde.com', weights).text).toBe(
      '<code><mark class="c">a</mark><mark class="b">b</mark><mark class="a">c</mark>de.com</code>',
    );
  });

  test('without weights is plain', () => {
    expect(markedName('abc.com', []).text).toBe('<code>abc.com</code>');
  });
});
