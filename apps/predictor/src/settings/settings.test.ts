import { describe, expect, test } from '@jest/globals';

import { readSettings } from './settings.ts';

describe('settings', () => {
  test('listen on loopback, on the ports of TensorFlow Serving, with the model that ships', () => {
    expect(readSettings([], {})).toMatchObject({
      host: '127.0.0.1',
      restApiPort: 8501,
      grpcPort: 8500,
      modelName: 'degas',
      modelBasePath: null,
      workers: 1,
      help: false,
    });
  });

  test.each<[string, string[], Record<string, string>, object]>([
    ['a flag', ['--host=0.0.0.0'], {}, { host: '0.0.0.0' }],
    ['a flag and its value apart', ['--host', '::1'], {}, { host: '::1' }],
    [
      "TensorFlow Serving's spelling",
      ['--rest_api_port=9501', '--model_name=x_y'],
      {},
      { restApiPort: 9501, modelName: 'x_y' },
    ],
    [
      'the folder of a model',
      ['--model_base_path=/models/my_model'],
      {},
      { modelBasePath: '/models/my_model' },
    ],
    [
      'the folder above, by the environment',
      [],
      { MODEL_BASE_PATH: '/models' },
      { modelBasePath: '/models/degas' },
    ],
    [
      'both by the environment',
      [],
      { MODEL_BASE_PATH: '/models', MODEL_NAME: 'x' },
      { modelName: 'x', modelBasePath: '/models/x' },
    ],
    ['a flag before the environment', ['--model-name=y'], { MODEL_NAME: 'x' }, { modelName: 'y' }],
    [
      'certificate and key',
      ['--tls-certificate=a', '--tls-key=b'],
      {},
      { tls: { certificate: 'a', key: 'b' } },
    ],
    ['at least one worker', ['--workers=0'], {}, { workers: 1 }],
  ])('understand %s', (_, argv, environment, expected) => {
    expect(readSettings(argv, environment)).toMatchObject(expected);
  });
});
