import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const models = join(import.meta.dirname, '../models/degas');

/** Returns the compiled model that ships: of the newest version, unless the file `default` names another. */
export function defaultModel(): string {
  return join(models, defaultVersion(), 'degas.bin');
}

function defaultVersion(): string {
  const chosen = join(models, 'default');
  if (existsSync(chosen)) return readFileSync(chosen, 'utf8').trim();
  const versions = readdirSync(models).filter((name) => /^[1-9]\d*$/.test(name));
  return String(Math.max(...versions.map(Number)));
}
