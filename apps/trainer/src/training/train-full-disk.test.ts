import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { labelledNames } from '../testing/labelled-names.ts';
import { runInShell } from '../testing/run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-full-disk-'));
const data = join(folder, 'names.csv');

beforeAll(() => {
  writeFileSync(data, labelledNames(300));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A disk of its own that goes with the process: as root, or as root of a user namespace. */
const namespace = [['-m'], ['-r', '-m']].find(
  (flags) => spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', folder]).status === 0,
);
const withDisk = namespace ? test : test.skip;

withDisk(
  'a disk that fills up while the model is written: a coded error, exit code 1, no half-written model (skips where nothing can be mounted)',
  () => {
    const disk = mkdtempSync(join(folder, 'disk-'));
    // Enough for the checkpoint of nyu (4 MB), too little for the model as well (another 4 MB).
    const script = `unshare ${namespace?.join(' ') ?? ''} bash -c '
      mount -t tmpfs -o size=6m tmpfs ${disk} && "$@"; code=$?; ls -A ${disk}; exit $code' bash "$@"`;
    const args = ['train', data, '--epochs', '1', '--out', join(disk, '1')];
    const { exitCode, output, errors } = runInShell(script, args);
    expect(errors).toMatch(/MODEL_WRITE_FAILED: .*could not be written \(ENOSPC\)/);
    expect(exitCode).toBe(1);
    expect(output.trim()).toBe('1.checkpoint');
  },
  60_000,
);

test('a checkpoint too big for the disk: a coded error, exit code 1, nothing left', () => {
  const models = join(folder, 'models');
  // In kilobytes; Node has to see the failed write, not the signal.
  const script = `trap '' XFSZ; ulimit -f 2000; exec "$@"`;
  const args = ['train', data, '--epochs', '1', '--out', join(models, '1')];
  const { exitCode, errors } = runInShell(script, args);
  expect(errors).toMatch(/MODEL_WRITE_FAILED: The checkpoint .*EFBIG/);
  expect(exitCode).toBe(1);
  expect(existsSync(models) ? readdirSync(models) : []).toEqual([]);
}, 60_000);
