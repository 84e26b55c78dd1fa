import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { parseModelConfigFile, readModelConfigMessage } from './model-config.ts';

describe('a model configuration file', () => {
  test('names models, policies and labels', () => {
    const source = `
      # two models
      model_config_list {
        config {
          name: 'degas'  base_path: "/models/degas"
          model_platform: "tensorflow"
          model_version_policy { specific { versions: 1 versions: 3 } }
          version_labels { key: "stable" value: 1 }
          version_labels: { key: "canary", value: 3 };
        }
        config: < name: "other" base_path: "/mod" "els/other" model_version_policy: { all: {} } >
        config { name: "third" base_path: "/t" model_version_policy { latest { num_versions: 2 } } }
        config { name: "fourth" base_path: "/f" }
      }`;
    expect(parseModelConfigFile(source, 'models.conf')).toEqual([
      {
        name: 'degas',
        basePath: '/models/degas',
        policy: { kind: 'specific', versions: [1n, 3n] },
        labels: new Map([
          ['stable', 1n],
          ['canary', 3n],
        ]),
      },
      { name: 'other', basePath: '/models/other', policy: { kind: 'all' }, labels: new Map() },
      { name: 'third', basePath: '/t', policy: { kind: 'latest', count: 2 }, labels: new Map() },
      { name: 'fourth', basePath: '/f', policy: { kind: 'latest', count: 1 }, labels: new Map() },
    ]);
  });

  test.each(['', '# nothing', 'model_config_list {}'])('may be without models: %j', (source) => {
    expect(parseModelConfigFile(source, 'models.conf')).toEqual([]);
  });

  test('may hold the deprecated type, request logging, the version 0 and octal escapes', () => {
    const source = `model_config_list { config {
      name: "\\144egas" base_path: "/m" model_type: TENSORFLOW
      logging_config { log_collector_config { type: "x" } sampling_config { sampling_rate: 0.1 attributes: 1 } }
      model_version_policy { specific { versions: 0 versions: 1732700000000000000 } }
    } }`;
    expect(parseModelConfigFile(source, 'models.conf')).toEqual([
      {
        name: 'degas',
        basePath: '/m',
        policy: { kind: 'specific', versions: [0n, 1732700000000000000n] },
        labels: new Map(),
      },
    ]);
  });

  test('may hold a relative path, which is one of the working directory', () => {
    const [config] = parseModelConfigFile(
      'model_config_list { config { name: "x" base_path: "models/x" } }',
      'models.conf',
    );
    expect(config?.basePath).toBe(`${process.cwd()}/models/x`);
  });

  test('may list versions in brackets', () => {
    const [config] = parseModelConfigFile(
      'model_config_list { config { name: "x" base_path: "/x" model_version_policy { specific { versions: [1, 2] } } } }',
      'models.conf',
    );
    expect(config?.policy).toEqual({ kind: 'specific', versions: [1n, 2n] });
  });

  test.each([
    [
      'model_config_list {',
      /^Invalid protobuf file: 'models.conf', expected a tensorflow.serving.ModelServerConfig message in text format: .*expected '}' \(line 1\)/,
    ],
    ['model_config_list { config { name: "x" base_path: } }', /\(line 1\)/],
    ['model_config_list { config { name "x" } }', /expected ':' \(line 1\)/],
    ['\n\n%', /'%' \(line 3\)/],
    [
      'model_config_list { config { name: "x" } }',
      /Expected model x to have an absolute path or URI; got base_path\(\)=$/,
    ],
    ['model_config_list { config { name: "x" name: "y" base_path: "z" } }', /name/],
    ['model_config_list { config { name: "x" base_path: "z" nam: "y" } }', /nam/],
    [
      'model_config_list { config { name: "x" base_path: "z" model_version_policy { specific { versions: -1 } } } }',
      /versions/,
    ],
    [
      'model_config_list { config { name: "x" base_path: "/z" model_platform: "caffe" } }',
      /Model x requests unsupported platform caffe/,
    ],
    [
      'model_config_list { config { name: "x" base_path: "/z" model_type: OTHER } }',
      /model_type choice 2 not supported/,
    ],
    [
      'model_config_list { config { name: "x" base_path: "/z" model_type: TENSORFLOW model_platform: "tensorflow" } }',
      /Illegal setting both/,
    ],
    [
      'model_config_list { config { name: "x" base_path: "a" } config { name: "x" base_path: "b" } }',
      /Illegal to list model x multiple times/,
    ],
    [
      'model_config_list { config { name: "x" base_path: "gs://bucket/x" } }',
      /Given the base path gs:\/\/bucket\/x, expected a folder of this machine; mount the storage/,
    ],
  ])('%j is refused with its reason', (source, complaint) => {
    expect(() => parseModelConfigFile(source, 'models.conf')).toThrow(complaint);
  });
});

test('a reload request says the same in a message', () => {
  const message = {
    model_config_list: {
      config: [
        {
          name: 'degas',
          base_path: '/models/degas',
          model_platform: '',
          model_version_policy: { policy_choice: 'specific', specific: { versions: [1] } },
          version_labels: { stable: 1 },
        },
        {
          name: 'other',
          base_path: '/o',
          model_platform: '',
          model_version_policy: null,
          version_labels: {},
        },
      ],
    },
  };
  expect(readModelConfigMessage(message)).toEqual([
    {
      name: 'degas',
      basePath: '/models/degas',
      policy: { kind: 'specific', versions: [1n] },
      labels: new Map([['stable', 1n]]),
    },
    { name: 'other', basePath: '/o', policy: { kind: 'latest', count: 1 }, labels: new Map() },
  ]);
});

test.each([
  ['file:///models/x', '/models/x'],
  ['/models/a b/', '/models/a b'],
  ['models/x', path.resolve('models/x')],
])('the base path %s is the folder %s', (given, folder) => {
  const source = `model_config_list { config { name: "x" base_path: "${given}" } }`;
  expect(parseModelConfigFile(source, 'models.conf')).toMatchObject([{ basePath: folder }]);
});

test('a reload request with another platform is refused, in other words for a model that is served', () => {
  const message = {
    model_config_list: {
      config: [{ name: 'x', base_path: '/x', model_platform: 'caffe', version_labels: {} }],
    },
  };
  expect(() => readModelConfigMessage(message)).toThrow(
    'Model x requests unsupported platform caffe',
  );
  expect(() => readModelConfigMessage(message, ['x'])).toThrow(
    "Illegal to change a model's platform. For model x platform was tensorflow and new platform requested is caffe",
  );
});

test('a reload request with a relative path is refused', () => {
  const message = {
    model_config_list: { config: [{ name: 'x', base_path: 'models/x', version_labels: {} }] },
  };
  expect(() => readModelConfigMessage(message)).toThrow(
    'Expected model x to have an absolute path or URI; got base_path()=models/x',
  );
});
