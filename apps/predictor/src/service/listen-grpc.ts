import { rm } from 'node:fs/promises';

import { ServerCredentials, type Server } from '@grpc/grpc-js';

import type { GrpcTls } from '../settings/serving-files.ts';
import type { Settings } from '../settings/settings.ts';
import { listenFailure, socketFailure } from './listen-failure.ts';

/** Listens on the port and the socket that the settings name; returns the port, null for none. */
export async function listenGrpc(
  server: Server,
  { host, grpcPort, grpcSocketPath }: Settings,
  ssl: GrpcTls | null,
  tls: { readonly cert: Buffer; readonly key: Buffer } | null,
): Promise<number | null> {
  const credentials = credentialsOf(ssl, tls);
  if (grpcSocketPath !== null) {
    await bind(server, `unix:${grpcSocketPath}`, credentials).catch((error: unknown) => {
      throw socketFailure(error, grpcSocketPath);
    });
  }
  if (grpcPort === null) return null;
  const address = `${host.includes(':') ? `[${host}]` : host}:${grpcPort}`;
  try {
    return await bind(server, address, credentials);
  } catch (error) {
    throw listenFailure(error, { host, port: grpcPort, flag: '--port' });
  }
}

/** Removes what a process that was killed left of its socket. */
export async function removeSocket(path: string | null): Promise<void> {
  if (path !== null) await rm(path, { force: true });
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

function credentialsOf(
  ssl: GrpcTls | null,
  tls: { readonly cert: Buffer; readonly key: Buffer } | null,
): ServerCredentials {
  if (ssl !== null) {
    const { key, certificate, clientAuthorities, verifyClients } = ssl;
    const pair = { private_key: key, cert_chain: certificate };
    return ServerCredentials.createSsl(clientAuthorities, [pair], verifyClients);
  }
  if (tls === null) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }]);
}

/** Ends the calls under way; a stream that its client keeps open (a health watch) is cut after `graceMs`. */
export function closeGrpc(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
