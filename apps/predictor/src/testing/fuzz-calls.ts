import { seededRandom } from '@degas/features';
import { Client, credentials, status, type ServiceError } from '@grpc/grpc-js';

import { modelService, openInferenceService, predictionService } from '../grpc/serving-package.ts';
import { mangleBytes } from './fuzz-requests.ts';

/** A call as bytes: its path, and a message that may be none. */
export interface FuzzCall {
  readonly path: string;
  readonly message: Buffer;
}

const shapes = [[1], [2], [1, 75], [2, 75], [-1, 75], [0], [2 ** 31, 2 ** 31], [], [1, 1, 1]];
const types = ['DT_STRING', 'DT_BOOL', 'DT_INT32', 'DT_FLOAT', 'DT_INVALID', 'DT_INT64'];

/** Valid messages, messages that promise what they don't hold, and bytes; the next one on each call. */
export function fuzzCalls(seed: number): () => FuzzCall {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const methods = Object.values({
    ...predictionService,
    ...modelService,
    ...openInferenceService,
  }).filter(({ path }) => !path.endsWith('HandleReloadConfigRequest'));

  const tensor = (): object => ({
    dtype: pick(types),
    tensor_shape: { dim: pick(shapes).map((size) => ({ size })), unknown_rank: random() < 0.1 },
    int_val: Array.from({ length: pick([0, 1, 75, 150]) }, () => Math.floor(random() * 50) - 2),
    string_val: Array.from({ length: pick([0, 1, 2]) }, () =>
      Buffer.from(pick(['a.com', '', '\xff'])),
    ),
    tensor_content: Buffer.alloc(pick([0, 0, 1, 300, 600])),
  });
  const message = (): object => ({
    model_spec: {
      name: pick(['degas', 'degas', 'degas', '', 'other', '__proto__']),
      signature_name: pick(['', '', 'domains', 'clients', 'serving_default', 'x']),
      ...pick([{}, {}, { version: { value: pick([1, 7, -1]) } }, { version_label: 'stable' }]),
    },
    inputs: Object.fromEntries(
      pick([
        ['input_image'],
        ['domain'],
        ['domain', 'failed'],
        ['client', 'domain', 'failed'],
        ['x'],
        [],
      ]).map((name) => [name, tensor()]),
    ),
    output_filter: pick([[], [], ['score'], ['x']]),
    metadata_field: pick([['signature_def'], [], ['x']]),
    input: pick([null, {}, { example_list: { examples: [{}, {}] } }]),
    tasks: Array.from({ length: Math.floor(random() * 4) }, () => ({
      model_spec: { name: pick(['degas', 'other']) },
      method_name: pick(['tensorflow/serving/classify', 'x']),
    })),
  });

  const inferTensor = (): object => ({
    name: pick(['input_image', 'domain', 'x']),
    datatype: pick(['BYTES', 'INT32', 'FP32', '']),
    shape: pick(shapes),
    contents: pick([
      null,
      { bytes_contents: [Buffer.from('a.com')] },
      { int_contents: Array.from({ length: 75 }, () => 3) },
    ]),
  });
  const inferMessage = (): object => ({
    name: pick(['degas', '', 'other']),
    version: pick(['', '1', 'x']),
    model_name: pick(['degas', 'degas', '', 'other']),
    model_version: pick(['', '', '1', '-1', 'x']),
    inputs: Array.from({ length: pick([0, 1, 1, 1, 2]) }, inferTensor),
    outputs: pick([[], [{ name: 'score' }], [{ name: 'x' }]]),
    raw_input_contents: pick([
      [],
      [],
      [Buffer.from([5, 0, 0, 0, 97, 46, 99, 111, 109])],
      [Buffer.alloc(300)],
    ]),
  });

  return () => {
    const { path, requestSerialize } = pick(methods);
    const valid = requestSerialize(path.startsWith('/inference.') ? inferMessage() : message());
    return { path, message: random() < 0.4 ? mangleBytes(valid, random) : valid };
  };
}

const LONGEST_MS = 600_000;

/** Makes calls of bytes; returns the name of the status that each ends with, or `UNREADABLE`. */
export class RawClient {
  readonly #client: Client;

  constructor(address: string) {
    // A connection of its own: otherwise all clients of a process share one, which is one worker's.
    this.#client = new Client(address, credentials.createInsecure(), {
      'grpc.use_local_subchannel_pool': 1,
    });
  }

  call({ path, message }: FuzzCall): Promise<string> {
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(
        path,
        (bytes: Buffer) => bytes,
        (bytes) => bytes,
        message,
        // A call that hangs ends by it, and shows.
        { deadline: Date.now() + LONGEST_MS },
        (error: ServiceError | null) => {
          // What gRPC itself answers to bytes that are no message of the call.
          const isUnreadable = error?.details.startsWith('Error deserializing request') === true;
          resolve(isUnreadable ? 'UNREADABLE' : status[error?.code ?? status.OK]);
        },
      );
    });
  }

  close(): void {
    this.#client.close();
  }
}
