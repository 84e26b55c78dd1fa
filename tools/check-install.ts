/**
 * Packs every package that can be published, serves them from a registry on this machine, installs them in empty
 * projects, and runs what their READMEs show: as ES modules, CommonJS, through the type checker, bundled by esbuild and
 * vite, in threads, in Bun; the command, the training, the service, the monitor. Nothing stays behind. Needs a build:
 * `npx nx run-many -t build && npm run check:install`
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildTools, tryExamples, tryPage, tryRuntimes } from './install/library-trials.ts';
import {
  installedSize,
  tryCommand,
  tryMonitor,
  tryService,
  tryTraining,
} from './install/program-trials.ts';
import { makeProject } from './install/project.ts';
import { startRegistry } from './install/registry.ts';
import { run } from './install/run.ts';
import { writeSampleData } from './install/sample-data.ts';
import { packAll, type Packed } from './packages.ts';

const BUN = '@oven/bun-linux-x64@1.4.5';

const folder = mkdtempSync(join(tmpdir(), 'degas-install-'));
const begin = Date.now();
let last = begin;
const say = (text: string) => {
  const now = Date.now();
  process.stdout.write(`${text}: ${((now - last) / 1000).toFixed(1)} s\n`);
  last = now;
};

try {
  mkdirSync(join(folder, 'packages'));
  const packages = packAll(join(folder, 'packages'));
  const registry = await startRegistry(join(folder, 'registry'));
  process.once('SIGINT', () => process.exit(130));
  try {
    await registry.publish(packages.map(({ tarball }) => tarball));
    say(`${packages.length} packages are in the registry`);
    const named = (name: string): Packed => {
      const found = packages.find((one) => one.name === name);
      if (found === undefined) throw new Error(`${name} is private`);
      return found;
    };

    const command = makeProject(join(folder, 'command'), registry, ['@degas/cli']);
    const size = installedSize(join(command.folder, 'node_modules')) / 1e6;
    say(`@degas/cli is installed, ${size.toFixed(0)} MB`);
    const generated = run(command.folder, 'npx', [
      ...['--no-install', 'degas', 'generate', 'qakbot', '--count', '500'],
    ]).output;
    const names = generated.trim().split('\n');
    writeSampleData(command, names);
    tryCommand(command, named('@degas/cli').folder);
    say('@degas/cli predicts, hunts, says what it lacks');

    const training = makeProject(join(folder, 'training'), registry, [
      ...['@degas/cli', '@degas/trainer', '@degas/model'],
    ]);
    writeSampleData(training, names);
    tryTraining(training);
    say('@degas/trainer trains');

    const service = makeProject(join(folder, 'service'), registry, ['@degas/predictor']);
    await tryService(service);
    say('@degas/predictor answers');

    const monitor = makeProject(join(folder, 'monitor'), registry, ['@degas/monitor']);
    writeSampleData(monitor, names);
    tryMonitor(monitor, named('@degas/monitor').version);
    say('@degas/monitor finds the infected client of a log');

    const libraries = packages.filter(({ folder: path }) => path.includes('/libs/'));
    const library = makeProject(
      join(folder, 'library'),
      registry,
      [...libraries.map(({ name }) => name), ...buildTools],
      // Build tools of the day may ask for a newer Node; the packages by themselves were strict above.
      '--no-engine-strict',
    );
    writeSampleData(library, names);
    tryExamples(library, libraries);
    say('the example of every library runs by import and by require, and has its types');
    tryRuntimes(library, installBun());
    say('the classifier runs bundled, in a thread, in Bun');
    await tryPage(library);
    say('the classifier runs in a page of vite, in a worker');
  } finally {
    registry.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`all in ${((Date.now() - begin) / 1000).toFixed(0)} s\n`);

/** Returns the program, where npm has one for this machine. */
function installBun(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const prefix = join(folder, 'bun');
  mkdirSync(prefix);
  run(prefix, 'npm', ['install', '--prefer-offline', '--no-save', '--prefix', prefix, BUN]);
  const program = join(prefix, 'node_modules/@oven/bun-linux-x64/bin/bun');
  return existsSync(program) ? program : null;
}
