import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { protobufRoot } from '../protocol/protobuf-root.ts';
import { maskedChecksum } from '../warm-up/read-records.ts';

/** Writes the warm-up requests of a version as TensorFlow Serving reads them: PredictionLog messages in records. */
export async function writeWarmUpFile(folder: string, logs: readonly object[]): Promise<void> {
  const type = protobufRoot.lookupType('tensorflow.serving.PredictionLog');
  const records = logs.map((log) => {
    const message = Buffer.from(type.encode(type.fromObject(log)).finish());
    const header = Buffer.alloc(12);
    header.writeBigUInt64LE(BigInt(message.length));
    header.writeUInt32LE(maskedChecksum(header.subarray(0, 8)), 8);
    const footer = Buffer.alloc(4);
    footer.writeUInt32LE(maskedChecksum(message));
    return Buffer.concat([header, message, footer]);
  });
  await mkdir(path.join(folder, 'assets.extra'), { recursive: true });
  await writeFile(
    path.join(folder, 'assets.extra', 'tf_serving_warmup_requests'),
    Buffer.concat(records),
  );
}
