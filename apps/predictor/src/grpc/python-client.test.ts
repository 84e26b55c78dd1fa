import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { fakeRegistry } from '../testing/fake-registry.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';
import { buildGrpcServer } from './grpc-server.ts';

/** A Python that can import `tensorflow_serving`. */
const python = process.env.DEGAS_PYTHON;

(python === undefined ? describe.skip : describe)(
  'the Python client of TensorFlow Serving (needs DEGAS_PYTHON, a Python with tensorflow-serving-api)',
  () => {
    let server: Server;
    let answers: Record<string, unknown>;

    beforeAll(async () => {
      ({ server } = buildGrpcServer({ registry: await fakeRegistry() }));
      const script = path.join(import.meta.dirname, '../testing/serving_client.py');
      const { stdout } = await promisify(execFile)(python ?? '', [
        script,
        await listenGrpc(server),
      ]);
      answers = JSON.parse(stdout) as Record<string, unknown>;
    }, 60_000);
    afterAll(() => {
      server.forceShutdown();
    });

    test.each<[string, unknown]>([
      ['codes in the content', [[0.5], [0.25]]],
      ['codes in the typed field', [[0.5], [0.25]]],
      ['names', [[0.125], [0]]],
      [
        'verdicts',
        {
          domain: ['8chars.x'],
          family: [''],
          kind: [''],
          label: ['benign'],
          level: [''],
          registrable: ['8chars.x'],
          score: [0.125],
          skipped: [''],
        },
      ],
      ['version', 2],
      [
        'clients',
        {
          client: ['10.0.0.5', '10.0.0.6'],
          level: ['high', ''],
          names: [
            ['a.com', 'b.com'],
            ['', ''],
          ],
          failed_names: [2, 0],
        },
      ],
      [
        'classes',
        [
          ['benign', 0.875],
          ['dga', 0.125],
        ],
      ],
      ['regression', 0.5],
      ['a tensor in short form', [[0], [0]]],
      ['an empty batch', [0, 1]],
      ['several', ['classification_result', 'regression_result']],
      [
        'signature',
        ['input_image:0', 'int32', [-1, 75], ['dense_1/Sigmoid:0'], 'tensorflow/serving/predict'],
      ],
      [
        'status',
        [
          [2, 'AVAILABLE', 0],
          [1, 'AVAILABLE', 0],
        ],
      ],
      ['refusal', ['NOT_FOUND', 'Servable not found for request: Latest(other)']],
    ])('%s', (question, answer) => {
      expect(answers[question]).toEqual(answer);
    });
  },
);
