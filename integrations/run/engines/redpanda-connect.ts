import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import type { Engine } from '../engine.ts';
import { findProgram } from '../find-program.ts';

interface Answered {
  readonly query: string;
  readonly degas: { readonly score: number | null };
}

const program = findProgram('benthos', 'BENTHOS');

/** Redpanda Connect's core: its subprocess processor on JSON messages. */
export const redpandaConnect: Engine = {
  name: 'Redpanda Connect',
  missing: () =>
    program === null
      ? 'no benthos: build github.com/redpanda-data/benthos/v4/cmd/benthos and name it in BENTHOS'
      : null,
  async run({ names, degas, folder }) {
    const input = join(folder, 'queries.jsonl');
    const output = join(folder, 'answers.jsonl');
    writeFileSync(input, names.map((query) => `${JSON.stringify({ query })}\n`).join(''));
    const files = [openSync(input, 'r'), openSync(output, 'w')] as const;
    const configuration = join(import.meta.dirname, '../../streams/redpanda-connect.yaml');
    const start = performance.now();
    const path = `${dirname(degas)}${delimiter}${process.env.PATH ?? ''}`;
    const child = spawn(program ?? '', ['-c', configuration], {
      stdio: [files[0], files[1], 'inherit'],
      env: { ...process.env, PATH: path },
    });
    await once(child, 'exit');
    const seconds = (performance.now() - start) / 1000;
    files.forEach((file) => {
      closeSync(file);
    });
    const lines = readFileSync(output, 'utf8').split('\n').slice(0, -1);
    const answers = lines.map((line) => {
      const { query, degas: verdict } = JSON.parse(line) as Answered;
      return [query, verdict.score] as const;
    });
    return { answers, seconds };
  },
};
