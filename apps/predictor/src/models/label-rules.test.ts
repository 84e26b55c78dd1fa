import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { buildKnownDgaFilter } from '@degas/generators';
import { loadClassifier } from '@degas/inference';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { countingModelBytes } from '../testing/counting-model.ts';
import { LabelRules } from './label-rules.ts';

let folder: string;
let failures: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'degas-rules-'));
  failures = [];
});
afterEach(() => rm(folder, { recursive: true }));

const none = {
  operatingPoint: null,
  operatingPointFile: null,
  allow: null,
  deny: null,
  knownDga: null,
};
const rules = (settings: object): LabelRules =>
  new LabelRules({ ...none, ...settings }, (error) => failures.push(error));

async function labelsOf(read: LabelRules, ...names: string[]): Promise<string[]> {
  const classifier = await loadClassifier(countingModelBytes(), read.options);
  return classifier.classify(names).map(({ label }) => label);
}

describe('the rules for labels', () => {
  test('are the threshold of the model where nothing is asked', async () => {
    const read = rules({});
    await read.refresh();
    expect(await labelsOf(read, 'qqq.com', 'aaa.com')).toEqual(['dga', 'benign']);
  });

  test('set the operating point', async () => {
    const read = rules({ operatingPoint: 'high' });
    await read.refresh();
    expect(await labelsOf(read, 'qqq.com', 'qqqqqqq.com')).toEqual(['benign', 'dga']);
  });

  test('set the operating point of a file, which is read again when it changes', async () => {
    const operatingPointFile = path.join(folder, 'point');
    await writeFile(operatingPointFile, 'high\n');
    const read = rules({ operatingPointFile });
    const stamp = await read.refresh();
    expect(await labelsOf(read, 'qqq.com')).toEqual(['benign']);
    await writeFile(operatingPointFile, '0.1');
    expect(await read.refresh()).not.toBe(stamp);
    expect(await labelsOf(read, 'qqq.com')).toEqual(['dga']);
    await writeFile(operatingPointFile, 'highest');
    await read.refresh();
    expect(failures.map(String)).toEqual([
      expect.stringMatching(/--operating-point-file .*=highest, expected low, medium, high or/),
    ]);
    expect(await labelsOf(read, 'qqq.com')).toEqual(['dga']);
  });

  test('allow and deny names of files, which are read again when they change', async () => {
    const [allow, deny] = [path.join(folder, 'allow'), path.join(folder, 'deny')];
    await writeFile(allow, '# ours\r\nqqq.com\r\n\r\n');
    await writeFile(deny, 'aaa.com\n');
    const read = rules({ allow, deny });
    const stamp = await read.refresh();
    expect(await labelsOf(read, 'qqq.com', 'aaa.com')).toEqual(['benign', 'dga']);
    expect(await read.refresh()).toBe(stamp);

    await writeFile(allow, 'other.com\n');
    expect(await read.refresh()).not.toBe(stamp);
    expect(await labelsOf(read, 'qqq.com', 'aaa.com')).toEqual(['dga', 'dga']);
    expect(failures).toEqual([]);
  });

  test('are kept where a file can no longer be read, which is reported once', async () => {
    const deny = path.join(folder, 'deny');
    await writeFile(deny, 'aaa.com\n');
    const read = rules({ deny });
    const stamp = await read.refresh();
    await writeFile(deny, 'not a name!\n');
    expect(await read.refresh()).toBe(stamp);
    expect(await read.refresh()).toBe(stamp);
    expect(failures).toHaveLength(1);
    expect(await labelsOf(read, 'aaa.com')).toEqual(['dga']);
  });

  test('know names of DGA families', async () => {
    const knownDga = path.join(folder, 'filter');
    const from = new Date('2027-01-01T00:00:00Z');
    const filter = buildKnownDgaFilter({ families: ['conficker'], from, days: 1 });
    await writeFile(knownDga, filter.save());
    const read = rules({ knownDga });
    await read.refresh();
    expect(read.options.knownDga?.familyOf('aaa.com')).toBeNull();
  });

  test('can be shown as they were given', async () => {
    const [allow, deny] = [path.join(folder, 'allow'), path.join(folder, 'deny')];
    await writeFile(allow, '# ours\r\nqqq.com\r\n\r\n*.example.com\n');
    await writeFile(deny, 'aaa.com\n');
    const read = rules({ operatingPoint: 0.7, allow, deny });
    await read.refresh();
    expect(read.given).toEqual({
      operatingPoint: 0.7,
      allow: 'qqq.com\n*.example.com',
      deny: 'aaa.com',
      knownDga: null,
    });
  });

  test('must be readable at the start', async () => {
    await expect(rules({ allow: '/no/such/file' }).refresh()).rejects.toThrow(/--allow/);
    await expect(rules({ knownDga: '/no/such/file' }).refresh()).rejects.toThrow(/--known-dga/);
  });
});
