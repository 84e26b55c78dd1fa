import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { WatchSnapshot } from '@degas/traffic';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { type MonitorState, StateStore } from './state-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'degas-state-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const snapshotOf = (clients: Record<string, string | null>, totals = 'totals'): WatchSnapshot => ({
  totals: Buffer.from(totals),
  clients: Object.entries(clients).map(([client, text]) => ({
    client,
    bytes: text === null ? null : Buffer.from(text),
  })),
});

async function save(
  clients: Record<string, string | null>,
  positions: Record<string, unknown> = {},
  pending = [alertOf('a1')],
): Promise<void> {
  const store = new StateStore(folder);
  await store.open(() => undefined);
  await store.save({ watch: snapshotOf(clients), positions, aside: [] }, () => pending);
  await store.close();
}

async function opened(): Promise<{ state: MonitorState | null; said: string | null }> {
  const store = new StateStore(folder);
  let state: MonitorState | null = null;
  const said = await store.open((found) => {
    state = found;
  });
  await store.close();
  return { state, said };
}

const clientsOf = (state: MonitorState | null): Record<string, string> =>
  Object.fromEntries(
    [...(state?.watch.clients ?? [])].map(({ client, bytes }) => [
      client,
      Buffer.from(bytes ?? []).toString(),
    ]),
  );

/** The file of the database that has the most of it. */
function largestFile(): string {
  const files = readdirSync(join(folder, 'state')).map((name) => join(folder, 'state', name));
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0] ?? '';
}

/** Whether this process may mount a small disk. */
const mayMount = ((): boolean => {
  const disk = mkdtempSync(join(tmpdir(), 'degas-mount-'));
  const isMounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0;
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true });
  return isMounted;
})();

(mayMount ? test : test.skip)(
  'a full disk keeps what was saved before, and saving goes on once there is room (needs mount)',
  async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    try {
      const store = new StateStore(disk);
      await store.open(() => undefined);
      const state = (client: string, text: string) => ({
        watch: snapshotOf({ [client]: text }),
        positions: { files: client },
        aside: [],
      });
      await store.save(state('first', 'one'), () => []);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(1_500_000));
      await expect(
        store.save(state('second', 'x'.repeat(1_000_000)), () => []),
      ).rejects.toMatchObject({
        code: 'MONITOR_CANNOT_WRITE',
        message: expect.stringContaining('what was acknowledged is safe'),
      });
      rmSync(join(disk, 'ballast'));
      await store.save(state('third', 'three'), () => []);
      await store.close();
      let found: MonitorState | null = null;
      const again = new StateStore(disk);
      expect(
        await again.open((one) => {
          found = one;
        }),
      ).toBeNull();
      await again.close();
      expect(clientsOf(found)).toMatchObject({ first: 'one', third: 'three' });
    } finally {
      spawnSync('umount', [disk]);
    }
  },
);

describe('a state', () => {
  test('comes back as it was saved, changes over what was there before', async () => {
    await save({ a: 'one', b: 'two', 'c ü': 'three' }, { files: { offset: 7 } });
    await save({ b: null, a: 'four' }, { files: { offset: 9 } });
    const { state, said } = await opened();
    expect(said).toBeNull();
    expect(clientsOf(state)).toEqual({ a: 'four', 'c ü': 'three' });
    expect(state?.positions).toEqual({ files: { offset: 9 } });
    expect(state?.pending).toEqual([alertOf('a1')]);
  });

  test('is whole after a kill -9 in the middle of saves, and has all that was acknowledged', async () => {
    const program = join(import.meta.dirname, '../testing/save-forever.ts');
    let before = 0;
    for (const saves of [3, 8]) {
      const child = spawn(
        process.execPath,
        ['--conditions=@degas/source', '--import', 'tsx', program, folder],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let acknowledged = 0;
      for await (const line of createInterface(child.stdout)) {
        acknowledged = Number(line);
        if (acknowledged === before + saves) setTimeout(() => child.kill('SIGKILL'), saves);
      }
      const { state, said } = await opened();
      expect(said).toBeNull();
      const saved = Number(state?.positions.number);
      expect(saved).toBeGreaterThanOrEqual(acknowledged);
      expect(Buffer.from(state?.watch.totals ?? []).toString()).toBe(String(saved));
      const clients = Object.values(clientsOf(state));
      expect(clients).toHaveLength(3000);
      expect(clients.filter((text) => Number(text) < saved)).toEqual([]);
      before = saved;
    }
  }, 60_000);

  test('is nothing at first', async () => {
    expect(await opened()).toEqual({ state: null, said: null });
  });

  test('cut in half is set aside, said, and begun anew', async () => {
    const clients = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`client ${i}`, 'x'.repeat(200)]),
    );
    await save(clients);
    await save({ last: 'one' });
    const file = largestFile();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const { state, said } = await opened();
    expect(state).toBeNull();
    expect(said).toMatch(
      /can't be used \(.+\); it was set aside as .+set-aside, and the monitor begins anew/,
    );
    expect(readdirSync(folder)).toContain('state.set-aside');
    await save({ a: 'one' });
    expect((await opened()).said).toBeNull();
  });

  test('whose last save is missing is set aside', async () => {
    await save({ a: 'one' });
    writeFileSync(join(folder, 'state.sequence'), '5\n');
    expect((await opened()).said).toMatch(/its last 4 saves are missing/);
  });

  test('that its reader refuses is set aside', async () => {
    await save({ a: 'one' });
    const store = new StateStore(folder);
    const said = await store.open(() => {
      throw new Error('of version 99');
    });
    await store.close();
    expect(said).toMatch(/\(of version 99\)/);
  });

  test('is one monitor’s at a time', async () => {
    const store = new StateStore(folder);
    await store.open(() => undefined);
    await expect(new StateStore(folder).open(() => undefined)).rejects.toMatchObject({
      code: 'MONITOR_STATE_IN_USE',
    });
    await store.close();
  });
});
