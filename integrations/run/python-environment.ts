import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, '../requirements.txt');

/** Returns a Python with what the integrations need: that of DEGAS_PYTHON, or a virtual environment made in the folder. */
export function pythonEnvironment(folder: string): string {
  if (process.env.DEGAS_PYTHON !== undefined) return process.env.DEGAS_PYTHON;
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const program = join(folder, 'bin/python');
  execFileSync(program, ['-m', 'pip', 'install', '-q', '-r', REQUIREMENTS], { stdio: 'inherit' });
  return program;
}
