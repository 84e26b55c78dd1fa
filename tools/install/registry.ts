import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from './free-port.ts';
import { ownEnvironment, run } from './run.ts';
import { untilThere } from './until-there.ts';

/** Installed when it is needed: three hundred packages that nothing else here wants. Newer ones ask for Node 22. */
const VERDACCIO = '6.3.2';

export interface Registry {
  /** Lines of an .npmrc: the packages of Degas come from here, all others from where npm gets them anyway. */
  readonly npmrc: string;
  publish(tarballs: readonly string[]): Promise<void>;
  stop(): void;
}

/** Starts a registry on this machine that holds the packages of Degas and asks no other one. */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    // A dependency of it asks for the tag `cjs` of node-fetch, which is gone.
    JSON.stringify({ private: true, overrides: { 'node-fetch': '2.7.0' } }),
  );
  run(folder, 'npm', ['install', '--prefer-offline', '--ignore-scripts', `verdaccio@${VERDACCIO}`]);
  writeFileSync(
    join(folder, 'config.yaml'),
    `storage: ${join(folder, 'storage')}
auth: { htpasswd: { file: ${join(folder, 'htpasswd')} } }
packages: { '@degas/*': { access: $all, publish: $anonymous } }
max_body_size: 100mb
log: { type: stdout, level: fatal }
`,
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const child = spawn(
    process.execPath,
    [
      join(folder, 'node_modules/verdaccio/bin/verdaccio'),
      '--config',
      join(folder, 'config.yaml'),
      '--listen',
      `127.0.0.1:${port}`,
    ],
    // It warns of being root's, which is what CI runs as.
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  const stop = () => void child.kill();
  process.once('exit', stop);
  await untilThere(`${url}-/ping`, child);
  const npmrc = `@degas:registry=${url}\n//127.0.0.1:${port}/:_authToken=local\n`;
  writeFileSync(join(folder, '.npmrc'), npmrc);
  return {
    npmrc,
    // Beside each other: npm mostly waits for itself to start.
    publish: async (tarballs) => {
      const publishing = tarballs.map((tarball) =>
        promisify(execFile)('npm', ['publish', tarball, '--ignore-scripts'], {
          cwd: folder,
          env: ownEnvironment(),
        }),
      );
      await Promise.all(publishing);
    },
    stop,
  };
}
