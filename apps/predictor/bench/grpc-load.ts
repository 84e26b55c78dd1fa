import { predictionService } from '../src/grpc/serving-package.ts';
import { RawClient } from '../src/testing/fuzz-calls.ts';
import { latenciesOf, type Measured } from './measured.ts';

const predict = requireMethod(predictionService.Predict);

function requireMethod<Method>(method: Method | undefined): Method {
  if (method === undefined) throw new Error('The service has no Predict');
  return method;
}

/** Predict messages of names, one for each batch. */
export function namesMessages(batches: readonly (readonly string[])[]): Buffer[] {
  return batches.map((names) =>
    predictMessage({
      dtype: 'DT_STRING',
      tensor_shape: { dim: [{ size: names.length }] },
      string_val: names.map((name) => Buffer.from(name)),
    }),
  );
}

/** Predict messages of rows of codes, one for each batch. */
export function codesMessages(batches: readonly Int32Array[], length: number): Buffer[] {
  return batches.map((codes) =>
    predictMessage({
      dtype: 'DT_INT32',
      tensor_shape: { dim: [{ size: codes.length / length }, { size: length }] },
      tensor_content: Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength),
    }),
  );
}

function predictMessage(input_image: object): Buffer {
  return predict.requestSerialize({ model_spec: { name: 'degas' }, inputs: { input_image } });
}

/** Enough that every worker gets some. */
const CONNECTIONS = 8;

/** Calls Predict with one message after the other, `calls` at a time, for so long. */
export async function grpcLoad(
  address: string,
  messages: readonly Buffer[],
  calls: number,
  seconds: number,
): Promise<Measured> {
  const clients = Array.from(
    { length: Math.min(calls, CONNECTIONS) },
    () => new RawClient(address),
  );
  const latencies: number[] = [];
  let failed = 0;
  let next = 0;
  const end = performance.now() + seconds * 1000;
  const lane = async (client: RawClient): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      const message = messages[next++ % messages.length] ?? Buffer.alloc(0);
      if ((await client.call({ path: predict.path, message })) !== 'OK') failed++;
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(
    clients.flatMap((client) =>
      Array.from({ length: Math.ceil(calls / CONNECTIONS) }, () => lane(client)),
    ),
  );
  for (const client of clients) client.close();
  return latenciesOf(latencies, failed, seconds);
}
