import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { buildRestServer } from '../rest/build-server.ts';
import { fakeClassifier } from '../testing/fake-classifier.ts';
import type { ModelConfig } from './model-config.ts';
import { ModelManager } from './model-manager.ts';
import { ModelRegistry } from './model-registry.ts';
import type { ServedClassifier } from './served-classifier.ts';
import type { VersionPolicy } from './version-policy.ts';

let base: string;
let registry: ModelRegistry;
let loaded: string[];

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'degas-models-'));
  registry = new ModelRegistry();
  loaded = [];
});
afterEach(() => rm(base, { recursive: true }));

async function publish(
  version: number | string,
  content = 'model',
  model = 'degas',
): Promise<void> {
  const folder = path.join(base, model, String(version));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'degas.bin'), content);
}

const retire = (version: number): Promise<void> =>
  rm(path.join(base, 'degas', String(version)), { recursive: true });

async function loadClassifier(folder: string | null): Promise<ServedClassifier> {
  if (folder === null) throw new Error('there is a folder');
  const { readFile } = await import('node:fs/promises');
  const content = await readFile(path.join(folder, 'degas.bin'), 'utf8');
  loaded.push(path.basename(folder));
  if (content === 'broken') throw new Error(`${path.basename(folder)} is broken`);
  return fakeClassifier(Number(path.basename(folder)));
}

const config = (policy: VersionPolicy, more: Partial<ModelConfig> = {}): ModelConfig => ({
  name: 'degas',
  basePath: path.join(base, 'degas'),
  policy,
  labels: new Map(),
  ...more,
});

const manage = (...configs: ModelConfig[]): ModelManager =>
  new ModelManager(configs, { registry, loadClassifier });

const latest: VersionPolicy = { kind: 'latest', count: 1 };
const any = { name: 'degas', version: null, label: null };

const states = (): string[] =>
  registry.status(any).map(({ version, state }) => `${String(version)} ${state}`);

