import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { diskSystem, writeDirectory, type DirectorySystem } from './write-directory.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'degas-write-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files = new Map([
  ['model.json', bytes('new')],
  ['manifest.json', bytes('{}')],
]);

function failing(code: string, at: (path: string) => boolean): DirectorySystem {
  return {
    ...diskSystem,
    async writeFile(path, content) {
      if (at(path)) throw Object.assign(new Error(code), { code });
      await diskSystem.writeFile(path, content);
    },
  };
}

describe('writeDirectory', () => {
  test('makes the folder, its parents and nothing else', async () => {
    await writeDirectory(join(root, 'models/degas/1'), files);
    expect(readdirSync(join(root, 'models/degas'))).toEqual(['1']);
    expect(readdirSync(join(root, 'models/degas/1')).sort()).toEqual([
      'manifest.json',
      'model.json',
    ]);
  });

  test('refuses a folder that is there, and leaves it alone', async () => {
    mkdirSync(join(root, '1'));
    writeFileSync(join(root, '1/model.json'), 'old');
    await expect(writeDirectory(join(root, '1'), files)).rejects.toMatchObject({
      code: 'MODEL_VERSION_EXISTS',
    });
    expect(readFileSync(join(root, '1/model.json'), 'utf8')).toBe('old');
  });

  test('replaces it when told, whole', async () => {
    mkdirSync(join(root, '1'));
    writeFileSync(join(root, '1/left-over'), 'old');
    await writeDirectory(join(root, '1'), files, { overwrite: true });
    expect(readdirSync(join(root, '1')).sort()).toEqual(['manifest.json', 'model.json']);
    expect(readdirSync(root)).toEqual(['1']);
  });

  test.each(['ENOSPC', 'EACCES', 'EIO'])(
    '%s on the second file leaves nothing behind',
    async (code) => {
      const system = failing(code, (path) => path.endsWith('manifest.json'));
      await expect(writeDirectory(join(root, '1'), files, {}, system)).rejects.toMatchObject({
        code: 'MODEL_WRITE_FAILED',
        message: expect.stringContaining(code),
      });
      expect(readdirSync(root)).toEqual([]);
    },
  );

  test('a full disk while replacing keeps the version that was there', async () => {
    mkdirSync(join(root, '1'));
    writeFileSync(join(root, '1/model.json'), 'old');
    const system = failing('ENOSPC', () => true);
    await expect(
      writeDirectory(join(root, '1'), files, { overwrite: true }, system),
    ).rejects.toThrow(/ENOSPC/);
    expect(readFileSync(join(root, '1/model.json'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['1']);
  });

  test('a rename that fails while replacing brings the old version back', async () => {
    mkdirSync(join(root, '1'));
    writeFileSync(join(root, '1/model.json'), 'old');
    const system: DirectorySystem = {
      ...diskSystem,
      rename: (from, to) =>
        from.endsWith('.partial')
          ? Promise.reject(Object.assign(new Error('EXDEV'), { code: 'EXDEV' }))
          : diskSystem.rename(from, to),
    };
    await expect(
      writeDirectory(join(root, '1'), files, { overwrite: true }, system),
    ).rejects.toMatchObject({
      code: 'MODEL_WRITE_FAILED',
    });
    expect(readFileSync(join(root, '1/model.json'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['1']);
  });

  test('a parent that is a file is a coded error', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(writeDirectory(join(root, 'file/1'), files)).rejects.toMatchObject({
      code: 'MODEL_WRITE_FAILED',
    });
  });
});
