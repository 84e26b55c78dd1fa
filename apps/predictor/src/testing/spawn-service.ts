import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

import { serviceProgram } from './service-program.ts';

/** The service as a process of its own, on ports that the system chooses. */
export interface SpawnedService {
  readonly process: ChildProcessWithoutNullStreams;
  /** Of the REST service. */
  readonly address: string;
  readonly grpcAddress: string;
}

/** Starts the service and waits until as many processes as it has workers listen. */
export function spawnService(flags: readonly string[] = [], workers = 1): Promise<SpawnedService> {
  const child = spawn(process.execPath, [
    serviceProgram(),
    '--rest-api-port=auto',
    '--port=auto',
    `--workers=${workers}`,
    ...flags,
  ]);
  let output = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < LONGEST_START) complaint += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    // When all that it said has been read.
    child.once('close', () => {
      reject(new Error(`the service ended with ${child.exitCode}: ${complaint}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      // What comes later is read and dropped: a full pipe would stop the service.
      if (output.length > LONGEST_START) return;
      output += chunk.toString();
      const found = [
        ...output.matchAll(/REST at (http:\/\/127\.0\.0\.1:\d+), gRPC on port (\d+)/g),
      ];
      const [, address = '', grpcPort = ''] = found[0] ?? [];
      if (found.length < workers) return;
      resolve({ process: child, address, grpcAddress: `127.0.0.1:${grpcPort}` });
    });
  });
}

/** Characters that the service may print before it listens. */
const LONGEST_START = 100_000;
