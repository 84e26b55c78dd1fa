import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { listFormats } from './formats/registry.ts';

test('the README names every format, and no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const [, section = ''] = readme.split('### Formats');
  const [table = ''] = section.split('### What the events mean');
  const named = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
  expect(named.filter((name) => name !== 'inputFormat')).toEqual(
    listFormats().map(({ name }) => name),
  );
});
