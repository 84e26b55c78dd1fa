import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The service as a process that does not log its requests. */
export interface QuietService {
  readonly process: ChildProcess;
  readonly address: string;
  readonly grpcAddress: string;
}

/** Starts the service and waits until it is ready. */
export async function startQuietService(flags: readonly string[]): Promise<QuietService> {
  const [rest, grpc] = [await freePort(), await freePort()];
  const child = spawn(
    process.execPath,
    [
      '--conditions=@degas/source',
      '--import',
      'tsx',
      path.join(import.meta.dirname, '../src/main.ts'),
      `--rest-api-port=${rest}`,
      `--port=${grpc}`,
      '--log-level=error',
      ...flags,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const address = `http://127.0.0.1:${rest}`;
  for (let tries = 0; tries < 600; tries++) {
    await wait(100);
    if (child.exitCode !== null) break;
    const answer = await fetch(`${address}/readyz`).catch(() => null);
    if (answer?.ok !== true) continue;
    // The other workers are about as far.
    await wait(1500);
    return { process: child, address, grpcAddress: `127.0.0.1:${grpc}` };
  }
  child.kill('SIGKILL');
  throw new Error('The service did not become ready in a minute');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
