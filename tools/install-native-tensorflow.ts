/**
 * Makes `--backend native` work where `@tensorflow/tfjs-node` cannot download its library: installs the package
 * without its script, takes libtensorflow 2.10.1 from Maven Central and the C headers from a wheel on PyPI (both
 * checked by digest), and builds the binding against them. Nothing is saved to package.json: `npm ci` removes it.
 *
 *     node --import tsx tools/install-native-tensorflow.ts [--gpu] [--keep DIR]
 *
 * Needs npm, mvn, python3 with pip, unzip and g++; Linux on x86-64; about 30 s, 325 MB of downloads, 480 MB of disk.
 * `--gpu` takes the library for CUDA 11.2 and cuDNN 8.1 instead: 695 MB of downloads, 1 GB of disk. It uses the CPU where
 * they or a GPU are missing, and the last line says which it is; docs/guides/gpu.md says what was tried and what was not.
 * `--keep DIR` keeps the downloads for the next time.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

const NODE_API_HEADERS = 'node-api-headers@1.9.0';

const TARGETS = {
  cpu: {
    package: '@tensorflow/tfjs-node',
    classifier: 'linux-x86_64',
    megabytes: 117,
    sha256: 'f394c5be26c8f3b644cdc77e6741b2cfe774caa8aedeb969c50e074444feac55',
  },
  gpu: {
    package: '@tensorflow/tfjs-node-gpu',
    classifier: 'linux-x86_64-gpu',
    megabytes: 487,
    sha256: '06298a31706ef94fc6509c490eefb281b756556a02808b222109c33707a72a6f',
  },
};
const HEADERS = {
  file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
};

const { values } = parseArgs({
  options: { keep: { type: 'string' }, gpu: { type: 'boolean', default: false } },
});
const target = values.gpu ? TARGETS.gpu : TARGETS.cpu;
const library = {
  file: `tensorflow-core-api-0.5.0-${target.classifier}.jar`,
  sha256: target.sha256,
};
const root = resolve(import.meta.dirname, '..');
const downloads =
  values.keep === undefined ? mkdtempSync(join(tmpdir(), 'degas-native-')) : resolve(values.keep);
mkdirSync(downloads, { recursive: true });

function run(command: string, args: readonly string[], cwd = root): void {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed; is ${command} installed?`, {
      cause: error,
    });
  }
}

async function fetchOnce(
  { file, sha256 }: { file: string; sha256: string },
  download: () => void,
): Promise<string> {
  const path = join(downloads, file);
  if (!existsSync(path)) download();
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found !== sha256) {
    throw new Error(
      `${path} has SHA-256 ${found}, expected ${sha256}; remove the file and try again.`,
    );
  }
  return path;
}

try {
  console.log('1/4  the package, without its install script');
  run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${target.package}@4.22.0`,
    NODE_API_HEADERS,
  ]);

  console.log(`2/4  libtensorflow 2.10.1 (${target.megabytes} MB)`);
  const libraryFile = await fetchOnce(library, () => {
    run('mvn', [
      '-q',
      '-B',
      'dependency:copy',
      `-Dartifact=org.tensorflow:tensorflow-core-api:0.5.0:jar:${target.classifier}`,
      `-DoutputDirectory=${downloads}`,
    ]);
  });

  console.log('3/4  its C headers (207 MB)');
  const headers = await fetchOnce(HEADERS, () => {
    run('python3', [
      ...['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', downloads],
      ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
      ...[
        '--platform',
        'manylinux2014_x86_64',
        '--platform',
        'manylinux_2_17_x86_64',
        'tensorflow-cpu==2.15.1',
      ],
    ]);
  });

  console.log('4/4  the binding');
  const tfjsNode = join(root, 'node_modules', target.package);
  const deps = join(tfjsNode, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  mkdirSync(join(tfjsNode, 'lib/napi-v8'), { recursive: true });
  const inJar = `org/tensorflow/internal/c_api/${target.classifier}`;
  run('unzip', [
    '-q',
    '-o',
    '-j',
    libraryFile,
    `${inJar}/libtensorflow_*.so.2`,
    '-d',
    join(deps, 'lib'),
  ]);
  run('unzip', [
    '-q',
    '-o',
    headers,
    'tensorflow/include/tensorflow/*.h',
    'tensorflow/include/tsl/*.h',
    '-d',
    deps,
  ]);
  for (const [link, target] of [
    ['libtensorflow.so', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
  ] as const) {
    symlinkSync(target, join(deps, 'lib', link));
  }
  run(
    'g++',
    [
      ...['-O2', '-std=c++17', '-shared', '-fPIC', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
      ...['-I..', '-I.', `-I${join(deps, 'tensorflow/include')}`],
      `-I${join(root, 'node_modules/node-api-headers/include')}`,
      ...[
        'binding/tfjs_backend.cc',
        'binding/tfjs_binding.cc',
        '-o',
        'lib/napi-v8/tfjs_binding.node',
      ],
      ...[
        '-Ldeps/lib',
        '-ltensorflow',
        '-ltensorflow_framework',
        '-Wl,-rpath,$ORIGIN/../../deps/lib',
      ],
    ],
    tfjsNode,
  );
  // Two functions that Node 23 has dropped and the package still calls.
  const probe = `const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    const tf = require('${target.package}');
    if (tf.getBackend() !== 'tensorflow') process.exit(1);
    process.stdout.write(tf.backend().isUsingGpuDevice ? 'GPU' : 'CPU');`;
  const device = execFileSync('node', ['-e', probe], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(
    `done: \`--backend native\` is installed until the next \`npm ci\`; it uses the ${device}`,
  );
  if (values.gpu && device !== 'GPU') {
    console.log(
      'TensorFlow found no GPU that it can use: it needs a driver, CUDA 11 and cuDNN 8 (docs/guides/gpu.md).\n' +
        'TF_CPP_MIN_LOG_LEVEL=0 makes it name the library that it could not load.',
    );
  }
} finally {
  if (values.keep === undefined) rmSync(downloads, { recursive: true, force: true });
}
