import { predictionService } from '../src/grpc/serving-package.ts';
import { RawClient } from '../src/testing/fuzz-calls.ts';

export interface GrpcLoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Enough that every worker gets some. */
const CONNECTIONS = 8;

/** Calls Predict with one batch of names after the other, `calls` at a time, for so long. */
export async function grpcLoad(
  address: string,
  batches: readonly (readonly string[])[],
  calls: number,
  seconds: number,
): Promise<GrpcLoadResult> {
  const { Predict } = predictionService;
  if (Predict === undefined) throw new Error('The service has no Predict');
  const messages = batches.map((names) =>
    Predict.requestSerialize({
      model_spec: { name: 'degas' },
      inputs: {
        input_image: {
          dtype: 'DT_STRING',
          tensor_shape: { dim: [{ size: names.length }] },
          string_val: names.map((name) => Buffer.from(name)),
        },
      },
    }),
  );
  const clients = Array.from({ length: CONNECTIONS }, () => new RawClient(address));
  const latencies: number[] = [];
  let failed = 0;
  let next = 0;
  const end = performance.now() + seconds * 1000;
  const lane = async (client: RawClient): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      const message = messages[next++ % messages.length] ?? Buffer.alloc(0);
      if ((await client.call({ path: Predict.path, message })) !== 'OK') failed++;
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(
    clients.flatMap((client) => Array.from({ length: calls / CONNECTIONS }, () => lane(client))),
  );
  for (const client of clients) client.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1));
  return { perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}
