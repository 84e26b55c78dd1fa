import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What the configurations of resolvers for tests begin with; more of the server's options may follow. */
export const serverOf = (folder: string, port: number): string => `server:
  interface: 127.0.0.1@${port}
  do-daemonize: no
  chroot: ""
  username: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
`;

/** Returns a UDP port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
