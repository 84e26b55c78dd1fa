import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { newRule, RuleBook } from './rule-book.ts';

const NOW = Date.UTC(2026, 10, 27, 9);
const HOUR_MS = 3_600_000;

describe('a book of rules', () => {
  let file: string;
  let now: number;
  let changes: number;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'degas-rules-')), 'rules.json');
    now = NOW;
    changes = 0;
  });

  const open = () =>
    RuleBook.open(
      file,
      () => now,
      () => changes++,
    );
  const inAnHour = new Date(NOW + HOUR_MS).toISOString();

  test('mutes a client and a family until their rule ends, and over a restart', async () => {
    const book = await open();
    await book.add(
      newRule.parse({ kind: 'mute_client', value: '10.0.0.7', reason: 'a test', until: inAnHour }),
    );
    await book.add(newRule.parse({ kind: 'mute_family', value: 'locky', reason: 'known' }));
    expect(changes).toBe(2);
    const again = await open();
    expect(again.rules).toMatchObject([
      { kind: 'mute_family', value: 'locky', reason: 'known', until: null },
      { kind: 'mute_client', value: '10.0.0.7', reason: 'a test', until: inAnHour },
    ]);
    const one = alertOf('a');
    expect(again.muteOf(one)?.reason).toBe('a test');
    expect(again.muteOf(alertOf('b', { client: '10.0.0.8', family: 'locky' }))?.reason).toBe(
      'known',
    );
    expect(again.muteOf(alertOf('c', { client: '10.0.0.8' }))).toBeNull();
    now += HOUR_MS;
    expect(again.muteOf(one)).toBeNull();
    expect(again.rules).toHaveLength(1);
  });

  test('allows a name with all below it, however it is spelled', async () => {
    const book = await open();
    await book.add(
      newRule.parse({ kind: 'allow_name', value: 'Tracker.Example.', reason: 'ours' }),
    );
    expect([...book.allowed]).toEqual(['tracker.example']);
    expect(book.isAllowed('a.b.tracker.example')).toBe(true);
    expect(book.isAllowed('mytracker.example')).toBe(false);
  });

  test('a rule made again replaces the one before, and one that is taken away is gone', async () => {
    const book = await open();
    const first = await book.add(newRule.parse({ kind: 'mute_client', value: 'a', reason: 'x' }));
    const second = await book.add(newRule.parse({ kind: 'mute_client', value: 'a', reason: 'y' }));
    expect(second.id).toBe(first.id);
    expect(book.rules.map(({ reason }) => reason)).toEqual(['y']);
    expect(await book.remove(first.id)).toBe(true);
    expect(await book.remove(first.id)).toBe(false);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, rules: [] });
  });

  test.each([
    [{ kind: 'mute_client', value: 'a', reason: ' ' }],
    [{ kind: 'mute_client', value: '', reason: 'x' }],
    [{ kind: 'other', value: 'a', reason: 'x' }],
    [{ kind: 'mute_client', value: 'a', reason: 'x', until: 'tomorrow' }],
    [{ kind: 'mute_client', value: 'a', reason: 'x', who: 'me' }],
  ])('a rule without reason, value or sense is none: %j', (given) => {
    expect(newRule.safeParse(given).success).toBe(false);
  });

  test('a rule that has ended already is an error, and so is a damaged file', async () => {
    const book = await open();
    const until = new Date(NOW - 1).toISOString();
    await expect(
      book.add(newRule.parse({ kind: 'mute_client', value: 'a', reason: 'x', until })),
    ).rejects.toMatchObject({ code: 'MONITOR_OPTION_INVALID' });
    writeFileSync(file, '{');
    await expect(open()).rejects.toMatchObject({ code: 'MONITOR_STATE_UNREADABLE' });
  });
});
