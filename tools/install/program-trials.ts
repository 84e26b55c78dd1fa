import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { freePort } from './free-port.ts';
import type { Project } from './project.ts';
import { readmeExample } from './readme-example.ts';
import { ownEnvironment, run } from './run.ts';
import { untilThere } from './until-there.ts';

/** What programs exit with that found what they look for. */
const FOUND = 3;

/** Runs the example of @degas/cli's README by bash, with the program that npm links, and the verbs that it lacks. */
export function tryCommand(project: Project, sources: string): void {
  for (const heavy of ['@tensorflow', '@aws-sdk', 'vega']) {
    if (existsSync(join(project.folder, 'node_modules', heavy))) {
      throw new Error(`@degas/cli brings ${heavy}`);
    }
  }
  const predict = run(
    project.folder,
    'npx',
    ['--no-install', '@degas/cli', 'predict', '--fail-on-dga', 'xjpakmdcfuqe.in'],
    { exitCode: FOUND },
  );
  if (!predict.output.includes('\tdga')) throw new Error(predict.output);
  project.write(
    'example.sh',
    `set -eu\nPATH="$PWD/node_modules/.bin:$PATH"\n${readmeExample(sources, 'sh')}`,
  );
  const example = run(project.folder, 'bash', ['example.sh']);
  if (!example.output.includes('"client":"10.0.1.6"')) {
    throw new Error(`degas hunt of the README finds nobody:\n${example.output}${example.errors}`);
  }
  const train = run(project.folder, 'npx', ['--no-install', 'degas', 'train', 'names.csv'], {
    exitCode: 1,
  });
  if (!train.errors.includes('npm install @degas/trainer')) throw new Error(train.errors);
}

/** Trains with what npm installed, by degas itself, as @degas/trainer stands beside @degas/cli. */
export function tryTraining(project: Project): void {
  const degas = (...args: readonly string[]) =>
    run(project.folder, 'npx', ['--no-install', 'degas', ...args]);
  degas('process', 'data/raw', 'data/processed');
  degas('train', 'data/processed', '--epochs', '1', '--out', 'models/mine/1');
  const { output } = degas('predict', '--model', 'models/mine/1', 'www.google.com');
  if (!output.startsWith('www.google.com\t0.')) throw new Error(output);
  run(project.folder, 'npx', ['--no-install', 'degas-trainer', 'models', 'models/mine']);
}

/** Starts @degas/predictor and asks it, as its README does. */
export async function tryService(project: Project): Promise<void> {
  const [rest, grpc] = [await freePort(), await freePort()];
  const service = spawn(
    join(project.folder, 'node_modules/.bin/degas-predictor'),
    [`--rest-api-port=${rest}`, `--port=${grpc}`],
    { cwd: project.folder, env: ownEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const url = `http://127.0.0.1:${rest}`;
    await untilThere(`${url}/readyz`, service);
    const answer = await fetch(`${url}/v1/models/degas:predict`, {
      method: 'POST',
      body: JSON.stringify({ instances: [{ domain: '234kd3ds9fkj3.com' }] }),
    });
    const text = await answer.text();
    if (!text.includes('"label":"dga"')) throw new Error(text);
    const page = await (await fetch(`${url}/`)).text();
    if (!page.includes('<html')) throw new Error(`the page is:\n${page}`);
  } finally {
    service.kill();
  }
}

/** Replays a log of one infected client by @degas/monitor. */
export function tryMonitor(project: Project, version: string): void {
  const monitor = (args: readonly string[], exitCode: number) =>
    run(project.folder, 'npx', ['--no-install', 'degas-monitor', ...args], { exitCode });
  const said = monitor(['--version'], 0).output.trim();
  if (said !== version) throw new Error(`degas-monitor says it is ${said}, not ${version}`);
  const replayed = ['replay', 'infected.log', '-o', 'alerts.jsonl', '--fail-on-alert'];
  const { errors } = monitor(replayed, FOUND);
  const alerts = readFileSync(join(project.folder, 'alerts.jsonl'), 'utf8');
  if (!alerts.includes('"address":"10.0.1.6"')) throw new Error(`${errors}${alerts}`);
  monitor(['replay', 'dns.log', '--fail-on-alert'], 0);
}

/** Bytes of what npm installed. */
export function installedSize(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + installedSize(path);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
}
