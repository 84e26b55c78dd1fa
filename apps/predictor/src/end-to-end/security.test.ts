import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as secureRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';

import { predictionService } from '../grpc/serving-package.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { startService } from '../service/start-service.ts';
import { readSettings } from '../settings/settings.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';

jest.setTimeout(30_000);

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

describe('encryption (needs openssl)', () => {
  (hasOpenssl ? test : test.skip)('REST and gRPC speak TLS, and only TLS', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'degas-tls-'));
    const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout ${key} -out ${certificate}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
    const ca = execFileSync('cat', [certificate]);
    const flags = ['--rest-api-port=auto', '--port=auto', `--tls-key=${key}`];
    const settings = readSettings([...flags, `--tls-certificate=${certificate}`], {});
    const service = await startService(settings, pino({ level: 'silent' }));
    try {
      const { port } = new URL(service.restAddress ?? '');
      const { status, headers } = await askSecurely(Number(port), ca);
      expect(status).toBe(200);
      expect(headers['strict-transport-security']).toMatch(/max-age/);
      await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();

      const client = new Client(
        (service.grpcAddress ?? '').replace('127.0.0.1', 'localhost'),
        credentials.createSsl(ca),
      );
      const answered = await new Promise<string>((resolve) => {
        const {
          path: method,
          requestSerialize,
          responseDeserialize,
        } = predictionService.Predict ?? {};
        if (!method || !requestSerialize || !responseDeserialize) throw new Error('no Predict');
        client.makeUnaryRequest(
          method,
          requestSerialize,
          responseDeserialize,
          { model_spec: { name: 'other' } },
          (error: ServiceError | null) => {
            resolve(error?.details ?? '');
          },
        );
      });
      client.close();
      expect(answered).toBe('Servable not found for request: Latest(other)');
    } finally {
      await service.close();
      await rm(folder, { recursive: true });
    }
  });
});

function askSecurely(
  port: number,
  ca: Buffer,
): Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/healthz', ca };
    secureRequest(options, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

describe('a connection', () => {
  /** What the service says to these bytes, and to the dots that drip after them, until it ends the connection. */
  async function converse(arrivalMs: number, bytes: string): Promise<string> {
    const app = await buildRestServer({ registry: await fakeRegistry(), arrivalMs });
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    try {
      return await new Promise((resolve, reject) => {
        let said = '';
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
        socket.on('data', (chunk) => (said += chunk.toString()));
        const drip = setInterval(() => socket.write('.'), 100);
        socket.on('close', () => {
          clearInterval(drip);
          resolve(said);
        });
        // A drop that falls after the end.
        socket.on('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
        });
      });
    } finally {
      await app.close();
    }
  }

  test('whose body drips in is ended', async () => {
    const head =
      'POST /v1/models/degas:predict HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"in';
    expect(await converse(300, head)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('with endless headers is ended', async () => {
    const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await converse(5000, head)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('that speaks no HTTP is ended', async () => {
    expect(await converse(5000, '\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('paths', () => {
  test.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/page/../../package.json',
    '/v1/models/..%2f..%2fetc/metadata',
    '/v1/models/%2e%2e%2f%2e%2e%2fetc%2fpasswd:predict',
    '/page.js%00.html',
  ])('do not reach the file system: %s', async (url) => {
    const app = await buildRestServer({
      registry: await fakeRegistry(),
      page: [{ name: 'index.html', type: 'text/html', content: Buffer.from('page') }],
    });
    const { statusCode, body } = await app.inject({ method: 'GET', url });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/root:|dependencies/);
    await app.close();
  });
});
