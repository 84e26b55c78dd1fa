import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A port of the loopback that leads to another one, and can be cut as a network is: nothing comes through any more, either way,
 * and neither side is told; what was sent meanwhile arrives once it is mended.
 */
export class NetworkLink {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isCut = false;

  private constructor(target: number) {
    this.#server = createServer({ pauseOnConnect: true }, (near) => {
      const pair = [near, connect(target, '127.0.0.1')] as const;
      this.#pairs.add(pair);
      for (const socket of pair) {
        // The other side sees the end of the connection, whatever ended it.
        socket.on('error', () => undefined);
        socket.on('close', () => {
          if (!this.#isCut) this.#end(pair);
        });
      }
      if (!this.#isCut) join(pair);
    });
  }

  static async to(target: number): Promise<NetworkLink> {
    const link = new NetworkLink(target);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#isCut = true;
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
  }

  mend(): void {
    this.#isCut = false;
    for (const pair of this.#pairs) {
      if (pair.some(({ destroyed }) => destroyed)) this.#end(pair);
      else join(pair);
    }
  }

  close(): void {
    this.#server.close();
    for (const pair of this.#pairs) this.#end(pair);
  }

  #end(pair: readonly [Socket, Socket]): void {
    this.#pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }
}

function join([near, far]: readonly [Socket, Socket]): void {
  near.pipe(far);
  far.pipe(near);
}
