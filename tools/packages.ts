import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Packed {
  readonly name: string;
  readonly version: string;
  /** Where the sources of the package are. */
  readonly folder: string;
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Packs every package that can be published into a folder, as it is built. */
export function packAll(target: string): Packed[] {
  const folders = ['libs', 'apps']
    .flatMap((part) => readdirSync(join(root, part)).map((name) => join(root, part, name)))
    .filter(isPublic);
  const output = execFileSync(
    'npm',
    [
      ...['pack', '--json', '--ignore-scripts', '--pack-destination', target],
      ...folders.map((folder) => `--workspace=${folder}`),
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const packed = JSON.parse(output) as {
    name: string;
    version: string;
    filename: string;
    files: { path: string }[];
  }[];
  return folders.map((folder) => {
    const found = packed.find(({ name }) => name === manifestOf(folder).name);
    if (found === undefined) throw new Error(`npm packed nothing in ${folder}`);
    return {
      name: found.name,
      version: found.version,
      folder,
      tarball: join(target, found.filename),
      files: found.files.map(({ path }) => path),
    };
  });
}

function isPublic(folder: string): boolean {
  return !('private' in manifestOf(folder));
}

function manifestOf(folder: string): { readonly name: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
}
