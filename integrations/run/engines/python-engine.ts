import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { answerLines } from '../answer-lines.ts';
import type { Engine } from '../engine.ts';

/** Returns an engine that a Python program of this folder runs: NAMES, OUT and the packed command in, seconds out. */
export function pythonEngine(name: string, program: string): Engine {
  return {
    name,
    missing: () => null,
    run({ python, namesFile, folder, degas, repository }) {
      const out = join(folder, 'answers.tsv');
      const script = join(import.meta.dirname, program);
      const printed = execFileSync(python, [script, namesFile, out, degas], {
        encoding: 'utf8',
        cwd: folder,
        env: {
          ...process.env,
          PYSPARK_PYTHON: python,
          PYTHONPATH: ['python/src', 'spark/src']
            .map((path) => join(repository, 'integrations', path))
            .join(':'),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const seconds = Number(printed.trim().split('\n').at(-1));
      return Promise.resolve({ answers: answerLines(readFileSync(out, 'utf8')), seconds });
    },
  };
}
