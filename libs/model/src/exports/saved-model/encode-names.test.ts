import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  degasEncoding,
  type Encoding,
  lexicalEncoding,
  registrableEncoding,
} from '@degas/features';
import { loadClassifier, writeCompiledModel } from '@degas/inference';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { readNetwork } from '../../graph/read-network.ts';
import { sampleNames } from '../../testing/names.ts';
import { python, pythonHas, runPython } from '../../testing/run-program.ts';
import { scatterWeights } from '../../testing/sample-networks.ts';
import { compile } from '../compiled/compile.ts';
import { findTextEncoding, lowerCaseExceptions } from './encode-names.ts';
import { toSavedModel } from './to-saved-model.ts';

/** Names whose characters count differently in bytes, UTF-16 units and code points, before and after lower-casing. */
const unicode = [
  'İSTANBUL.com', // one code point becomes two
  '\u212Aelvin.com', // becomes an ASCII k
  'ΟΔΟΣ.gr',
  'straße.de',
  '例え.jp',
  '\uFEFFbom.com',
  '\uFFFFabc.com',
  '\u0000a\u0080b\u00FFc.com',
  `${'😀'.repeat(40)}.com`,
  `a${'😀'.repeat(31)}`,
  `${'😀'.repeat(31)}a`,
  'é'.repeat(63),
  'é'.repeat(64),
  `${'İ'.repeat(60)}abc`,
  ...[62, 63, 64, 74, 75, 76].map((length) => 'x'.repeat(length)),
];
const names = [...sampleNames(150), ...unicode];

const root = mkdtempSync(join(tmpdir(), 'degas-names-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A small convolution over the codes of an encoding. */
function network({ length, vocabulary }: Encoding): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: vocabulary, outputDim: 6, inputLength: length }),
      tf.layers.conv1d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.globalMaxPooling1d({}),
      tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1' }),
    ],
  });
  return scatterWeights(model);
}

function codesOf(encoding: Encoding): Int32Array {
  const codes = new Int32Array(names.length * encoding.length);
  names.forEach((name, row) => {
    encoding.encodeInto(name, codes, row * encoding.length);
  });
  return codes;
}

const encodings = [degasEncoding, registrableEncoding];
const expected = new Map<Encoding, Float32Array>();

beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const encoding of encodings) {
    const model = network(encoding);
    const graph = readNetwork(model);
    const folder = join(root, encoding.name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'saved_model.pb'), toSavedModel(graph, encoding));
    writeFileSync(join(folder, 'names.json'), JSON.stringify(names));
    const compiled = compile(graph, {
      ...{ name: 'sample', version: 1, labels: ['benign', 'dga'], threshold: 0.5 },
      ...{ operatingPoints: [], families: [], encoding },
    });
    const classifier = await loadClassifier(writeCompiledModel(compiled));
    expected.set(encoding, classifier.scoreCodes(codesOf(encoding)));
    classifier.close();
    model.dispose();
  }
});

const SCORE = `
import json, sys
import numpy as np
import tensorflow as tf
for folder in sys.argv[1:]:
    # Lone surrogates have no UTF-8: they become what JavaScript makes of them.
    names = [name.encode('utf-8', 'replace') for name in json.load(open(folder + '/names.json'))]
    signature = tf.saved_model.load(folder).signatures['domains']
    signature(domains=tf.constant(names))['score'].numpy().astype('<f4').tofile(folder + '/tf2')
    assert signature(domains=tf.constant([], tf.string))['score'].shape == (0, 1)
    with tf.compat.v1.Session(graph=tf.Graph()) as session:
        meta = tf.compat.v1.saved_model.loader.load(session, ['serve'], folder)
        definition = meta.signature_def['domains']
        feed = {definition.inputs['domains'].name: np.array(names, dtype=object)}
        session.run(definition.outputs['score'].name, feed).astype('<f4').tofile(folder + '/tf1')
        last = [node.name for node in meta.graph_def.node if node.name in ('domains/encode/own', 'domains/encode/all')][-1]
        session.run(last + ':0', feed).astype('<i4').tofile(folder + '/codes')
        print(json.dumps([definition.method_name, definition.inputs['domains'].dtype, definition.outputs['score'].dtype]))
`;

const withTensorflow = pythonHas('tensorflow') ? describe : describe.skip;

withTensorflow(
  `the signature of names in real TensorFlow (skips unless ${python}, or DEGAS_PYTHON, has it)`,
  () => {
    beforeAll(() => {
      const folders = encodings.map(({ name }) => join(root, name));
      const printed = runPython(SCORE, folders).trim().split('\n');
      const signature = ['tensorflow/serving/predict', 7, 1];
      expect(printed.map((line): unknown => JSON.parse(line))).toEqual([signature, signature]);
    }, 120_000);

    const written = (encoding: Encoding, file: string): ArrayBuffer =>
      Uint8Array.from(readFileSync(join(root, encoding.name, file))).buffer;

    test.each(encodings)('$name: the graph encodes every name as the encoding does', (encoding) => {
      const found = new Int32Array(written(encoding, 'codes'));
      const { length } = encoding;
      const wanted = codesOf(encoding);
      names.forEach((name, row) => {
        const rowOf = (codes: Int32Array) => [...codes.subarray(row * length, (row + 1) * length)];
        expect([name, rowOf(found)]).toEqual([name, rowOf(wanted)]);
      });
    });

    test.each(encodings)('$name: both loaders score names as the engine does', (encoding) => {
      const scores = expected.get(encoding) ?? new Float32Array();
      expect(new Set(scores).size).toBeGreaterThan(names.length / 2);
      for (const loader of ['tf2', 'tf1']) {
        const found = new Float32Array(written(encoding, loader));
        expect(found).toHaveLength(names.length);
        for (const [row, score] of found.entries()) {
          expect(Math.abs(score - (scores[row] ?? NaN))).toBeLessThan(1e-5);
        }
      }
    });
  },
);

test('an encoding of something other than characters has no such signature', () => {
  expect(findTextEncoding(lexicalEncoding)).toBeUndefined();
});

test('no other character than those that the graph replaces is ASCII or longer in lower case', () => {
  const found: [string, string][] = [];
  for (let point = 128; point < 0x110000; point++) {
    const character = String.fromCodePoint(point);
    const lower = character.toLowerCase();
    if (/[\0-\x7f]/.test(lower) || Array.from(lower).length !== 1) found.push([character, lower]);
  }
  expect(found).toEqual(lowerCaseExceptions);
});
