import { ServerCredentials, type Server } from '@grpc/grpc-js';

/** Listens on a port of the system's choice; returns its address. */
export function listenGrpc(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}
