import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

import type { MonitorConfig } from '../config/config.ts';
import { readNames } from '../config/read-names.ts';
import { MonitorError } from '../errors.ts';
import { buildOperationsServer } from '../operations/build-server.ts';
import type { OperationsOptions } from '../operations/operations-options.ts';

/** Where the build puts the page, seen from the sources and from the built program alike. */
const PAGE_FOLDER = path.join(import.meta.dirname, '../../page/dist');

export interface ServeParts extends Pick<OperationsOptions, 'view' | 'rules' | 'explain'> {
  /** Where the token is kept; null makes one for this run. */
  readonly folder: string | null;
  readonly logger: Logger;
}

/** Serves the page, metrics and health; null where that is not wanted. The token is made where none is given. */
export async function serveOperations(
  settings: MonitorConfig['server'],
  { folder, logger, ...parts }: ServeParts,
): Promise<FastifyInstance | null> {
  if (settings === null) return null;
  const { host, port, tokenFile } = settings;
  const file = tokenFile ?? (folder === null ? null : path.join(folder, 'token'));
  const tokens = tokenFile === undefined ? [await ownToken(file)] : await readNames(tokenFile);
  const server = await buildOperationsServer({ ...parts, tokens, pageFolder: PAGE_FOLDER });
  try {
    const address = await server.listen({ host, port });
    const where = file === null ? `for this run is ${tokens.join()}` : `is in ${file}`;
    logger.info(`the page is at ${address}; its token ${where}`);
  } catch (cause) {
    throw new MonitorError(
      'MONITOR_CANNOT_LISTEN',
      `The page can't be served on ${host}:${port} (${(cause as Error).message}). Expected a free port. Choose another one with --listen, or none with --no-listen.`,
      { cause },
    );
  }
  return server;
}

async function ownToken(file: string | null): Promise<string> {
  const held = file === null ? '' : await readFile(file, 'utf8').catch(() => '');
  if (held.trim() !== '') return held.trim();
  const token = randomBytes(18).toString('base64url');
  if (file !== null) await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
