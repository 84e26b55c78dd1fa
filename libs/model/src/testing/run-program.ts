import { spawnSync } from 'node:child_process';

/** The Python that has the frameworks exports are proven with. */
export const python = process.env.DEGAS_PYTHON ?? 'python3';

/** Whether that Python has all of `modules`. */
export function pythonHas(...modules: readonly string[]): boolean {
  const check = modules
    .map((module) => `import importlib.util as u; assert u.find_spec('${module}')`)
    .join('\n');
  return spawnSync(python, ['-c', check], { stdio: 'ignore' }).status === 0;
}

/** Runs a Python program and gives its standard output; its complaints are the error's message. */
export function runPython(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' },
  });
  if (status !== 0) throw new Error(`python failed (${String(status)}): ${stderr.slice(-2000)}`);
  return stdout;
}

/** Runs a CommonJS program in a Node of its own: native modules don't know the typed arrays of Jest's realm. */
export function runNode(program: string, args: readonly string[]): string {
  return node(['-e', program, ...args]);
}

/** Runs a TypeScript program from the sources, in a Node of its own. */
export function runTypescript(
  file: string,
  args: readonly string[],
  environment = process.env,
): string {
  return node(['--conditions=@degas/source', '--import', 'tsx', file, ...args], environment);
}

function node(args: readonly string[], environment = process.env): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: environment,
    cwd: import.meta.dirname,
  });
  if (status !== 0) throw new Error(`node failed (${String(status)}): ${stderr.slice(-2000)}`);
  return stdout;
}
