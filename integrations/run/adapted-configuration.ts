import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a configuration of `streams/` with other paths than those of the guide to a folder, and returns where it is.
 * Throws where the configuration has a path no more that was to be replaced.
 */
export function adaptedConfiguration(
  name: string,
  folder: string,
  paths: Readonly<Record<string, string>>,
  addition = '',
): string {
  let text = readFileSync(join(import.meta.dirname, '../streams', name), 'utf8');
  for (const [path, replacement] of Object.entries(paths)) {
    if (!text.includes(path))
      throw new Error(`${name} has no '${path}', expected it to be replaced; adapt this program.`);
    text = text.replaceAll(path, replacement);
  }
  const file = join(folder, name);
  writeFileSync(file, text + addition);
  return file;
}
