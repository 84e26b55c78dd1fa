import { type MessagePort, workerData } from 'node:worker_threads';

import { loadModel } from '../../models/load-model.ts';
import { receivedGroups, type SentGroups } from './sent-groups.ts';

/** What the thread is started with. */
export interface JudgeThreadData {
  /** A model folder, or undefined for the bundled model. */
  readonly model: string | undefined;
  /** Where groups come from, and what the network says of them goes to. */
  readonly port: MessagePort;
}

/** Answers each message, some groups, with what the group network says of them. */
async function run({ model, port }: JudgeThreadData): Promise<void> {
  const classifier = await loadModel(model);
  port.on('message', (sent: SentGroups) => {
    const logits = Float64Array.from(receivedGroups(sent), (group) => classifier.groupLogit(group));
    port.postMessage(logits, [logits.buffer]);
  });
}

await run(workerData as JudgeThreadData);
