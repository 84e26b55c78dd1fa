import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

const codesIn = (text: string): string[] =>
  [...text.matchAll(/['`]((?:[A-Z]+_)+[A-Z0-9]+)['`]/g)].map(([, code]) => code ?? '');

test('docs/reference/errors.md lists every error code, and no other', () => {
  const sources = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((project) => join(folder, project, 'src/errors.ts')),
  );
  const thrown = new Set(
    sources
      .filter((file) => existsSync(join(root, file)))
      .flatMap((file) => codesIn(readFileSync(join(root, file), 'utf8'))),
  );
  const documented = codesIn(readFileSync(join(root, 'docs/reference/errors.md'), 'utf8'));
  expect(thrown.size).toBeGreaterThan(10);
  expect([...documented].sort()).toEqual([...thrown].sort());
});
