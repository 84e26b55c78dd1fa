import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { isFileLike, sortArguments } from './sort-arguments.ts';

describe('isFileLike', () => {
  test.each([
    '-',
    './names',
    '../x',
    '/var/log/dns',
    '~/dns.log',
    'logs/dns.log',
    'logs\\dns.log',
    'C:\\logs\\dns.log',
    '*.log',
    'dns.log.*',
    '{a,b}.txt',
    'nosuch.csv',
    'dns.log',
    'dns.log.1',
    'dns.log.3.gz',
    'dns.2026-11-01',
    'data.zip',
    'README.md',
    'names',
    '',
    'eve.json.bz2',
  ])('%s is a file', (argument) => {
    expect(isFileLike(argument)).toBe(true);
  });

  test.each([
    'google.com',
    'www.google.com.',
    'xjpakmdcfuqe.in',
    'GOOGLE.COM',
    'bücher.de',
    'https://evil.example/a.csv',
    'hxxp://evil[.]com/x',
    'evil[.]com',
    'evil(.)com',
    '192.168.0.1',
    '::1',
    '[::1]',
    'host.com:443',
    '*.example.com',
    'example.com/path',
    'a..b.com',
    'xjpakmdcfuqe.bazar',
  ])('%s is a name', (argument) => {
    expect(isFileLike(argument)).toBe(false);
  });
});

test('what exists is a file, no matter what it looks like', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'degas-arguments-')), 'google.com');
  writeFileSync(path, '');
  expect(sortArguments([path, 'github.com', 'missing.txt'])).toEqual({
    files: [path, 'missing.txt'],
    names: ['github.com'],
  });
});
