import { parentPort, workerData } from 'node:worker_threads';

import { loadModel } from '../models/load-model.ts';
import { classifierSettings, type Rules } from '../rules/classifier-settings.ts';
import { receivedRows, type SentRows } from './name-rows.ts';
import { RowWriter, type RowStyle, type WrittenRows } from './row-writer.ts';

/** What the thread is started with. */
export interface RowThreadData {
  /** A model folder, or undefined for the bundled model. */
  readonly model: string | undefined;
  readonly rules: Rules;
  readonly style: RowStyle;
}

/** Says when the model is loaded, then answers each message, the rows of a batch, with them as they are in the output. */
async function run({ model, rules, style }: RowThreadData): Promise<void> {
  const writer = new RowWriter(await loadModel(model, classifierSettings(rules)), style);
  const encoder = new TextEncoder();
  parentPort?.on('message', (rows: SentRows) => {
    const { text, counts } = writer.write(receivedRows(rows));
    const bytes = encoder.encode(text);
    const written: WrittenRows<Uint8Array> = { text: bytes, counts };
    parentPort?.postMessage(written, [bytes.buffer]);
  });
  parentPort?.postMessage(null);
}

await run(workerData as RowThreadData);
