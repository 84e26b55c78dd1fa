import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Command } from '@commander-js/extra-typings';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import { absentVerbs } from './cli/absent-verbs.ts';
import { allVerbs } from './cli/all-verbs.ts';
import { defineVerbs, type Verbs } from './cli/define-verbs.ts';
import { captureContext } from './testing/capture-terminal.ts';

const cli = resolve(import.meta.dirname, '../../cli');

test('@degas/cli describes the verbs that it lacks as @degas/trainer does', async () => {
  const [listed, real] = await Promise.all([describeVerbs(absentVerbs), describeVerbs(allVerbs)]);
  for (const [name, { description, alias }] of listed) {
    expect(description).toBe(`${real.get(name)?.description ?? ''} Needs @degas/trainer.`);
    expect(alias).toBe(real.get(name)?.alias);
  }
});

async function describeVerbs(verbs: Verbs) {
  const program = new Command('degas');
  await defineVerbs(program, verbs, [], captureContext(), () => undefined);
  return new Map(
    program.commands.map((command) => [
      command.name(),
      { description: command.description(), alias: command.alias() },
    ]),
  );
}

describe('the program of @degas/cli', () => {
  const alone = mkdtempSync(join(tmpdir(), 'degas-alone-'));

  beforeAll(async () => {
    // One file far from any node_modules: @degas/trainer can't be found from there.
    await build({
      entryPoints: { main: join(import.meta.dirname, 'degas.ts') },
      outdir: join(alone, 'dist'),
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@degas/source'],
      external: ['@tensorflow/*', 'vega', 'vega-lite'],
      outExtension: { '.js': '.mjs' },
      banner: {
        js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
      },
      logLevel: 'error',
    });
    cpSync(join(cli, 'package.json'), join(alone, 'package.json'));
  });

  const degas = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(alone, 'dist/main.mjs'), ...args], { encoding: 'utf8' });

  test('classifies names', () => {
    const { status, stdout } = degas('predict', '--fail-on-dga', 'xjpakmdcfuqe.in');
    expect(stdout).toMatch(/^xjpakmdcfuqe\.in\t0\.\d+\tdga/);
    expect(status).toBe(3);
  });

  test('says which package to add for training, whatever the options are', () => {
    for (const args of [['train', 'names.csv', '--epochs', '3', '--help'], ['train-model']]) {
      const { status, stdout, stderr } = degas(...args);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^TRAINER_PACKAGE_MISSING: .*npm install @degas\/trainer/);
      expect(status).toBe(1);
    }
  });

  test('lists every verb, and completes those that it has', () => {
    const { stdout } = degas('--help');
    for (const verb of Object.keys(allVerbs))
      expect(stdout).toMatch(new RegExp(`^ {2}${verb}\\b`, 'm'));
    expect(degas('completion', 'bash').stdout).toContain('--fail-on-dga');
  });

  test('suggests a verb for a slip of the finger, and knows its version', () => {
    expect(degas('predcit').stderr).toContain('predict');
    expect(degas('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('degas in a clone', () => {
  const degas = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(cli, 'bin/degas.mjs'), ...args], { encoding: 'utf8' });

  test('finds the training verbs in @degas/trainer', () => {
    const { status, stdout } = degas('models', '--help');
    expect(stdout).toContain('List the versions of a model');
    expect(status).toBe(0);
  });
});
