import { oneOf, optionalText, port, seconds, text, toggle, whole } from './flag.ts';

/** Bytes that a request may have, packed or not: what TensorFlow Serving unpacks of a gzip body at most. */
export const DEFAULT_REQUEST_BYTES = 100 * 1024 * 1024;

/**
 * Every flag of the service. Those of TensorFlow Serving keep their names, written with dashes here; on the command
 * line underscores do as well.
 */
export const flags = {
  host: text('127.0.0.1', 'address to listen on; TensorFlow Serving listens on 0.0.0.0'),
  'rest-api-port': port(8501, 'port of the REST service'),
  port: port(8500, 'port of the gRPC service'),
  'grpc-socket-path': optionalText('UNIX socket of the gRPC service'),
  'model-name': optionalText('name of the model (default degas; environment: MODEL_NAME)'),
  'model-base-path': optionalText(
    'folder of numbered versions; without it, the bundled model (environment: MODEL_BASE_PATH, the folder above it)',
  ),
  'model-config-file': optionalText(
    'several models, their version policies and labels, in protobuf text format',
  ),
  'model-config-file-poll-wait-seconds': seconds(
    0,
    'time between two readings of the model config file; 0 reads it once',
  ),
  'allow-version-labels-for-unavailable-models': toggle(
    false,
    'accept new labels of versions that are not loaded',
  ),
  'file-system-poll-wait-seconds': seconds(
    1,
    'time between two listings of the model folders; 0 lists them once',
  ),
  'enable-model-warmup': toggle(
    true,
    'replay assets.extra/tf_serving_warmup_requests before a version serves',
  ),
  'num-request-iterations-for-warmup': whole(1, 'times each warm-up request is replayed', -1),
  'enable-batching': toggle(false, 'accepted; requests are always batched'),
  'batching-parameters-file': optionalText(
    'BatchingParameters in protobuf text format; needs --enable-batching',
  ),
  'max-batch-size': whole(512, 'rows scored in one go', 1),
  'batch-timeout-micros': whole(0, 'time that a batch waits for more rows'),
  'max-enqueued-batches': whole(1024, 'batches that may wait; more are refused with 429', 1),
  'max-request-bytes': whole(
    DEFAULT_REQUEST_BYTES,
    'size of a request, and of its body once unpacked; up to 2147483647',
    1,
  ),
  'max-header-bytes': whole(16_384, 'size of the header of a REST request', 1024),
  'lenient-http': toggle(
    false,
    'accept REST requests that break the rules of HTTP, such as bare newlines or no Host',
  ),
  'rest-api-timeout-in-ms': whole(30_000, 'time to answer a REST request; 0 for no limit', -1),
  'rest-api-enable-cors-support': toggle(
    false,
    'allow pages of other origins to call the REST API',
  ),
  'grpc-channel-arguments': text('', 'channel options of gRPC, as key=value,key=value'),
  'enable-grpc-healthcheck-service': toggle(true, 'serve the gRPC health checking protocol'),
  'enable-serialization-as-tensor-content': toggle(
    false,
    'answer gRPC float tensors as tensor_content',
  ),
  'ssl-config-file': optionalText('SSLConfig in protobuf text format, for the gRPC service'),
  'monitoring-config-file': optionalText(
    'MonitoringConfig in protobuf text format: whether and where metrics are served',
  ),
  'requests-per-minute': whole(0, 'limit of one client; 0 for none'),
  'token-file': optionalText('bearer tokens, one per line; without it, no token is needed'),
  'tls-certificate': optionalText('certificate chain of both services, PEM'),
  'tls-key': optionalText('its key, PEM'),
  'operating-point': optionalText(
    'when a name is labelled DGA: low, medium, high (one benign name in 100, 1,000, 10,000) or a score; without it, the threshold of the model',
  ),
  'operating-point-file': optionalText(
    'file that holds the operating point, in place of --operating-point; read again when it changes',
  ),
  allow: optionalText('file of names that are never labelled DGA, one per line'),
  deny: optionalText('file of names that are always labelled DGA, one per line'),
  'known-dga': optionalText('filter of known DGA names, as degas filter writes it'),
  workers: whole(1, 'processes that share the ports'),
  'drain-ms': whole(500, 'time that the service goes on accepting requests after SIGTERM'),
  'log-level': oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
    'names are logged at debug only',
  ),
  version: toggle(false, 'print the version'),
  help: toggle(false, 'print this text'),
};

/** Flags of TensorFlow Serving that mean nothing here, with the reason. */
export const ignoredFlags: Readonly<Record<string, string>> = {
  'rest-api-num-threads': 'use --workers',
  'grpc-max-threads': 'use --workers',
  'num-load-threads': 'versions are loaded one after another',
  'num-unload-threads': 'versions are unloaded one after another',
  'max-num-load-retries': 'a version that failed to load is tried again when its files change',
  'load-retry-interval-micros':
    'a version that failed to load is tried again when its files change',
  'flush-filesystem-caches': 'models are small',
  'enable-per-model-batching-parameters': 'one set of batching parameters holds for all models',
  'tensorflow-session-parallelism': 'TensorFlow does not run here; use --workers',
  'tensorflow-session-config-file': 'TensorFlow does not run here',
  'tensorflow-intra-op-parallelism': 'TensorFlow does not run here; use --workers',
  'tensorflow-inter-op-parallelism': 'TensorFlow does not run here; use --workers',
  'use-alts-credentials': 'ALTS is not supported; use --ssl-config-file',
  'platform-config-file': 'there is one platform',
  'per-process-gpu-memory-fraction': 'models run on the processor',
  'saved-model-tags': 'models are read from degas.bin',
  'remove-unused-fields-from-bundle-metagraph': 'models are read from degas.bin',
  'prefer-tflite-model': 'models are read from degas.bin',
  'num-tflite-pools': 'models are read from degas.bin',
  'num-tflite-interpreters-per-pool': 'models are read from degas.bin',
  'enable-signature-method-name-check': 'signatures are built in',
  'xla-cpu-compilation-enabled': 'TensorFlow does not run here',
  'xla-gpu-compilation-enabled': 'TensorFlow does not run here',
  'enable-profiler': 'the profiler service is not offered',
  'thread-pool-factory-config-file': 'use --workers',
  'mixed-precision': 'TensorFlow does not run here',
  'skip-initialize-tpu': 'models run on the processor',
};
