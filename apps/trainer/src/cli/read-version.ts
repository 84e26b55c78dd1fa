import { readFileSync } from 'node:fs';

/** Returns the version that a package.json states. */
export function readVersion(manifest: URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
