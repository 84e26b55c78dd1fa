import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { readServingFiles } from './serving-files.ts';
import { readSettings } from './settings.ts';

describe('settings', () => {
  test('listen on loopback, on the ports of TensorFlow Serving, with the bundled model', () => {
    expect(readSettings([], {})).toMatchObject({
      host: '127.0.0.1',
      restApiPort: 8501,
      grpcPort: 8500,
      modelName: 'degas',
      modelBasePath: null,
      workers: 1,
      help: false,
      warnings: [],
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
    ['ports of 0 as none', ['--port=0'], {}, { grpcPort: null, restApiPort: 8501 }],
    ['free ports', ['--port=auto', '--rest_api_port=auto'], {}, { grpcPort: 0, restApiPort: 0 }],
    ['a switch with a value', ['--rest_api_enable_cors_support=TRUE'], {}, { cors: true }],
    ['a switch alone', ['--rest_api_enable_cors_support'], {}, { cors: true }],
    ['a switch that is off', ['--enable_model_warmup=false'], {}, { warmupIterations: 0 }],
    ['seconds with a fraction', ['--file_system_poll_wait_seconds=0.3'], {}, { pollSeconds: 0.3 }],
    ['seconds below 0', ['--file_system_poll_wait_seconds=-1'], {}, { pollSeconds: 0 }],
    [
      'channel options',
      ['--grpc_channel_arguments=grpc.max_connection_age_ms=2000,grpc.x=y'],
      {},
      { channelOptions: { 'grpc.max_connection_age_ms': 2000, 'grpc.x': 'y' } },
    ],
    ['an operating point', ['--operating-point=high'], {}, { labels: { operatingPoint: 'high' } }],
    [
      'a file that holds the operating point',
      ['--operating_point_file', '/etc/degas/point'],
      {},
      { labels: { operatingPoint: null, operatingPointFile: '/etc/degas/point' } },
    ],
    ['a score', ['--operating-point=0.7'], {}, { labels: { operatingPoint: 0.7 } }],
  ])('understand %s', (_, argv, environment, expected) => {
    expect(readSettings(argv, environment)).toMatchObject(expected);
  });

  test.each([
    ['--rest_api_port=70000', /from 0 to 65535/],
    ['--port', /--port=VALUE/],
    ['--workers=many', /whole number/],
    ['--rest_api_enable_cors_support=maybe', /true or false/],
    ['--grpc_channel_arguments=x', /key=value/],
  ])('refuse %s', (flag, reason) => {
    expect(() => readSettings([flag], {})).toThrow(reason);
  });

  test('need a port or a socket', () => {
    const none = ['--port=0', '--rest_api_port=0'];
    expect(() => readSettings(none, {})).toThrow(/at least one port/);
    expect(readSettings([...none, '--grpc_socket_path=/tmp/s'], {}).grpcSocketPath).toBe('/tmp/s');
  });

  test('leave out the REST service where both ports are one', () => {
    const { restApiPort, warnings } = readSettings(['--port=9000', '--rest_api_port=9000'], {});
    expect(restApiPort).toBeNull();
    expect(warnings).toEqual([expect.stringMatching(/cannot be the same as --port/)]);
  });
});

/** All flags of tensorflow_model_server, as its help lists them. */
const SERVING_FLAGS = `port=8500 grpc_socket_path=/tmp/s rest_api_port=8501 rest_api_num_threads=4
  rest_api_timeout_in_ms=30000 rest_api_enable_cors_support=true enable_batching=true
  allow_version_labels_for_unavailable_models=true batching_parameters_file=/b
  enable_per_model_batching_parameters=true model_config_file=/c
  model_config_file_poll_wait_seconds=60 model_name=m model_base_path=/m num_load_threads=2
  num_unload_threads=2 max_num_load_retries=5 load_retry_interval_micros=60000000
  file_system_poll_wait_seconds=1 flush_filesystem_caches=true tensorflow_session_parallelism=0
  tensorflow_session_config_file=/s tensorflow_intra_op_parallelism=0
  tensorflow_inter_op_parallelism=0 use_alts_credentials=false ssl_config_file=/ssl
  platform_config_file=/p per_process_gpu_memory_fraction=0.5 saved_model_tags=serve
  grpc_channel_arguments=grpc.max_connection_age_ms=2000 grpc_max_threads=8
  enable_model_warmup=true num_request_iterations_for_warmup=1 version=false
  monitoring_config_file=/mon remove_unused_fields_from_bundle_metagraph=true
  prefer_tflite_model=false num_tflite_pools=1 num_tflite_interpreters_per_pool=1
  enable_signature_method_name_check=true xla_cpu_compilation_enabled=false
  xla_gpu_compilation_enabled=false enable_profiler=false thread_pool_factory_config_file=/t
  mixed_precision= skip_initialize_tpu=false enable_grpc_healthcheck_service=true
  enable_serialization_as_tensor_content=false`
  .split(/\s+/)
  .filter((flag) => flag !== '');

describe("TensorFlow Serving's flags", () => {
  test('are 48, all taken together', () => {
    expect(SERVING_FLAGS).toHaveLength(48);
    const { warnings } = readSettings(
      SERVING_FLAGS.map((flag) => `--${flag}`),
      {},
    );
    expect(warnings.filter((warning) => !warning.includes('has no effect'))).toEqual([]);
    expect(new Set(warnings).size).toBe(warnings.length);
  });

  test.each(SERVING_FLAGS)('%s is taken in every spelling', (flag) => {
    const [name = '', value = ''] = flag.split(/=(.*)/);
    const dashed = name.replaceAll('_', '-');
    const batching = name === 'batching_parameters_file' ? ['--enable_batching'] : [];
    const spellings = [[`--${name}=${value}`], [`--${dashed}=${value}`], [`-${name}=${value}`]];
    if (value !== '') spellings.push([`--${name}`, value], [`-${name}`, value]);
    if (value === 'true') spellings.push([`--${name}`], [`--${name}=1`], [`--${name}=True`]);
    if (value === 'false') spellings.push([`--${name}=0`], [`--${name}=FALSE`]);
    const read = spellings.map((argv) => readSettings([...argv, ...batching], {}));
    for (const settings of read) {
      expect({ ...settings, warnings: [] }).toEqual({ ...read[0], warnings: [] });
      expect(settings.warnings.filter((line) => line.includes('unknown'))).toEqual([]);
    }
  });

  test('that are unknown are reported, not refused', () => {
    expect(readSettings(['--no_such_flag=1', '--other', 'word', '--port=9000'], {})).toMatchObject({
      grpcPort: 9000,
      warnings: [
        'unknown argument: --no_such_flag=1; --help lists the flags',
        'unknown argument: --other; --help lists the flags',
        'unknown argument: word',
      ],
    });
  });
});

describe('a flag', () => {
  test.each(['--enable_profiler', '--flush_filesystem_caches', '--other', '--enable_batching'])(
    'behind %s is not taken for its value',
    (flag) => {
      expect(readSettings([flag, '--port=9000'], {}).grpcPort).toBe(9000);
    },
  );

  test.each([['-port=9000'], ['-port', '9000'], ['--port', '9000'], ['--port=1', '--port=9000']])(
    'is read in the spelling %s %s',
    (...argv) => {
      expect(readSettings(argv, {})).toMatchObject({ grpcPort: 9000, warnings: [] });
    },
  );

  test('without its value is refused', () => {
    expect(() => readSettings(['--model_name', '--port=9000'], {})).toThrow(
      'Given --model-name without a value, expected --model-name=VALUE',
    );
  });

  test.each([
    [['--enable_model_warmup=false'], 0],
    [['--enable_model_warmup', 'false'], 0],
    [['--noenable_model_warmup'], 0],
    [['--no-enable-model-warmup'], 1],
    [['--enable_model_warmup'], 1],
    [['--noenable_model_warmup', '--enable_model_warmup=1'], 1],
  ])('that is a switch is read in the spelling %j', (argv, iterations) => {
    expect(readSettings(argv, {}).warmupIterations).toBe(iterations);
  });

  test('after -- is none', () => {
    expect(readSettings(['--', '--port=9000'], {})).toMatchObject({
      grpcPort: 8500,
      warnings: ['unknown argument: --port=9000'],
    });
  });

  test('that is empty is as one left out, and so is a variable; not the address', () => {
    const settings = readSettings(['--model_name=', '--model_base_path='], {
      MODEL_NAME: '',
      MODEL_BASE_PATH: '',
    });
    expect(settings).toMatchObject({ modelName: 'degas', modelBasePath: null });
    expect(() => readSettings(['--host='], {})).toThrow(/Given --host without an address/);
  });
});

describe('the configuration files', () => {
  async function readFiles(flags: readonly string[], text: string) {
    const folder = await mkdtemp(path.join(tmpdir(), 'degas-config-'));
    const file = path.join(folder, 'config.txt');
    await writeFile(file, text);
    try {
      return await readServingFiles(
        readSettings(
          flags.map((flag) => flag.replace('FILE', file)),
          {},
        ),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test('set the batches', async () => {
    const text = `max_batch_size { value: 128 } batch_timeout_micros { value: 1000 }
      max_enqueued_batches { value: 100 } num_batch_threads { value: 8 }
      allowed_batch_sizes: 64 allowed_batch_sizes: 128 pad_variable_length_inputs: true`;
    const { batching } = await readFiles(
      ['--enable_batching', '--batching_parameters_file=FILE'],
      text,
    );
    expect(batching).toEqual({
      maxBatchSize: 128,
      batchTimeoutMicros: 1000,
      maxEnqueuedBatches: 100,
    });
  });

  test.each([
    ['prometheus_config { enable: true path: "/metrics" }', '/metrics'],
    ['prometheus_config { enable: true }', '/monitoring/prometheus/metrics'],
    ['prometheus_config { enable: false }', null],
    ['', null],
  ])('say where metrics are: %s', async (text, expected) => {
    const { metricsPath } = await readFiles(['--monitoring_config_file=FILE'], text);
    expect(metricsPath).toBe(expected);
  });

  test('hold the certificate of the gRPC service', async () => {
    const { grpcTls } = await readFiles(
      ['--ssl_config_file=FILE'],
      'server_key: "key\\n" server_cert: "cert" custom_ca: "ca" client_verify: true',
    );
    expect(grpcTls).toEqual({
      key: Buffer.from('key\n'),
      certificate: Buffer.from('cert'),
      clientAuthorities: Buffer.from('ca'),
      verifyClients: true,
    });
  });

  test('are refused where they are not such messages', async () => {
    await expect(readFiles(['--monitoring_config_file=FILE'], 'prometheus { }')).rejects.toThrow(
      /Invalid protobuf file: '.*', expected a .* message in text format/,
    );
  });
});
