import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { adaptedConfiguration } from '../adapted-configuration.ts';
import { answerLines } from '../answer-lines.ts';
import type { Engine } from '../engine.ts';
import { findProgram } from '../find-program.ts';
import { outputLines } from '../output-lines.ts';

const program = findProgram('syslog-ng', 'SYSLOG_NG');

/** Sends each line of a file as a datagram; Node has no datagram sockets with a path. */
const SEND = `import socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log, open(sys.argv[2], "rb") as lines:
    log.connect(sys.argv[1])
    for line in lines: log.send(line[:-1])`;

/** syslog-ng: messages of unbound on a log socket, names to `program()`, verdicts in a file. */
export const syslogNg: Engine = {
  name: 'syslog-ng',
  missing: () => (program === null ? 'no syslog-ng: apt-get install syslog-ng-core' : null),
  async run({ names, degas, folder, python }) {
    const output = join(folder, 'degas.tsv');
    const messages = join(folder, 'messages');
    const socket = join(folder, 'log');
    const configuration = adaptedConfiguration('syslog-ng.conf', folder, {
      '/usr/bin/degas': degas,
      '/var/log/degas.tsv': output,
      '/run/degas/log': socket,
    });
    const head = '<30>Nov 27 16:00:00 host unbound: [123:0] info: 10.0.0.1 ';
    writeFileSync(messages, names.map((name) => `${head}${name}. A IN\n`).join(''));
    const state = ['-R', 'persist', '-c', 'control', '-p', 'pid'].map((part) =>
      part.startsWith('-') ? part : join(folder, part),
    );
    const child = spawn(program ?? '', ['-F', '--no-caps', '-f', configuration, ...state], {
      stdio: 'inherit',
    });
    await setTimeout(3000);
    const start = performance.now();
    execFileSync(python, ['-c', SEND, socket, messages]);
    const text = await outputLines(output, names.length);
    const seconds = (performance.now() - start) / 1000;
    child.kill();
    await once(child, 'exit');
    return { answers: answerLines(text.replace(/\.\t/g, '\t')), seconds };
  },
};
