import { loadClassifier } from '@degas/inference';
import type { Logger } from 'pino';

import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ScorerOptions } from '../prediction/scorer.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import type { Settings } from '../settings/settings.ts';
import { loadServed } from './load-served.ts';
import { parseModelConfigFile, type ModelConfig } from './model-config.ts';
import { ModelManager } from './model-manager.ts';
import type { ModelRegistry } from './model-registry.ts';
import { ModelVersion } from './model-version.ts';
import { defaultVersionPolicy } from './version-policy.ts';

/** Loads the models for the first time and looks for changes from then on; null where there is no folder to look at. */
export async function manageModels(
  settings: Settings,
  registry: ModelRegistry,
  metrics: ServiceMetrics,
  logger: Logger,
): Promise<ModelManager | null> {
  const scorerOptions = (model: string): ScorerOptions => ({
    batching: {
      maxBatchSize: settings.maxBatchSize,
      batchTimeoutMicros: settings.batchTimeoutMicros,
      maxEnqueuedBatches: settings.maxEnqueuedBatches,
      onBatch: (rows: number, waitedMicros: number) => {
        metrics.recordBatch(rows, waitedMicros);
      },
    },
    onScores: (scores: Float32Array, cacheHits: number) => {
      metrics.recordScores(model, scores, cacheHits);
    },
  });
  const configs = await configuredModels(settings);
  if (configs === null) {
    const classifier = await loadClassifier();
    const shipped = new ModelVersion(settings.modelName, classifier.model.version);
    registry.add(shipped);
    await shipped.load(() => Promise.resolve(classifier), scorerOptions(settings.modelName));
    if (shipped.failure !== null) throw shipped.failure;
    return null;
  }

  const manager = new ModelManager(configs, {
    registry,
    loadClassifier: loadServed,
    scorerOptions,
    onChange: ({ model, version, state, failure }) => {
      if (failure === null) logger.info({ model, version, state }, 'model version');
      else logger.error({ model, version, state, reason: failure.message }, 'model version');
    },
  });
  await manager.poll();
  if (settings.pollSeconds > 0) {
    const timer = setInterval(() => {
      manager.poll().catch((error: unknown) => {
        logger.error({ err: error }, 'the model folders could not be read');
      });
    }, settings.pollSeconds * 1000);
    timer.unref();
  }
  return manager;
}

async function configuredModels(settings: Settings): Promise<ModelConfig[] | null> {
  const { modelConfigFile, modelBasePath, modelName } = settings;
  if (modelConfigFile !== null) {
    return parseModelConfigFile(await readConfigFile(modelConfigFile, '--model-config-file'));
  }
  if (modelBasePath === null) return null;
  return [
    { name: modelName, basePath: modelBasePath, policy: defaultVersionPolicy, labels: new Map() },
  ];
}
