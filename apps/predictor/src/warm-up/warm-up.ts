import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { ExamplesMessage, MultiInferenceMessage, PredictMessage } from '../grpc/messages.ts';
import { classify, infer, predict, regress } from '../grpc/prediction-calls.ts';
import type { Scorer } from '../prediction/scorer.ts';
import { decodeMessage } from '../protocol/protobuf-root.ts';
import { ServingError } from '../serving-error.ts';
import { readRecords } from './read-records.ts';

/** Where TensorFlow Serving looks for the requests in a version's folder. */
const WARM_UP_FILE = path.join('assets.extra', 'tf_serving_warmup_requests');

/** Requests that a file may have, as in TensorFlow Serving. */
const MAX_RECORDS = 1000;

interface PredictionLog {
  readonly log_type?: string;
  readonly predict_log?: { readonly request: PredictMessage };
  readonly classify_log?: { readonly request: ExamplesMessage };
  readonly regress_log?: { readonly request: ExamplesMessage };
  readonly multi_inference_log?: { readonly request: MultiInferenceMessage };
}

/**
 * Replays the warm-up requests of a version's folder, where it has some, so that its first callers find compiled
 * code and warm caches.
 *
 * @throws ServingError for a request that fails: the version is then not served, as in TensorFlow Serving.
 */
export async function warmUp(folder: string, scorer: Scorer, iterations: number): Promise<void> {
  const file = await readFile(path.join(folder, WARM_UP_FILE)).catch(() => null);
  if (file === null || iterations === 0) return;
  let count = 0;
  for (const record of readRecords(file)) {
    if (++count > MAX_RECORDS) {
      throw new ServingError(
        'INVALID_ARGUMENT',
        `Number of warmup records exceeds the maximum (${MAX_RECORDS})`,
      );
    }
    const log = decodeMessage('tensorflow.serving.PredictionLog', record) as PredictionLog;
    for (let i = 0; i < iterations; i++) await replay(log, scorer);
  }
}

async function replay(log: PredictionLog, scorer: Scorer): Promise<void> {
  const { predict_log, classify_log, regress_log, multi_inference_log } = log;
  if (predict_log) {
    await predict(scorer, predict_log.request);
  } else if (classify_log) {
    const { model_spec, input } = classify_log.request;
    await classify(scorer, model_spec?.signature_name ?? '', input);
  } else if (regress_log) {
    const { model_spec, input } = regress_log.request;
    await regress(scorer, model_spec?.signature_name ?? '', input);
  } else if (multi_inference_log) {
    const { tasks, input } = multi_inference_log.request;
    await infer(
      scorer,
      tasks.map(({ method_name }) => method_name),
      input,
    );
  } else {
    throw new ServingError('UNIMPLEMENTED', 'Unsupported log_type for warmup');
  }
}
