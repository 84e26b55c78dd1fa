import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { adaptedConfiguration } from '../adapted-configuration.ts';
import { answerLines } from '../answer-lines.ts';
import type { Engine } from '../engine.ts';
import { findProgram } from '../find-program.ts';
import { outputLines } from '../output-lines.ts';

const program = findProgram('rsyslogd', 'RSYSLOGD');
const PORT = 15_140;

/** rsyslog: messages of unbound over TCP, names to `omprog`, verdicts in a file. */
export const rsyslog: Engine = {
  name: 'rsyslog',
  missing: () => (program === null ? 'no rsyslogd: apt-get install rsyslog' : null),
  async run({ names, degas, folder }) {
    const output = join(folder, 'degas.tsv');
    const configuration = adaptedConfiguration(
      'rsyslog.conf',
      folder,
      { '/usr/bin/degas': degas, '/var/log/degas.tsv': output },
      `module(load="imptcp")\ninput(type="imptcp" address="127.0.0.1" port="${PORT}")\n`,
    );
    const child = spawn(
      program ?? '',
      ['-n', '-f', configuration, '-i', join(folder, 'rsyslogd.pid')],
      { stdio: 'inherit' },
    );
    await setTimeout(2000);
    const start = performance.now();
    const head = '<30>Nov 27 16:00:00 host unbound: [123:0] info: 10.0.0.1 ';
    connect(PORT, '127.0.0.1').end(names.map((name) => `${head}${name}. A IN\n`).join(''));
    const text = await outputLines(output, names.length);
    const seconds = (performance.now() - start) / 1000;
    child.kill();
    await once(child, 'exit');
    return { answers: answerLines(text.replace(/\.\t/g, '\t')), seconds };
  },
};
