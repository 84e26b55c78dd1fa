import { describe, expect, test } from '@jest/globals';

import { groupReports } from './group-report.ts';
import { poolRareGroups, groupName, lengthGroups } from './name-groups.ts';

describe('groupName', () => {
  test.each([
    ['t.co', 'co', '1–4'],
    ['www.google.com', 'com', '5–8'],
    ['xjpakmdcfuqe.in', 'in', '9–12'],
    ['a.very.long.example.co.uk', 'uk', '5–8'],
    ['abcdefghijklmnopqrstuvwxyzabcdefg.com', 'com', '32+'],
    ['abcdefghijklmnopqrstuvwxyzabcdef.com', 'com', '25–32'],
    ['x.ddns.net', 'net', '1–4'],
    ['localhost', '(none)', '(none)'],
    ['10.0.0.1', '(none)', '(none)'],
  ])('%s is in %s and %s', (domain, topLevelDomain, length) => {
    expect(groupName(domain)).toEqual({ topLevelDomain, length });
    expect(lengthGroups).toContain(length);
  });
});

describe('gatherRare', () => {
  test('keeps the most frequent groups, the first by name where they tie', () => {
    expect(poolRareGroups(['com', 'net', 'com', 'xyz', 'net', 'biz'], 3)).toEqual([
      'com',
      'net',
      'com',
      '(other)',
      'net',
      'biz',
    ]);
  });
});

describe('breakdown', () => {
  test('evaluates each group by itself', () => {
    const names = {
      scores: Float32Array.of(0.9, 0.2, 0.8, 0.1, NaN, NaN),
      labels: Uint8Array.of(1, 1, 0, 0, 1, 0),
    };
    const [com, net] = groupReports(names, ['com', 'com', 'com', 'com', 'com', 'net'], 0.5);
    expect(com).toMatchObject({
      group: 'com',
      benign: 2,
      dga: 3,
      skipped: 1,
      recall: 1 / 3,
      falsePositiveRate: 0.5,
    });
    expect(com?.recallInterval?.low).toBeLessThan(1 / 3);
    expect(net).toEqual({
      group: 'net',
      benign: 1,
      dga: 0,
      skipped: 1,
      recall: null,
      recallInterval: null,
      falsePositiveRate: null,
      falsePositiveRateInterval: null,
    });
  });

  test('refuses another number of groups than of names', () => {
    const names = { scores: Float32Array.of(0.9), labels: Uint8Array.of(1) };
    expect(() => groupReports(names, [], 0.5)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_LENGTH_MISMATCH' }),
    );
  });
});
