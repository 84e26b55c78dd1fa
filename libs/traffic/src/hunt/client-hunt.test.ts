import { expect, test } from '@jest/globals';

import { event, infection } from '../testing/events.ts';
import { fakeJudge } from '../testing/fake-judge.ts';
import { ClientHunt } from './client-hunt.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

const day = [
  ...infection('10.0.0.7', NOON, 8),
  event({ client: '10.0.0.8', time: NOON, name: 'www.example.com' }),
];

function hunted(...args: ConstructorParameters<typeof ClientHunt>): ClientHunt {
  const hunt = new ClientHunt(...args);
  hunt.add('dns.log', day);
  hunt.finish();
  return hunt;
}

test('names the suspected client, and counts what was read', () => {
  const hunt = hunted(fakeJudge);
  expect(hunt.results('medium')).toMatchObject([{ client: '10.0.0.7', level: 'high' }]);
  expect(hunt.countsLine('medium')).toBe('9 queries of 2 clients; 1 suspected');
});

test('has the others behind it where everyone is kept', () => {
  const results = hunted(fakeJudge, { keepsEveryone: true }).results('medium');
  expect(results).toMatchObject([
    { client: '10.0.0.7', level: 'high' },
    { client: '10.0.0.8', level: null },
  ]);
});

test('takes a list without clients for one client that is called like the list', () => {
  const hunt = new ClientHunt(fakeJudge);
  const given = infection('', NOON, 8).map((each) => ({ ...each, client: null, time: null }));
  expect(hunt.add('branch.txt', given)).toMatchObject([
    { client: 'branch.txt' },
    ...given.slice(1).map(() => ({})),
  ]);
  hunt.finish();
  expect(hunt.results('low')).toMatchObject([{ client: 'branch.txt', first: null }]);
});

test.each(['xq1w.com', '*.xq1w.com', 'XQ1W.com.'])(
  'a name that the rule %p allows is no evidence',
  (rule) => {
    const hunt = hunted(fakeJudge, { allow: [rule] });
    expect(hunt.countsLine('medium')).toContain('no evidence: 1 allowed');
  },
);

test('more suspected clients than a call may have arguments are all there', () => {
  const clients = 130_000;
  const hunt = new ClientHunt(fakeJudge);
  for (let from = 0; from < clients; from += 10_000) {
    const part = Array.from({ length: 10_000 }, (_, i) => infection(`c${from + i}`, NOON, 2));
    hunt.add('dns.log', part.flat());
  }
  expect(hunt.finish().length).toBeGreaterThanOrEqual(clients);
});
