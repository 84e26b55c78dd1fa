import { z } from 'zod';

import { parseTextMessage } from '../protocol/protobuf-root.ts';
import { invalidArgument } from '../serving-error.ts';
import { defaultVersionPolicy, type VersionPolicy } from './version-policy.ts';

/** A model to serve: the folder of its numbered versions, which of them to serve, and labels for them. */
export interface ModelConfig {
  readonly name: string;
  readonly basePath: string;
  readonly policy: VersionPolicy;
  readonly labels: ReadonlyMap<string, number>;
}

const version = z.number().int().positive();

/** The parts of a ModelServerConfig message that the service uses. */
const messageSchema = z.object({
  model_config_list: z.object({
    config: z.array(
      z.object({
        name: z.string().min(1),
        base_path: z.string().min(1),
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
  }),
});

/** Reads a model configuration file: a ModelServerConfig message in protobuf's text format. */
export function parseModelConfigFile(source: string): ModelConfig[] {
  return readModelConfigMessage(parseTextMessage('tensorflow.serving.ModelServerConfig', source));
}

/** Reads a ModelServerConfig message, of a file or of a reload request. */
export function readModelConfigMessage(message: unknown): ModelConfig[] {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    throw invalidArgument(`Invalid model configuration. ${z.prettifyError(parsed.error)}`);
  }
  return withDistinctNames(
    parsed.data.model_config_list.config.map((config) => ({
      name: config.name,
      basePath: config.base_path,
      policy: policyOf(config.model_version_policy ?? {}),
      labels: new Map(Object.entries(config.version_labels)),
    })),
  );
}

type PolicyMessage = NonNullable<
  z.output<typeof messageSchema>['model_config_list']['config'][number]['model_version_policy']
>;

function policyOf({ latest, all, specific }: PolicyMessage): VersionPolicy {
  if (all) return { kind: 'all' };
  if (specific) return { kind: 'specific', versions: specific.versions };
  return latest
    ? { kind: 'latest', count: Math.max(1, latest.num_versions) }
    : defaultVersionPolicy;
}

function withDistinctNames(configs: ModelConfig[]): ModelConfig[] {
  const repeated = configs.find(
    ({ name }, i) => configs.findIndex((other) => other.name === name) < i,
  );
  if (repeated === undefined) return configs;
  throw invalidArgument(`Illegal to list model ${repeated.name} multiple times in config list`);
}
