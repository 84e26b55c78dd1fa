import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../../..');
/** The parent is our own, so that no `shared` folder is beside the copy. */
const PARENT = mkdtempSync(join(tmpdir(), 'degas-add-a-family-'));
const COPY = join(PARENT, 'degas');

afterAll(() => {
  rmSync(PARENT, { recursive: true });
});

/** The guide's code blocks with the file that each belongs to, and its commands. */
function readGuide(): { blocks: readonly (readonly [string, string])[]; commands: string[] } {
  const guide = readFileSync(join(ROOT, 'docs/guides/add-a-family.md'), 'utf8');
  const blocks = [...guide.matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].map(
    ([, file = '', text = '']) => [file, text] as const,
  );
  const commands = [...guide.matchAll(/^```sh[^\n]*\n(.*?)^```$/gms)].flatMap(([, text = '']) =>
    text.trim().split('\n'),
  );
  return { blocks, commands };
}

/** Inserts a line before the first line of its form that follows it in alphabetical order. */
function insertSorted(text: string, line: string): string {
  const form = line.startsWith('import') ? /^import .*\/families\// : /^ {2}[\w]+(?:,$|: )/;
  const lines = text.split('\n');
  const place = lines.findIndex((other) => form.test(other) && other > line);
  return [...lines.slice(0, place), line, ...lines.slice(place)].join('\n');
}

test('docs/guides/add-a-family.md, followed to the letter, adds a family', () => {
  for (const path of [
    'libs/generators/src',
    'libs/generators/jest.config.mjs',
    'libs/generators/package.json',
    'libs/generators/tsconfig.json',
    'jest.preset.mjs',
    'tsconfig.base.json',
    'package.json',
    'tools/make-families-document.ts',
    'docs/reference/families.md',
  ]) {
    cpSync(join(ROOT, path), join(COPY, path), { recursive: true });
  }
  // The copy's test of this guide would walk through it again.
  rmSync(join(COPY, 'libs/generators/src/testing/add-a-family.test.ts'));
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'));

  const { blocks, commands } = readGuide();
  expect(blocks).toHaveLength(5);
  for (const [file, text] of blocks) {
    const path = join(COPY, file);
    mkdirSync(dirname(path), { recursive: true });
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    writeFileSync(path, before === undefined ? text : insertSorted(before, text.trimEnd()));
  }

  const run = (command: string): string =>
    execFileSync('sh', ['-c', `${command} 2>&1`], { cwd: COPY, encoding: 'utf8' });
  run('npx tsc -p libs/generators/tsconfig.json --noEmit');
  const [writeDocument = '', runTests = ''] = commands.filter((line) =>
    /make-families-document|jest/.test(line),
  );
  run(writeDocument);
  // The verbose report names the tests: those of the family are among them.
  expect(run(`${runTests} --verbose`)).toMatch(/examplebot reproduces/);
  expect(readFileSync(join(COPY, 'docs/reference/families.md'), 'utf8')).toContain(
    '| **examplebot** ',
  );
}, 240_000);
