import { stat } from 'node:fs/promises';

import { loadClassifier } from '@degas/inference';
import type { Logger } from 'pino';

import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { ScorerOptions } from '../prediction/scorer.ts';
import { ServingError } from '../serving-error.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import type { BatchingSettings, Settings } from '../settings/settings.ts';
import { warmUp } from '../warm-up/warm-up.ts';
import { LabelRules, type GivenRules } from './label-rules.ts';
import { loadServed } from './load-served.ts';
import { parseModelConfigFile, readModelConfigMessage, type ModelConfig } from './model-config.ts';
import { ModelManager } from './model-manager.ts';
import type { ModelRegistry } from './model-registry.ts';
import { defaultVersionPolicy } from './version-policy.ts';

export interface ManagedModels {
  readonly manager: ModelManager;
  /** The rules for labels that hold now. */
  readonly givenRules: () => GivenRules;
  /** Puts the configuration of a reload request into force. */
  readonly reload: (message: unknown) => Promise<void>;
  /** Looks for changes of the folders, the config file and the label rules now. */
  readonly refresh: () => Promise<void>;
  close(): Promise<void>;
}

export interface ManageModelsOptions {
  readonly registry: ModelRegistry;
  readonly metrics: ServiceMetrics;
  readonly logger: Logger;
  readonly batching: BatchingSettings;
  /** A configuration that took the place of the settings' before this process started. */
  readonly reloaded?: unknown;
  /** Resolves when all processes of the service have come as far as `key` says. */
  readonly meet?: (key: string) => Promise<void>;
}

/**
 * Loads the models for the first time and looks for changes from then on.
 *
 * @throws ServingError for files that the settings name and that cannot be read, and for labels of versions that are
 * not there. A base path that is not there yet is waited for.
 */
export async function manageModels(
  settings: Settings,
  options: ManageModelsOptions,
): Promise<ManagedModels> {
  const { registry, metrics, logger, reloaded, meet } = options;
  const rules = new LabelRules(settings.labels, (error) => {
    logger.error({ err: error }, 'the rules for labels could not be read; the last ones are kept');
  });
  await rules.refresh();
  const configs =
    reloaded === undefined ? await configuredModels(settings) : readReload(reloaded, []);
  const bundled = await loadClassifier();
  const manager = new ModelManager(configs, {
    registry,
    bundledVersion: BigInt(bundled.model.version),
    loadClassifier: (folder) => loadServed(folder, rules.options),
    scorerOptions: (model) => scorerOptions(model, options.batching, metrics),
    warmUp: async (folder, scorer) => {
      if (folder !== null) await warmUp(folder, scorer, settings.warmupIterations);
    },
    settingsStamp: () => rules.refresh(),
    allowUnavailableLabels: settings.allowUnavailableLabels,
    ...(meet && { meet }),
    onWaiting: ({ code, message: reason }) => {
      // What is not there may come; a file does not become a folder.
      logger[code === 'NOT_FOUND' ? 'warn' : 'error']({ reason }, 'a model has no version to serve');
    },
    onChange: ({ model, version, state, failure }) => {
      const entry = { model, version: String(version), state };
      if (failure === null) logger.info(entry, 'model version');
      else logger.error({ ...entry, reason: failure.message }, 'model version');
    },
  });
  bundled.close();
  await manager.start();
  requireBundled(registry, configs);

  const onFailure = (error: unknown): void => {
    logger.error({ err: error }, 'the models could not be brought up to date');
  };
  const timers = [
    repeat(settings.pollSeconds, () => manager.poll(), onFailure),
    watchConfigFile(settings, manager, onFailure),
  ];
  return {
    manager,
    givenRules: () => rules.given,
    reload: (message) => manager.reconfigure(readReload(message, manager.names)),
    refresh: () => manager.poll(),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await manager.close();
    },
  };
}

function scorerOptions(
  model: string,
  batching: BatchingSettings,
  metrics: ServiceMetrics,
): ScorerOptions {
  return {
    batching: {
      ...batching,
      onBatch: (rows, waitedMicros) => {
        metrics.recordBatch(model, rows, waitedMicros);
      },
      onScored: (micros) => {
        metrics.recordRuntime(model, micros);
      },
    },
    onScores: (scores, cacheHits) => {
      metrics.recordScores(model, scores, cacheHits);
    },
  };
}

/** The bundled model is not a file that could be replaced: a failure of it is final. */
function requireBundled(registry: ModelRegistry, configs: readonly ModelConfig[]): void {
  for (const { name, basePath } of configs) {
    const failed = registry.versions(name).find(({ failure }) => failure !== null);
    if (basePath === null && failed?.failure) throw failed.failure;
  }
}

function readReload(message: unknown, served: readonly string[]): ModelConfig[] {
  const list = (message as { model_config_list?: unknown } | null)?.model_config_list;
  if (list !== null && list !== undefined) return readModelConfigMessage(message, served);
  throw new ServingError(
    'INVALID_ARGUMENT',
    'ServerModelConfig type not supported by HandleReloadConfigRequest. Only ModelConfigList is currently supported',
  );
}

async function configuredModels(settings: Settings): Promise<ModelConfig[]> {
  const { modelConfigFile, modelBasePath, modelName } = settings;
  if (modelConfigFile !== null) {
    const text = await readConfigFile(modelConfigFile, '--model_config_file');
    return parseModelConfigFile(text, modelConfigFile);
  }
  return [
    { name: modelName, basePath: modelBasePath, policy: defaultVersionPolicy, labels: new Map() },
  ];
}

function repeat(
  seconds: number,
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): NodeJS.Timeout | undefined {
  if (seconds === 0) return undefined;
  const timer = setInterval(() => {
    work().catch(onFailure);
  }, seconds * 1000);
  timer.unref();
  return timer;
}

/** Reads the model config file again when it has changed. */
function watchConfigFile(
  { modelConfigFile: file, modelConfigPollSeconds }: Settings,
  manager: ModelManager,
  onFailure: (error: unknown) => void,
): NodeJS.Timeout | undefined {
  if (file === null) return undefined;
  const stampOf = async (): Promise<string> => {
    const { ino, mtimeMs, size } = await stat(file);
    return `${ino}-${mtimeMs}-${size}`;
  };
  let last = stampOf().catch(() => '');
  return repeat(
    modelConfigPollSeconds,
    async () => {
      const before = await last;
      const now = await stampOf();
      if (now === before) return;
      last = Promise.resolve(now);
      const text = await readConfigFile(file, '--model_config_file');
      await manager.reconfigure(parseModelConfigFile(text, file));
    },
    onFailure,
  );
}
