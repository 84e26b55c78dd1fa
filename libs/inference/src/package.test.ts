import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';

// Each test starts programs, which a busy machine takes its time for.
jest.setTimeout(60_000);

const root = join(import.meta.dirname, '../../..');
const CHROMIUM = '/usr/bin/chromium';
const folder = mkdtempSync(join(tmpdir(), 'degas-package-'));
const environment = { ...process.env, NODE_OPTIONS: '' };
let tarballs: Map<string, string>;

/** The packages as they would be published, and what they need from the registry as it was installed here. */
beforeAll(() => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const config = join(root, 'libs/inference/tsconfig.build.json');
  execFileSync(process.execPath, [compiler, '--build', config], { stdio: 'pipe' });
  const bundler = join(root, 'libs/inference/bundle.mjs');
  execFileSync(process.execPath, [bundler], { stdio: 'pipe' });
  const packages = [
    'libs/features',
    'libs/inference',
    'node_modules/tldts',
    'node_modules/tldts-core',
  ];
  const packed = packages.map((path) => {
    const report = npm(
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
      join(root, path),
    );
    const [{ filename, name }] = JSON.parse(report) as [{ filename: string; name: string }];
    return [name, join(folder, filename)] as const;
  });
  tarballs = new Map(packed);
  writeFileSync(join(folder, 'package.json'), '{ "name": "someone-else", "private": true }');
  npm(['install', '--offline', '--no-audit', '--no-fund', ...tarballs.values()], folder);
}, 180_000);

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' });
}

/** What a program prints that runs in the project which installed the packages. */
function run(file: string, program: string, flags: readonly string[] = []): string {
  writeFileSync(join(folder, file), program);
  const options = { cwd: folder, env: environment, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, [...flags, file], options).trim();
}

const names = `['www.google.com', '10.0.0.1', ...Array.from({ length: 9998 }, (_, i) => 'n' + i * 7919 + '.org')]`;
const summary = `JSON.stringify([classifier.model.engine, scores.length, scores[0] >= 0, scores[1] !== scores[1]])`;
const expected = '["wasm",10000,true,true]';

describe('the package as it is published', () => {
  test('is an import away', () => {
    const program = `import { loadClassifier } from '@degas/inference';
      const classifier = await loadClassifier();
      const scores = classifier.score(${names});
      console.log(${summary});`;
    expect(run('import.mjs', program)).toBe(expected);
  });

  test('is a require away', () => {
    const program = `const { loadClassifier } = require('@degas/inference');
      loadClassifier().then((classifier) => {
        const scores = classifier.score(${names});
        console.log(${summary});
      });`;
    expect(run('require.cjs', program)).toBe(expected);
  });

  test.each([
    ['from the file beside the program', /^bundled-model.*\.js$/],
    ['from the program itself where that file is missing', /^bundled-model.*\.bin$/],
  ])('has its model %s', (_, unused) => {
    const bundle = join(folder, 'node_modules/@degas/inference/dist/bundle');
    const [name = ''] = readdirSync(bundle).filter((file) => unused.test(file));
    renameSync(join(bundle, name), join(bundle, 'away'));
    try {
      const program = `import { loadClassifier } from '@degas/inference';
        const classifier = await loadClassifier();
        console.log(classifier.model.name);`;
      expect(run('model.mjs', program)).toBe('degas');
    } finally {
      renameSync(join(bundle, 'away'), join(bundle, name));
    }
  });

  test('runs its pool, and lets the program end without a close', () => {
    const program = `import { loadClassifierPool } from '@degas/inference';
      const classifier = await loadClassifierPool(undefined, { workers: 2 });
      const scores = await classifier.score(${names});
      console.log(${summary});`;
    expect(run('pool.mjs', program)).toBe(expected);
  });

  test('runs without WebAssembly', () => {
    const program = `import { loadClassifier } from '@degas/inference';
      const classifier = await loadClassifier();
      console.log(classifier.model.engine + ' ' + classifier.score(['google.com']).length);`;
    const without = 'data:text/javascript,delete globalThis.WebAssembly';
    expect(run('plain.mjs', program, ['--import', without])).toBe('javascript 1');
  });

  test('has types that a strict program compiles with, with the types of Node or of browsers', () => {
    const program = `import { loadClassifier, type Verdict } from '@degas/inference';
      const classifier = await loadClassifier(undefined, { operatingPoint: 'medium', allow: ['a.com'] });
      const verdicts: Verdict[] = classifier.classify(['google.com']);
      const level: 'low' | 'medium' | 'high' | null | undefined = verdicts[0]?.level;
      // @ts-expect-error -- there is no such level
      await loadClassifier(undefined, { operatingPoint: 'strict' });
      export { level };`;
    writeFileSync(join(folder, 'types.mts'), program);
    const complaints = (more: object): string => {
      const compilerOptions = {
        ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true },
        ...{ target: 'es2022', module: 'nodenext', types: [], ...more },
      };
      const config = JSON.stringify({ compilerOptions, files: ['types.mts'] });
      writeFileSync(join(folder, 'tsconfig.json'), config);
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
    };
    expect(complaints({ lib: ['es2022', 'dom'] })).toBe('');
    const typeRoots = [join(root, 'node_modules/@types')];
    expect(complaints({ lib: ['es2022'], types: ['node'], typeRoots })).toBe('');
  });

  test('is at most 6 MB packed, and brings at most three packages', () => {
    const tarball = tarballs.get('@degas/inference') ?? '';
    expect(statSync(tarball).size).toBeLessThanOrEqual(6 * 1024 * 1024);
    const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
    const installed = Object.keys((JSON.parse(lock) as { packages: object }).packages);
    const brought = installed.filter((path) => path !== '' && !path.endsWith('@degas/inference'));
    expect(brought.length).toBeLessThanOrEqual(3);
  });
});

