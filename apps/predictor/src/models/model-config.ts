import path from 'node:path';

import { z } from 'zod';

import { parseTextMessage } from '../protocol/protobuf-root.ts';
import { invalidArgument } from '../serving-error.ts';
import { readBasePath } from './base-path.ts';
import { defaultVersionPolicy, type VersionPolicy } from './version-policy.ts';

/** A model to serve: the folder of its numbered versions, which of them to serve, and labels for them. */
export interface ModelConfig {
  readonly name: string;
  /** Null for the model bundled with Degas. */
  readonly basePath: string | null;
  readonly policy: VersionPolicy;
  readonly labels: ReadonlyMap<string, bigint>;
}

/** A 64-bit number as messages hold it. */
const version = z
  .union([z.string(), z.number()])
  .transform((value) => BigInt(value))
  .refine((value) => value >= 0n, 'expected a version from 0');

/** The parts of a ModelServerConfig message that the service uses. */
const messageSchema = z.object({
  custom_model_config: z.null('custom model configurations are not supported').optional(),
  model_config_list: z
    .object({
      config: z.array(
        z.object({
          name: z.string().min(1),
          base_path: z.string(),
          model_type: z.enum(['MODEL_TYPE_UNSPECIFIED', 'TENSORFLOW', 'OTHER']).optional(),
          model_platform: z.string().default(''),
          model_version_policy: z
            .object({
              latest: z.object({ num_versions: z.number() }).nullish(),
              all: z.object({}).nullish(),
              specific: z.object({ versions: z.array(version).min(1) }).nullish(),
            })
            .nullish(),
          version_labels: z.record(z.string().min(1), version),
        }),
      ),
    })
    .nullish(),
});

type ConfigMessage = NonNullable<
  z.output<typeof messageSchema>['model_config_list']
>['config'][number];

/**
 * Reads a model configuration file: a ModelServerConfig message in protobuf's text format. An empty one is a service
 * without models, which waits for a reload request. Relative base paths are those of the working directory.
 */
export function parseModelConfigFile(source: string, file: string): ModelConfig[] {
  const message = parseTextMessage('tensorflow.serving.ModelServerConfig', source, file);
  return readModelConfigMessage(message, [], resolveRelative);
}

/**
 * Reads a ModelServerConfig message, of a file or of a reload request; models that are `served` keep their platform.
 *
 * @throws ServingError INVALID_ARGUMENT for what TensorFlow Serving refuses: a model that is listed twice, another
 * platform, a relative base path.
 */
export function readModelConfigMessage(
  message: unknown,
  served: readonly string[] = [],
  resolveBasePath: (basePath: string, name: string) => string = requireAbsolute,
): ModelConfig[] {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    throw invalidArgument(`Invalid model configuration. ${z.prettifyError(parsed.error)}`);
  }
  const configs = parsed.data.model_config_list?.config ?? [];
  configs.forEach((config, i) => {
    if (configs.findIndex(({ name }) => name === config.name) < i) {
      throw invalidArgument(`Illegal to list model ${config.name} multiple times in config list`);
    }
  });
  const models = configs.map((config) => ({
    name: config.name,
    basePath: resolveBasePath(config.base_path, config.name),
    policy: policyOf(config.model_version_policy ?? {}),
    labels: new Map(Object.entries(config.version_labels)),
  }));
  for (const config of configs) checkPlatform(config, served);
  return models;
}

const PLATFORM = 'tensorflow';

function checkPlatform(config: ConfigMessage, served: readonly string[]): void {
  const platform = platformOf(config);
  if (platform === PLATFORM) return;
  throw invalidArgument(
    served.includes(config.name)
      ? `Illegal to change a model's platform. For model ${config.name} platform was ${PLATFORM} and new platform requested is ${platform}`
      : `Model ${config.name} requests unsupported platform ${platform}`,
  );
}

function platformOf({ model_type: type, model_platform: platform }: ConfigMessage): string {
  const isTyped = type !== undefined && type !== 'MODEL_TYPE_UNSPECIFIED';
  if (isTyped && platform !== '') {
    throw invalidArgument(
      'Illegal setting both ModelServerConfig::model_type (deprecated) and ModelServerConfig::model_platform.',
    );
  }
  if (type === 'OTHER') {
    throw invalidArgument('ModelServerConfig::model_type choice 2 not supported.');
  }
  return platform === '' ? PLATFORM : platform;
}

function resolveRelative(basePath: string, name: string): string {
  return basePath === '' ? requireAbsolute(basePath, name) : readBasePath(basePath);
}

function requireAbsolute(basePath: string, name: string): string {
  if (path.isAbsolute(basePath) || basePath.includes('://')) return readBasePath(basePath);
  throw invalidArgument(
    `Expected model ${name} to have an absolute path or URI; got base_path()=${basePath}`,
  );
}

function policyOf({
  latest,
  all,
  specific,
}: NonNullable<ConfigMessage['model_version_policy']>): VersionPolicy {
  if (all) return { kind: 'all' };
  if (specific) return { kind: 'specific', versions: specific.versions };
  return latest
    ? { kind: 'latest', count: Math.max(1, latest.num_versions) }
    : defaultVersionPolicy;
}
