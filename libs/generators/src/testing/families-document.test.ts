import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { familiesDocument } from './families-document.ts';

test('docs/reference/families.md matches the code (otherwise run tools/make-families-document.ts)', () => {
  const path = join(import.meta.dirname, '../../../../docs/reference/families.md');
  expect(readFileSync(path, 'utf8')).toBe(familiesDocument());
});
