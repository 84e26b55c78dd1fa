import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { mustBeModel } from './model-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'degas-models-'));
for (const version of ['1', '2', '10']) {
  mkdirSync(join(root, version));
  writeFileSync(join(root, version, 'manifest.json'), '{}');
}

test('a version and the bundled model are taken', () => {
  expect(() => {
    mustBeModel(join(root, '1'), '--model');
    mustBeModel(undefined, '--model');
  }).not.toThrow();
});

test.each([
  ['the folder above', root, /holds versions 1, 2, 10 \(--model\)/],
  ['a version that is missing', join(root, '3'), /no model at .*3' \(--model\).*There are/],
])('%s is refused with the versions that there are', (_, model, message) => {
  expect(() => {
    mustBeModel(model, '--model');
  }).toThrow(message);
});
