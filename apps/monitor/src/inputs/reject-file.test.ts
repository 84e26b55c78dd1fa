import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { RejectFile } from './reject-file.ts';

test('the latest rejected lines are there, and both files stay within the bound in bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'degas-rejects-'));
  const path = join(folder, 'rejected.jsonl');
  const maxBytes = 20_000;
  for (let round = 0; round < 5; round++) {
    const file = new RejectFile(path, maxBytes, (message) => {
      throw new Error(message);
    });
    // More than waits at once, and characters of three bytes each.
    for (let line = 1; line <= 1500; line++)
      file.add('dns.log', { line, reason: 'no_name', detail: null, text: '\u30c9'.repeat(50) });
    await file.close();
    const sizes = [path, `${path}.1`].map((one) => statSync(one).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(maxBytes / 2);
  }
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ source: 'dns.log', line: 1001 });
  rmSync(folder, { recursive: true });
});
