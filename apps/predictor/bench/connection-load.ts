import { connect } from 'node:net';

import { postBytes } from './raw-connection.ts';

export interface ConnectionLoad {
  readonly answered: number;
  /** Connections that the system refused: nobody listened any more. */
  readonly refused: number;
  /** Requests on connections that were made, which got no whole answer. */
  readonly lost: number;
}

/** Each client asks one thing after the other, on a connection of its own each time, until one is refused. */
export async function askOnNewConnections(
  address: string,
  bodies: readonly string[],
  clients: number,
): Promise<ConnectionLoad> {
  const url = new URL(`${address}/v1/models/degas:predict`);
  const requests = bodies.map((body) => postBytes(url, body));
  let [answered, refused, lost, next] = [0, 0, 0, 0];
  const client = async (): Promise<void> => {
    for (;;) {
      const outcome = await ask(url, requests[next++ % requests.length] ?? Buffer.alloc(0));
      if (outcome === 'answered') answered++;
      else if (outcome === 'lost') lost++;
      else {
        refused++;
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { answered, refused, lost };
}

function ask({ hostname, port }: URL, request: Buffer): Promise<'answered' | 'refused' | 'lost'> {
  return new Promise((resolve) => {
    let isConnected = false;
    let answer = '';
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      isConnected = true;
      socket.write(request);
    });
    socket.on('data', (chunk: string) => {
      answer += chunk;
      const head = answer.indexOf('\r\n\r\n');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1]);
      if (head < 0 || answer.length < head + 4 + length) return;
      resolve(answer.startsWith('HTTP/1.1 200') ? 'answered' : 'lost');
      socket.destroy();
    });
    const fail = (): void => {
      resolve(isConnected ? 'lost' : 'refused');
    };
    socket.on('error', fail);
    socket.on('close', fail);
  });
}
