import { writeFileSync } from 'node:fs';

import { cliDocument } from './cli-document.ts';

writeFileSync(new URL('../../../../docs/reference/cli.md', import.meta.url), await cliDocument());
