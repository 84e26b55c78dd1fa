import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import {
  Client,
  credentials,
  status,
  type ChannelCredentials,
  type ServiceError,
} from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { modelService } from '../grpc/serving-package.ts';
import { startService, type Service } from '../service/start-service.ts';
import { readSettings } from '../settings/settings.ts';
import { publishModel } from '../testing/publish-model.ts';

let folder: string;
let service: Service | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'degas-files-'));
});
afterEach(async () => {
  await service?.close();
  service = null;
  await rm(folder, { recursive: true });
});

async function start(...flags: string[]): Promise<Service> {
  const settings = readSettings(
    ['--rest_api_port=auto', '--port=auto', '--drain-ms=0', ...flags],
    {},
  );
  service = await startService(settings, pino({ level: 'silent' }));
  return service;
}

/** The text of GetModelStatus' refusal for a model that is not there, or what kept the call from being answered. */
function ask(address: string, channel: ChannelCredentials): Promise<string> {
  const { GetModelStatus } = modelService;
  if (GetModelStatus === undefined) throw new Error('no GetModelStatus');
  const client = new Client(address, channel);
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      GetModelStatus.path,
      GetModelStatus.requestSerialize,
      GetModelStatus.responseDeserialize,
      { model_spec: { name: 'other' } },
      { deadline: Date.now() + 10_000 },
      (error: ServiceError | null) => {
        client.close();
        resolve(
          error?.code === status.NOT_FOUND ? error.details : `not answered: ${error?.code ?? 0}`,
        );
      },
    );
  });
}

const ANSWERED = 'Could not find any versions of model other';
const UNAVAILABLE = 'not answered: 14';

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

(hasOpenssl ? describe : describe.skip)('an SSL config file (needs openssl)', () => {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (command: string): void => {
    execFileSync('openssl', command.split(' '), { stdio: 'ignore' });
  };

  beforeEach(() => {
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${file('key')} -out ${file('cert')}`,
    );
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=client -keyout ${file('client-key')} -out ${file('client-cert')}`,
    );
  });

  /** A PEM file as a string of protobuf's text format. */
  const quoted = async (name: string): Promise<string> =>
    JSON.stringify(await readFile(file(name), 'utf8'));

  const address = ({ grpcAddress }: Service): string =>
    (grpcAddress ?? '').replace('127.0.0.1', 'localhost');

  test('lets in clients that trust the certificate', async () => {
    await writeFile(
      file('ssl'),
      `# for gRPC\nserver_key: ${await quoted('key')}\nserver_cert: ${await quoted('cert')} client_verify: false`,
    );
    const started = await start(`--ssl_config_file=${file('ssl')}`);
    const ca = await readFile(file('cert'));
    expect(await ask(address(started), credentials.createSsl(ca))).toBe(ANSWERED);
    expect(await ask(address(started), credentials.createInsecure())).toBe(UNAVAILABLE);
  });

  test('asks for a certificate of the client where it says so', async () => {
    await writeFile(
      file('ssl'),
      `server_key: ${await quoted('key')} server_cert: ${await quoted('cert')} custom_ca: ${await quoted('client-cert')} client_verify: true`,
    );
    const started = await start(`--ssl_config_file=${file('ssl')}`);
    const ca = await readFile(file('cert'));
    const [key, certificate] = [
      await readFile(file('client-key')),
      await readFile(file('client-cert')),
    ];
    expect(await ask(address(started), credentials.createSsl(ca, key, certificate))).toBe(ANSWERED);
    expect(await ask(address(started), credentials.createSsl(ca))).toBe(UNAVAILABLE);
  });
});

test('gRPC answers on a UNIX socket, too', async () => {
  const socket = path.join(folder, 'grpc.sock');
  await start(`--grpc_socket_path=${socket}`);
  expect(await ask(`unix:${socket}`, credentials.createInsecure())).toBe(ANSWERED);
});

test('a config file with several models is read again when it changes, and a broken one changes nothing', async () => {
  const file = path.join(folder, 'models.config');
  for (const model of ['a', 'b', 'c']) {
    await publishModel(path.join(folder, model), 1);
    await publishModel(path.join(folder, model), 2);
  }
  const model = (name: string, more = ''): string =>
    `config { name: '${name}', base_path: "${path.join(folder, name)}"; model_platform: "tensorflow" ${more} }`;
  await writeFile(
    file,
    `# two models
    model_config_list: {
      ${model('a', 'model_version_policy < specific: { versions: [1, 2] } > version_labels { key: "stable" value: 1 }')}
      # the newest of this one
      ${model('b')}
    }`,
  );
  const { restAddress } = await start(
    `--model_config_file=${file}`,
    '--model_config_file_poll_wait_seconds=1',
    '--file_system_poll_wait_seconds=1',
  );
  const status = async (place: string): Promise<unknown> => {
    const reply = await fetch(`${restAddress ?? ''}/v1/models/${place}`);
    const { model_version_status, error } = (await reply.json()) as {
      model_version_status?: { version: string; state: string }[];
      error?: string;
    };
    return (
      error ?? model_version_status?.map(({ version, state }) => `${version} ${state}`).join(', ')
    );
  };
  const labelled = async (): Promise<number> => {
    const reply = await fetch(`${restAddress ?? ''}/v1/models/a/labels/stable:predict`, {
      method: 'POST',
      body: JSON.stringify({ instances: ['a.com'] }),
    });
    return reply.status;
  };
  expect(await status('a')).toBe('2 AVAILABLE, 1 AVAILABLE');
  expect(await status('b')).toBe('2 AVAILABLE');
  expect(await status('c')).toBe('Could not find any versions of model c');
  expect(await labelled()).toBe(200);

  await writeFile(file, `model_config_list { ${model('a')} config { name: "c" }`);
  await wait(1500);
  expect(await status('b')).toBe('2 AVAILABLE');

  await writeFile(
    file,
    `model_config_list { ${model('a')} ${model('c', 'model_version_policy { all {} }')} }`,
  );
  for (let tries = 0; tries < 100 && (await status('b')) === '2 AVAILABLE'; tries++)
    await wait(100);
  expect(await status('a')).toBe('2 AVAILABLE, 1 END');
  expect(await status('b')).toBe('2 END');
  expect(await status('c')).toBe('2 AVAILABLE, 1 AVAILABLE');
  expect(await labelled()).toBe(400);
});
