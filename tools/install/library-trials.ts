import { rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Packed } from '../packages.ts';
import { openPage } from './open-page.ts';
import type { Project } from './project.ts';
import { readmeExample, withRequire } from './readme-example.ts';
import { run } from './run.ts';

/** What a person builds with; of the newest versions when this was written. */
export const buildTools = ['typescript@6.0.3', '@types/node@20', 'esbuild@0.28.2', 'vite@8'];

const strict = {
  ...{ target: 'es2022', lib: ['es2023', 'dom'], types: ['node'], strict: true, noEmit: true },
  exactOptionalPropertyTypes: true,
};
const resolutions = [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }];
/** The types of TensorFlow.js have errors of their own. */
const isTyped = (name: string) => name !== '@degas/model';

/** Runs the README's example of every library as an ES module, as CommonJS and through the type checker. */
export function tryExamples(project: Project, packages: readonly Packed[]): void {
  for (const { name, folder } of packages) {
    const program = readmeExample(folder, 'ts');
    const installed = readmeExample(folder, 'sh', /^install/i);
    for (const [, needed = ''] of program.matchAll(/ from '(@degas\/[^/']+)/g)) {
      if (!installed.includes(needed))
        throw new Error(`${name}'s README does not install ${needed}`);
    }
    const file = fileOf(name);
    project.write(`${file}.mjs`, program);
    project.write(`${file}.cjs`, withRequire(program));
    project.write(`src/${file}.mts`, program);
    const [module, common] = ['mjs', 'cjs'].map((ending) => {
      // What an example saved is there already for the second one.
      rmSync(join(project.folder, 'models'), { recursive: true, force: true });
      return run(project.folder, process.execPath, [`${file}.${ending}`], {
        input: 'stdin.example.com\n',
      });
    });
    if (module?.output.trim() === '') throw new Error(`The example of ${name} prints nothing`);
    if (module?.output !== common?.output) {
      throw new Error(`${name} says by import:\n${module?.output}by require:\n${common?.output}`);
    }
  }
  for (const skipLibCheck of [false, true]) {
    const include = packages
      .filter(({ name }) => skipLibCheck !== isTyped(name))
      .map(({ name }) => `src/${fileOf(name)}.mts`);
    for (const resolution of resolutions) {
      const compilerOptions = { ...strict, ...resolution, skipLibCheck };
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, include }));
      run(project.folder, 'npx', ['--no-install', 'tsc']);
    }
  }
}

const fileOf = (name: string): string => name.slice('@degas/'.length);

/** Bundles the classifier by esbuild, and has it judge in a thread and in Bun: always the same words. */
export function tryRuntimes(project: Project, bun: string | null): void {
  const expected = run(project.folder, process.execPath, ['inference.mjs']).output;
  const bundle = (...options: readonly string[]) =>
    run(project.folder, 'npx', [
      '--no-install',
      'esbuild',
      'inference.mjs',
      '--bundle',
      ...options,
    ]);
  bundle('--format=esm', '--platform=node', '--outfile=bundle/node.mjs');
  bundle('--format=esm', '--platform=browser', '--outfile=bundle/browser.mjs');
  project.write(
    'thread.mjs',
    `import { Worker } from 'node:worker_threads';\nnew Worker('./inference.mjs');\n`,
  );
  const programs: readonly (readonly [string, string])[] = [
    [process.execPath, 'bundle/node.mjs'],
    [process.execPath, 'bundle/browser.mjs'],
    [process.execPath, 'thread.mjs'],
    ...(bun === null ? [] : [[bun, 'inference.mjs'] as const]),
  ];
  for (const [command, file] of programs) {
    const { output } = run(project.folder, command, [file]);
    if (plain(output) !== plain(expected)) {
      throw new Error(`${command} ${file} says:\n${output}expected:\n${expected}`);
    }
  }
}

/** Bun shows numbers and values in other colours, and quotes them otherwise. */
const plain = (text: string): string => text.replace(/["']/g, '').trim();

/** Builds a page by vite whose worker classifies, and opens it. */
export async function tryPage(project: Project): Promise<void> {
  project.write('index.html', '<!doctype html><script type="module" src="./page.js"></script>');
  project.write(
    'page.js',
    `const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { document.title = data; };
worker.postMessage(['xjpakmdcfuqe.in', 'www.google.com']);
`,
  );
  project.write(
    'worker.js',
    `import { loadClassifier } from '@degas/inference';
const classifier = loadClassifier();
self.onmessage = async ({ data }) => {
  postMessage((await classifier).classify(data).map(({ label }) => label).join(' '));
};
`,
  );
  run(project.folder, 'npx', ['--no-install', 'vite', 'build', '--logLevel', 'error']);
  const title = await openPage(join(project.folder, 'dist'));
  if (title !== 'dga benign') throw new Error(`The page of vite says '${title}'`);
}