const inChromium = existsSync(CHROMIUM) ? describe : describe.skip;

inChromium(`the package in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let page: Page;
  const messages: string[] = [];

  beforeAll(async () => {
    const files = new Map<string, string>([['/', '<!doctype html><title>Degas</title>']]);
    const program = (source: string, reply: string): string =>
      `import { loadClassifier, loadClassifierPool } from '@degas/inference';
       (async () => { const classifier = ${source}; const scores = await classifier.score(${names}); ${reply}(${summary}); })();`;
    const entries = {
      page: program('await loadClassifier()', '((text) => { window.result = text; })'),
      pool: program(
        'await loadClassifierPool(undefined, { workers: 2 })',
        '((text) => { window.result = text; })',
      ),
      worker: program('await loadClassifier()', 'self.postMessage'),
    };
    for (const [name, text] of Object.entries(entries)) {
      writeFileSync(join(folder, `${name}.mjs`), text);
      const { outputFiles } = await build({
        absWorkingDir: folder,
        entryPoints: [`${name}.mjs`],
        ...{
          bundle: true,
          minify: true,
          write: false,
          format: 'iife',
          platform: 'browser',
          target: 'es2022',
        },
      });
      files.set(`/${name}.js`, outputFiles[0]?.text ?? '');
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => messages.push(error.message));
    page.on('console', (message) => messages.push(message.text()));
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url());
      const body = files.get(pathname);
      const contentType = pathname === '/' ? 'text/html' : 'text/javascript';
      return body === undefined
        ? route.fulfill({ status: 404 })
        : route.fulfill({ body, contentType });
    });
  }, 180_000);

  afterAll(() => browser.close());

  test.each(['page', 'pool'])(
    'scores 10,000 names: %s',
    async (name) => {
      await page.goto('http://localhost/');
      await page.addScriptTag({ url: `/${name}.js` });
      const result = await page.waitForFunction(() => (globalThis as { result?: string }).result);
      expect(await result.jsonValue()).toBe(expected);
      expect(messages.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual(
        [],
      );
    },
    60_000,
  );

  test('scores 10,000 names in a Web Worker', async () => {
    await page.goto('http://localhost/');
    const result = await page.evaluate(
      `new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js');
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      })`,
    );
    expect(result).toBe(expected);
  });
});
