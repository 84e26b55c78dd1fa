import { spawnSync } from 'node:child_process';

const LIMIT_MS = 240_000;

export interface Ended {
  readonly output: string;
  readonly errors: string;
}

/** Runs a command in a folder; an exit code that is not the expected one is an error that has what was written. */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  { input = '', exitCode = 0 }: { readonly input?: string; readonly exitCode?: number } = {},
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    input,
    timeout: LIMIT_MS,
    // Examples write blocklists of megabytes.
    maxBuffer: 2 ** 28,
    env: ownEnvironment(),
  });
  if (status !== exitCode) {
    throw new Error(
      `${command} ${args.join(' ')}\nin ${folder}: exit code ${String(status)}, expected ${exitCode}\n` +
        `${error?.message ?? ''}${stdout}${stderr}`,
    );
  }
  return { output: stdout, errors: stderr };
}

/** The environment without what npm and npx tell the programs that they start: a person's shell has none of it. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|NX_)/i.test(name)),
  );
}
