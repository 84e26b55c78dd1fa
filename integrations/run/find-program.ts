import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Returns the path of a program: what the environment variable says, or the first in PATH and where daemons are; else null. */
export function findProgram(name: string, variable: string): string | null {
  const given = process.env[variable];
  if (given !== undefined) return given;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
