import type { ModelVersion } from '@degas/model';
import { expect, test } from '@jest/globals';

import { compareVersions } from './compare-versions.ts';

function versionOf(version: number, names: number, f1: number, isDefault = false): ModelVersion {
  const manifest = {
    network: { name: 'nyu', parameters: 10 },
    created: '2026-11-25T00:00:00Z',
    metrics: { validation: { f1, recallAt: { medium: { recall: 0.5 } } } },
    dataset: { validation: { total: names, benign: names - 1, dga: 1 } },
  } as unknown as ModelVersion['manifest'];
  return { version, directory: String(version), isDefault, manifest, problem: null };
}

test('figures of other validation names than those of the default are marked', () => {
  const versions = compareVersions([
    versionOf(1, 100, 0.9),
    versionOf(2, 200, 0.8, true),
    versionOf(3, 200, 0.7),
  ]);
  expect(versions.map(({ version, f1, recall, isComparable }) => [version, f1, recall, isComparable])).toEqual([
    [1, 0.9, 0.5, false],
    [2, 0.8, 0.5, true],
    [3, 0.7, 0.5, true],
  ]);
});
