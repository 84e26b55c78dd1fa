import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Packed {
  readonly name: string;
  /** Where the sources of the package are. */
  readonly folder: string;
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Packs every package that can be published into a folder, as it is built. */
export function packAll(target: string): Packed[] {
  return ['libs', 'apps']
    .flatMap((part) => readdirSync(join(root, part)).map((name) => join(root, part, name)))
    .filter(isPublic)
    .map((folder) => {
      const output = execFileSync(
        'npm',
        ['pack', '--json', '--ignore-scripts', '--pack-destination', target],
        { cwd: folder, encoding: 'utf8' },
      );
      const [packed] = JSON.parse(output) as {
        name: string;
        filename: string;
        files: { path: string }[];
      }[];
      if (packed === undefined) throw new Error(`npm packed nothing in ${folder}`);
      return {
        name: packed.name,
        folder,
        tarball: join(target, packed.filename),
        files: packed.files.map(({ path }) => path),
      };
    });
}

function isPublic(folder: string): boolean {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  return !('private' in manifest);
}