describe('the models in a folder', () => {
  test.each<[string, VersionPolicy, string[]]>([
    ['the newest', latest, ['10 AVAILABLE']],
    ['the two newest', { kind: 'latest', count: 2 }, ['10 AVAILABLE', '9 AVAILABLE']],
    ['all', { kind: 'all' }, ['10 AVAILABLE', '9 AVAILABLE', '2 AVAILABLE']],
    ['some', { kind: 'specific', versions: [2n, 9n, 77n] }, ['9 AVAILABLE', '2 AVAILABLE']],
  ])('are served by their policy: %s', async (_, policy, expected) => {
    for (const version of [2, 9, 10]) await publish(version);
    await mkdir(path.join(base, 'degas', '11'));
    await publish('notes');
    await manage(config(policy)).poll();
    expect(states()).toEqual(expected);
  });

  test('a file named default pins the version', async () => {
    await publish(1);
    await publish(2);
    await writeFile(path.join(base, 'degas', 'default'), '1\n');
    await manage(config(latest)).poll();
    expect(states()).toEqual(['1 AVAILABLE']);
  });

  test('a new version takes the place of the old one', async () => {
    const manager = manage(config(latest));
    await publish(1);
    await manager.poll();
    await publish(2);
    await manager.poll();
    expect(states()).toEqual(['2 AVAILABLE', '1 END']);
    expect(registry.find(any).version).toBe(2n);
  });

  test('a broken version is reported, the old one stays, and nothing is loaded again and again', async () => {
    const manager = manage(config(latest));
    await publish(1);
    await manager.poll();
    await publish(2, 'broken');
    await manager.poll();
    await manager.poll();
    expect(states()).toEqual(['2 END', '1 AVAILABLE']);
    expect(registry.status(any)[0]?.failure?.message).toBe('2 is broken');
    expect(loaded).toEqual(['1', '2']);

    await publish(2, 'mended');
    await manager.poll();
    expect(states()).toEqual(['2 AVAILABLE', '1 END']);
  });

  test('a version that is written again is loaded again', async () => {
    const manager = manage(config(latest));
    await publish(1);
    await manager.poll();
    const before = registry.find(any);
    await publish(1, 'retrained');
    await manager.poll();
    expect(registry.find(any)).not.toBe(before);
    expect(before.state).toBe('END');
    expect(states()).toEqual(['1 AVAILABLE']);
  });

  test('the newest that is left is served when one is taken away', async () => {
    const manager = manage(config(latest));
    await publish(1);
    await publish(2);
    await manager.poll();
    await retire(2);
    await manager.poll();
    expect(states()).toEqual(['2 END', '1 AVAILABLE']);
  });

  test('the last version stays though its folder went', async () => {
    const manager = manage(config(latest));
    await publish(1);
    await manager.poll();
    await retire(1);
    await manager.poll();
    expect(states()).toEqual(['1 AVAILABLE']);
  });

  test('a base path that is not there yet is waited for', async () => {
    const reasons: string[] = [];
    const stable = config(latest, { labels: new Map([['stable', 1n]]) });
    const manager = new ModelManager([stable], {
      registry,
      loadClassifier,
      onWaiting: ({ message }) => reasons.push(message),
    });
    await manager.start();
    await manager.poll();
    expect(reasons).toEqual([`Could not find base path ${base}/degas for servable degas`]);
    expect(() => registry.find(any)).toThrow('Servable not found');

    await mkdir(path.join(base, 'degas'));
    await manager.poll();
    expect(reasons.pop()).toMatch(/^No versions of servable degas found under base path/);

    await publish(1);
    await manager.poll();
    expect(registry.find({ ...any, label: 'stable' }).version).toBe(1n);
  });

  test('a base path that is a file is told of once, and refused in a reload', async () => {
    const reasons: string[] = [];
    await writeFile(path.join(base, 'degas'), 'model');
    const manager = new ModelManager([config(latest)], {
      registry,
      loadClassifier,
      onWaiting: ({ code, message }) => reasons.push(`${code} ${message}`),
    });
    await manager.start();
    await manager.poll();
    expect(reasons).toEqual([
      `FAILED_PRECONDITION The base path ${base}/degas of servable degas is not a folder, expected one that holds numbered folders; give the folder above the versions`,
    ]);
    await expect(manager.reconfigure([config(latest)])).rejects.toThrow('is not a folder');
  });

  test('of two folders of one number, the last one counts', async () => {
    await publish('01');
    await publish(1);
    const manager = manage(config(latest));
    await manager.poll();
    await manager.poll();
    expect(loaded).toEqual(['1']);
  });

  test('versions may be 0 and time stamps in nanoseconds', async () => {
    await publish(0);
    await publish('1732700000000000001');
    await publish('1732700000000000000');
    await manage(config({ kind: 'all' })).poll();
    expect(states()).toEqual([
      '1732700000000000001 AVAILABLE',
      '1732700000000000000 AVAILABLE',
      '0 AVAILABLE',
    ]);
  });

  test('a label of a version that is not available is refused, and nothing changes', async () => {
    await publish(1);
    const canary = config({ kind: 'all' }, { labels: new Map([['canary', 77n]]) });
    await expect(manage(canary).start()).rejects.toThrow(
      'Request to assign label to version 77 of model degas, which is not currently available for inference',
    );

    const stable = config({ kind: 'all' }, { labels: new Map([['stable', 1n]]) });
    const manager = manage(stable);
    await manager.start();
    await publish(1, 'model', 'other');
    const other = config(latest, { name: 'other', basePath: path.join(base, 'other') });
    await expect(manager.reconfigure([canary, other])).rejects.toThrow('version 77');
    expect(() => registry.find({ ...any, name: 'other' })).toThrow('Servable not found');
    expect(registry.find({ ...any, label: 'stable' }).version).toBe(1n);
  });

  test('a new model of which no version can be loaded is refused, and nothing changes', async () => {
    await publish(1);
    const manager = manage(config(latest));
    await manager.start();
    await publish(7, 'broken', 'other');
    const other = config(latest, { name: 'other', basePath: path.join(base, 'other') });
    await expect(manager.reconfigure([other])).rejects.toThrow(
      'Some models did not become available: {{name: other version: 7}, }',
    );
    expect(registry.find(any).version).toBe(1n);
    expect(manager.names).toEqual(['degas']);

    await publish(8, 'model', 'other');
    await manager.reconfigure([other]);
    expect(registry.find({ ...any, name: 'other' }).version).toBe(8n);
    expect(() => registry.find(any)).toThrow('Servable not found');
  });

  test('a new label of a version that is not available is accepted where that is allowed', async () => {
    await publish(1);
    const labelled = (version: bigint): ModelConfig =>
      config({ kind: 'all' }, { labels: new Map([['stable', version]]) });
    const options = { registry, loadClassifier, allowUnavailableLabels: true };
    const manager = new ModelManager([labelled(2n)], options);
    await manager.start();
    // A label that is in use may not be moved to nothing.
    await expect(manager.reconfigure([labelled(3n)])).rejects.toThrow('version 3');
    await publish(3);
    await manager.reconfigure([labelled(3n)]);
    expect(registry.find({ ...any, label: 'stable' }).version).toBe(3n);
  });

  test('a version is available only when the other processes have it as well', async () => {
    await publish(1);
    let meet = (): void => undefined;
    const manager = new ModelManager([config(latest)], {
      registry,
      loadClassifier,
      meet: () => new Promise((resolve) => (meet = resolve)),
    });
    const polled = manager.poll();
    while (registry.versions('degas')[0]?.state !== 'LOADING' || loaded.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(states()).toEqual(['1 LOADING']);
    meet();
    await polled;
    expect(states()).toEqual(['1 AVAILABLE']);
  });

  test('a version is loaded again when the settings change', async () => {
    await publish(1);
    let stamp = 'a';
    const manager = new ModelManager([config(latest)], {
      registry,
      loadClassifier,
      settingsStamp: () => Promise.resolve(stamp),
    });
    await manager.poll();
    const before = registry.find(any);
    stamp = 'b';
    await manager.poll();
    expect(before.state).toBe('END');
    expect(registry.find(any)).not.toBe(before);
  });

  test('a version that fails to warm up is not served', async () => {
    await publish(1);
    const manager = new ModelManager([config(latest)], {
      registry,
      loadClassifier,
      warmUp: () => Promise.reject(new Error('a cold start')),
    });
    await manager.poll();
    expect(registry.status(any)[0]?.failure?.message).toBe('a cold start');
  });

  test('labels lead to versions', async () => {
    await publish(1);
    await publish(2);
    const labels = new Map([['stable', 1n]]);
    await manage(config({ kind: 'all' }, { labels })).poll();
    expect(registry.find({ ...any, label: 'stable' }).version).toBe(1n);
  });

  test('another configuration takes over without a gap', async () => {
    await publish(1);
    await publish(1, 'model', 'other');
    const manager = manage(config(latest));
    await manager.poll();
    const other = config(latest, { name: 'other', basePath: path.join(base, 'other') });
    await manager.reconfigure([config(latest), other]);
    expect(registry.find({ ...any, name: 'other' }).version).toBe(1n);
    await manager.reconfigure([other]);
    expect(() => registry.find(any)).toThrow('Servable not found for request: Latest(degas)');
    await expect(manager.reconfigure([config(latest, { basePath: '/no/such' })])).rejects.toThrow(
      'Could not find base path /no/such',
    );
    expect(registry.find({ ...any, name: 'other' }).version).toBe(1n);
  });

  test('an unloaded version is closed, but only when its requests have ended', async () => {
    const classifier = fakeClassifier();
    const manager = new ModelManager([config(latest)], {
      registry,
      loadClassifier: () => Promise.resolve(classifier),
    });
    await publish(1);
    await manager.poll();
    let end = (): void => undefined;
    const request = registry.find(any).use(() => new Promise<void>((resolve) => (end = resolve)));
    const closed = manager.close();
    expect(classifier.closed()).toBe(false);
    end();
    await Promise.all([request, closed]);
    expect(classifier.closed()).toBe(true);
  });
});

test('no request fails while versions are swapped', async () => {
  const manager = manage(config(latest));
  await publish(1);
  await manager.poll();
  const app = await buildRestServer({ registry });
  let isSwapping = true;
  const codes: number[] = [];
  const ask = async (): Promise<void> => {
    while (isSwapping) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/v1/models/degas:predict',
        payload: { instances: ['8chars.x', '10.0.0.1'] },
      });
      codes.push(statusCode);
    }
  };
  const load = Promise.all([ask(), ask(), ask(), ask()]);
  for (let version = 2; version <= 20; version++) {
    await publish(version);
    await manager.poll();
  }
  isSwapping = false;
  await load;
  await app.close();
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => code !== 200)).toEqual([]);
});
