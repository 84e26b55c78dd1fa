/**
 * Writes docs/reference/families.md from the registry of the generators:
 * `node --conditions=@degas/source --import tsx tools/make-families-document.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { familiesDocument } from '../libs/generators/src/testing/families-document.ts';

writeFileSync(join(import.meta.dirname, '../docs/reference/families.md'), familiesDocument());
