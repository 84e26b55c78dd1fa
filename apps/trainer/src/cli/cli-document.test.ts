import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { cliDocument } from '../testing/cli-document.ts';

test('docs/reference/cli.md has every verb and option as they are', async () => {
  const file = join(import.meta.dirname, '../../../../docs/reference/cli.md');
  const plain = (text: string): string => text.replace(/[ -]*\|[ -]*/g, '|').replace(/-+/g, '-');
  expect(plain(readFileSync(file, 'utf8'))).toBe(plain(await cliDocument()));
});
