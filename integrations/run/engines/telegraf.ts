import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { adaptedConfiguration } from '../adapted-configuration.ts';
import type { Engine } from '../engine.ts';
import { findProgram } from '../find-program.ts';
import { outputLines } from '../output-lines.ts';

const program = findProgram('telegraf', 'TELEGRAF');

/** Telegraf: its `execd` input has Degas follow a file of names. */
export const telegraf: Engine = {
  name: 'Telegraf',
  missing: () => (program === null ? 'no telegraf: install it and name it in TELEGRAF' : null),
  async run({ names, namesFile, degas, folder }) {
    const output = join(folder, 'metrics.influx');
    const configuration = adaptedConfiguration('telegraf.conf', folder, {
      '/var/log/dns/names.log': namesFile,
    });
    const start = performance.now();
    const child = spawn(program ?? '', ['--config', configuration, '--quiet'], {
      stdio: ['ignore', openSync(output, 'w'), 'inherit'],
      env: { ...process.env, PATH: `${dirname(degas)}${delimiter}${process.env.PATH ?? ''}` },
    });
    const text = await outputLines(output, names.length);
    const seconds = (performance.now() - start) / 1000;
    child.kill();
    await once(child, 'exit');
    const answers = text.split('\n').slice(0, -1);
    return { answers: answers.map(metric), seconds };
  },
};

function metric(line: string): readonly [string, number | null] {
  const score = /[ ,]score=([^ ,]+)/.exec(line)?.[1];
  return [/domain="([^"]*)"/.exec(line)?.[1] ?? '', score === undefined ? null : Number(score)];
}
