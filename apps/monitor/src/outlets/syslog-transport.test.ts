import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

import { describe, expect, test } from '@jest/globals';
import { property, assert as check, string } from 'fast-check';

import type { TlsFiles } from '../config/tls-settings.ts';
import { alertName, alertOf } from '../testing/alert.ts';
import { hasOpenssl, makeCertificate } from '../testing/certificate.ts';
import { describeOutlet } from '../testing/outlet-contract.ts';
import { type SyslogOptions, syslogMessage } from './syslog-message.ts';
import { SyslogTransport, type SyslogTarget } from './syslog-transport.ts';

const options: SyslogOptions = {
  facility: 4,
  hostname: 'sensor-1',
  processId: 77,
  message: 'text',
};
const NOW = Date.UTC(2026, 10, 27, 9);

const idsIn = (text: string): string[] =>
  [...text.matchAll(/\[degas@32473 id="(\w+)"/g)].map(([, id]) => id ?? '');

/** A receiver on a TCP port that keeps what comes. */
class TcpReceiver {
  text = '';
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  port = 0;
  readonly #tls: TlsOptions | null;

  constructor(tls: TlsOptions | null = null) {
    this.#tls = tls;
  }

  async start(): Promise<void> {
    const take = (socket: Socket): void => {
      this.#sockets.add(socket);
      socket.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
      socket.on('error', () => undefined);
    };
    this.#server = this.#tls === null ? createServer(take) : createTlsServer(this.#tls, take);
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    // What it was sent is read first: it breaks down, it does not lose.
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    if (this.#server?.listening !== true) return;
    this.#server.close();
    await once(this.#server, 'close');
    // What the sender is told arrives a moment later.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const settled = async <Value>(read: () => Value): Promise<Value> => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return read();
};

const target = (protocol: 'udp' | 'tcp', port: number): SyslogTarget => ({
  protocol,
  host: '127.0.0.1',
  port,
  framing: 'length',
  tls: {},
});

describeOutlet(
  'syslog over TCP',
  async () => {
    const receiver = new TcpReceiver();
    await receiver.start();
    return {
      transport: new SyslogTransport(target('tcp', receiver.port), options, Date.now),
      received: () => settled(() => idsIn(receiver.text)),
      breakDown: () => receiver.stop(),
      mend: () => receiver.start(),
      stop: () => receiver.stop(),
    };
  },
  { hasAnswers: true, replaces: false },
);

describeOutlet(
  'syslog over UDP',
  async () => {
    let text = '';
    const socket: DatagramSocket = createSocket('udp4');
    socket.on('message', (message) => (text += message.toString()));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return {
      transport: new SyslogTransport(target('udp', socket.address().port), options, Date.now),
      received: () => settled(() => idsIn(text)),
      breakDown: () => Promise.resolve(),
      mend: () => Promise.resolve(),
      stop: async () => {
        socket.close();
        await once(socket, 'close');
      },
    };
  },
  { hasAnswers: false, replaces: false },
);

(hasOpenssl ? describe : describe.skip)('syslog over TLS (needs openssl)', () => {
  test('reaches a receiver whose certificate is known, and tells nothing to another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'degas-syslog-'));
    const { certFile, keyFile } = makeCertificate(folder);
    const files = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    // It wants to know the sender, too.
    const receiver = new TcpReceiver({ ...files, ca: files.cert, requestCert: true });
    await receiver.start();
    const place = { ...target('tcp', receiver.port), protocol: 'tls' } as const;
    const send = async (tls: TlsFiles): Promise<void> => {
      const transport = new SyslogTransport({ ...place, tls }, options, () => NOW);
      await transport.send([alertOf('a1')], AbortSignal.timeout(5000));
      await transport.close();
    };
    await expect(send({})).rejects.toThrow(/self-signed certificate/);
    await send({ caFile: certFile, certFile, keyFile });
    expect(await settled(() => idsIn(receiver.text))).toEqual(['a1']);
    await receiver.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('a syslog message', () => {
  test('is one of RFC 5424 with the fields as structured data', () => {
    expect(syslogMessage(alertOf('a1', { names: [alertName('xq.com')] }), NOW, options)).toBe(
      '<33>1 2026-11-27T09:00:00.000Z sensor-1 degas-monitor 77 alert ' +
        '[degas@32473 id="a1" client="10.0.0.7" level="high" score="0.9700" family="qakbot" rule="client" ' +
        'names="xq.com" first="2026-11-27T08:00:00.000Z" last="2026-11-27T08:05:00.000Z"] ' +
        '\ufeffHIGH 10.0.0.7 asks for names that malware makes (qakbot), 11 of 12 failed: 11 of 12 different names do not exist',
    );
  });

  test('can carry the alert as JSON', () => {
    const message = syslogMessage(alertOf('a1'), NOW, { ...options, message: 'ecs' });
    expect(JSON.parse(message.slice(message.indexOf('\ufeff') + 1))).toMatchObject({
      event: { id: 'a1' },
    });
  });

  test('is one line with one element of structured data, whatever the client is called', () => {
    check(
      property(string({ unit: 'binary' }), (client) => {
        const message = syslogMessage(alertOf('a1', { client }), NOW, options);
        expect(message).not.toMatch(/[\0-\x1f\x7f]/);
        const data =
          /^<33>1 \S+ \S+ \S+ \S+ alert \[degas@32473((?: \w+="(?:[^"\\\]]|\\["\\\]])*")+)\] \ufeff/u;
        expect(data.test(message)).toBe(true);
      }),
    );
  });

  test('of TCP has its length in front', async () => {
    const receiver = new TcpReceiver();
    await receiver.start();
    const transport = new SyslogTransport(target('tcp', receiver.port), options, () => NOW);
    await transport.send([alertOf('ä1', { client: 'größe' })], AbortSignal.timeout(5000));
    await transport.close();
    const text = await settled(() => receiver.text);
    const [, length = '', message = ''] = /^(\d+) (.*)$/s.exec(text) ?? [];
    expect(Buffer.byteLength(message)).toBe(Number(length));
    await receiver.stop();
  });
});
