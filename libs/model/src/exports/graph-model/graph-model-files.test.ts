import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { registrableEncoding } from '@degas/features';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';

import { useBackend } from '../../backends/use-backend.ts';
import { readNetwork } from '../../graph/read-network.ts';
import { buildNetwork } from '../../networks/registry.ts';
import { runNode } from '../../testing/run-program.ts';
import { hostileRows, scoreRows, windowNetworks } from '../../testing/window-networks.ts';
import { fromLayersFiles, toLayersFiles } from '../layers/layers-files.ts';
import { needsGraphModel, toGraphModelFiles } from './graph-model-files.ts';

const { length } = registrableEncoding;
const ROWS = 90;
/** Plain JavaScript convolves a name of the flagship in a tenth of a second: every sixth row. */
const STEP = 6;
const FEW_ROWS = ROWS / STEP;
const root = mkdtempSync(join(tmpdir(), 'degas-graph-model-'));
const names = windowNetworks.map(([name]) => name);
const codes = hostileRows(ROWS - 30, 30);
const expected = new Map<string, Float32Array>();

beforeAll(async () => {
  await useBackend('wasm');
  writeFileSync(join(root, 'codes-1'), codes);
  writeFileSync(
    join(root, `codes-${STEP}`),
    codes.filter((_, i) => Math.floor(i / length) % STEP === 0),
  );
  for (const [name, build] of windowNetworks) {
    const model = build();
    mkdirSync(join(root, name));
    const files = toGraphModelFiles(readNetwork(model), await toLayersFiles(model));
    for (const [file, bytes] of files) writeFileSync(join(root, name, file), bytes);
    expected.set(name, scoreRows(model, codes));
    model.dispose();
  }
}, 120_000);

afterAll(() => {
  rmSync(root, { recursive: true });
});

function expectScores(name: string, found: Float32Array, step: number): void {
  const scores = (expected.get(name) ?? new Float32Array()).filter((_, row) => row % step === 0);
  expect(found).toHaveLength(ROWS / step);
  expect(new Set(found).size).toBeGreaterThan(found.length / 8);
  for (const [i, score] of found.entries()) {
    expect(Math.abs(score - (scores[i] ?? NaN))).toBeLessThan(1e-5);
  }
}

/** In a process that has nothing of Degas, so no layer of its own. */
const SCORE = `
const { readFileSync, writeFileSync } = require('node:fs');
const { dirname, sep } = require('node:path');
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
const [root, backend, step, ...names] = process.argv.slice(1);
const bytes = (file) => Uint8Array.from(readFileSync(root + '/' + file));
(async () => {
  await tf.setBackend(backend);
  const codes = new Int32Array(bytes('codes-' + step).buffer);
  for (const name of names) {
    const { weightsManifest, ...json } = JSON.parse(readFileSync(root + '/' + name + '/model.json', 'utf8'));
    const model = await tf.loadGraphModel(tf.io.fromMemory({
      ...json,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: bytes(name + '/weights.bin').buffer,
    }));
    const scores = model.predict(tf.tensor2d(codes, [codes.length / ${length}, ${length}], 'int32'));
    writeFileSync(root + '/' + name + '/' + backend, scores.dataSync());
  }
})();
`;

test.each([
  ['wasm', 1],
  ['cpu', STEP],
])(
  'plain TensorFlow.js loads and scores them on %s within 1e-5',
  (backend, step) => {
    runNode(SCORE, [root, backend, String(step), ...names]);
    for (const name of names) {
      const bytes = readFileSync(join(root, name, backend));
      expectScores(name, new Float32Array(Uint8Array.from(bytes).buffer), step);
    }
  },
  120_000,
);

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip;

withChromium(`in a browser (skips unless ${executablePath}, or CHROMIUM, is there)`, () => {
  test('plain TensorFlow.js loads and scores them within 1e-5', async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.route('http://models.test/**', async (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/')
          await route.fulfill({ contentType: 'text/html', body: '<html></html>' });
        else await route.fulfill({ body: readFileSync(join(root, pathname)) });
      });
      await page.goto('http://models.test/');
      await page.addScriptTag({
        path: join(
          import.meta.dirname,
          '../../../../../node_modules/@tensorflow/tfjs/dist/tf.min.js',
        ),
      });
      for (const name of names) {
        // Plain JavaScript computes it: whether a page has WebGL is the machine's matter.
        const scores = await page.evaluate<number[]>(`(async () => {
          await tf.setBackend('cpu');
          const codes = new Int32Array(await (await fetch('/codes-${STEP}')).arrayBuffer());
          const model = await tf.loadGraphModel('/${name}/model.json');
          const rows = tf.tensor2d(codes, [${FEW_ROWS}, ${length}], 'int32');
          return [...(await model.predict(rows).data())];
        })()`);
        expectScores(name, Float32Array.from(scores), STEP);
      }
    } finally {
      await browser.close();
    }
  }, 180_000);
});

test('the layers model is in layers.json and the same weights.bin', async () => {
  const read = (file: string): Uint8Array => readFileSync(join(root, 'flagship', file));
  const model = await fromLayersFiles(read('layers.json'), read('weights.bin'));
  expectScores('flagship', scoreRows(model, codes), 1);
  model.dispose();
});

test('tables stay a byte a value', () => {
  expect(readFileSync(join(root, 'flagship/weights.bin')).length).toBeLessThan(4.6e6);
});

test('a network of layers that TensorFlow.js has needs none', () => {
  const model = buildNetwork('nyu');
  expect(needsGraphModel(readNetwork(model))).toBe(false);
  model.dispose();
});
