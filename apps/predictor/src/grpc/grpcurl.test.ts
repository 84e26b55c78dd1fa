import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { fakeRegistry } from '../testing/fake-registry.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';
import { buildGrpcServer } from './grpc-server.ts';

const program = process.env.DEGAS_GRPCURL ?? 'grpcurl';
const isInstalled = spawnSync(program, ['--version']).status === 0;

(isInstalled ? describe : describe.skip)(
  'grpcurl, which learns the protocols by reflection (needs grpcurl on the path, or DEGAS_GRPCURL)',
  () => {
    let server: Server;
    let address: string;

    beforeAll(async () => {
      ({ server } = buildGrpcServer({ registry: await fakeRegistry() }));
      address = await listenGrpc(server);
    });
    afterAll(() => {
      server.forceShutdown();
    });

    const run = async (...args: string[]): Promise<string> => {
      const { stdout } = await promisify(execFile)(program, ['-plaintext', ...args]);
      return stdout;
    };
    const call = async (method: string, message: object): Promise<unknown> =>
      JSON.parse(await run('-d', JSON.stringify(message), address, method));

    test('lists the services', async () => {
      const services = (await run(address, 'list')).split('\n');
      expect(services).toEqual(
        expect.arrayContaining([
          'grpc.health.v1.Health',
          'inference.GRPCInferenceService',
          'tensorflow.serving.ModelService',
          'tensorflow.serving.PredictionService',
        ]),
      );
    });

    test('scores a name', async () => {
      const reply = await call('tensorflow.serving.PredictionService/Predict', {
        model_spec: { name: 'degas' },
        inputs: {
          input_image: {
            dtype: 'DT_STRING',
            tensor_shape: { dim: [{ size: 1 }] },
            string_val: [Buffer.from('8chars.x').toString('base64')],
          },
        },
      });
      expect(reply).toMatchObject({
        outputs: { 'dense_1/Sigmoid:0': { dtype: 'DT_FLOAT', float_val: [0.125] } },
        model_spec: { name: 'degas', version: '2', signature_name: 'serving_default' },
      });
    });

    test('asks for the status', async () => {
      const reply = await call('tensorflow.serving.ModelService/GetModelStatus', {
        model_spec: { name: 'degas' },
      });
      expect(reply).toMatchObject({
        model_version_status: [{ version: '2', state: 'AVAILABLE' }, {}],
      });
    });

    test.each(['PredictionService', 'ModelService'])(
      'asks for the health of %s',
      async (service) => {
        expect(await call('grpc.health.v1.Health/Check', { service })).toEqual({
          status: 'SERVING',
        });
      },
    );

    test('infers by the Open Inference Protocol', async () => {
      const reply = await call('inference.GRPCInferenceService/ModelInfer', {
        model_name: 'degas',
        inputs: [
          {
            name: 'input_image',
            datatype: 'BYTES',
            shape: [1],
            contents: { bytes_contents: [Buffer.from('8chars.x').toString('base64')] },
          },
        ],
      });
      expect(reply).toMatchObject({ outputs: [{ contents: { fp32_contents: [0.125] } }] });
    });
  },
);
