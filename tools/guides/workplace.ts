import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { writeSampleData } from '../install/sample-data.ts';

const root = join(import.meta.dirname, '../..');
const GENERATED = 400;

/** A folder in which `npx degas` is this repository's, with the data that the guides name; nothing of it is the repository's own. */
export function makeWorkplace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['node_modules', 'apps', 'libs', 'integrations', 'tools']) {
    symlinkSync(join(root, name), join(folder, name));
  }
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'models'));
  symlinkSync(join(root, 'models/degas'), join(folder, 'models/degas'));
  writeData(folder);
}

/** A copy of the repository, as it is now, which the commands may change. */
export function makeCopy(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\n')) {
    if (file !== '' && existsSync(join(root, file))) {
      cpSync(join(root, file), join(folder, file), { recursive: true });
    }
  }
  // By hard links where both are on one disk; the links to the workspaces lead into the copy.
  for (const packages of ['.', ...workspaces()].map((place) => join(place, 'node_modules'))) {
    if (!existsSync(join(root, packages))) continue;
    try {
      execFileSync('cp', ['-al', join(root, packages), join(folder, packages)], {
        stdio: 'ignore',
      });
    } catch {
      execFileSync('cp', ['-a', join(root, packages), join(folder, packages)]);
    }
  }
  writeData(folder);
}

function workspaces(): string[] {
  return ['libs', 'apps', 'integrations'].flatMap((part) =>
    readdirSync(join(root, part)).map((name) => join(part, name)),
  );
}

/** What a reader has: logs, lists, labelled names, raw feeds. */
function writeData(folder: string): void {
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const degas = join(root, 'apps/cli/bin/degas.mjs');
  const generated = execFileSync(
    process.execPath,
    [degas, 'generate', 'qakbot', '--from', '2026-11-20', '--count', String(GENERATED)],
    { encoding: 'utf8' },
  );
  const dga = generated.trim().split('\n');
  writeSampleData({ folder, write }, dga);
  const log = readFileSync(join(folder, 'dns.log'));
  for (const file of ['dns.log.gz', 'dns.log.1.gz']) write(file, gzipSync(log));
  const benign = readFileSync(join(folder, 'data/raw/benign-names.csv'), 'utf8').split('\n');
  const people = benign.slice(1).filter(Boolean);
  write('hosts.txt', people.map((name) => `${name}\n`).join(''));
  write('popular.csv', people.map((name, i) => `${i + 1},www.${name}\n`).join(''));
  const labelled = [...people.map((name) => `${name},benign`), ...dga.map((name) => `${name},dga`)];
  for (const file of ['my-names.csv', 'names.csv']) {
    write(file, `domain,label\n${labelled.join('\n')}\n`);
  }
}

/** Puts a block into its file: all of it, or, where the file is there, a line after the last one of its form. */
export function applyFile(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  for (const line of text.trimEnd().split('\n')) {
    const form = new RegExp(`^${line.replace(/[^\w\s]/g, '\\$&').replace(/\w+/g, '\\w+')}$`);
    const after = lines.findLastIndex((other) => form.test(other));
    if (after < 0) throw new Error(`${file} has no line like '${line}'`);
    lines.splice(after + 1, 0, line);
  }
  writeFileSync(path, lines.join('\n'));
}
