import { z } from 'zod';

import { invalidArgument } from '../serving-error.ts';
import { parseTextFormat } from './text-format.ts';
import { defaultVersionPolicy, type VersionPolicy } from './version-policy.ts';

/** A model to serve: where its numbered versions are, which of them to take, what to call them. */
export interface ModelConfig {
  readonly name: string;
  readonly basePath: string;
  readonly policy: VersionPolicy;
  readonly labels: ReadonlyMap<string, number>;
}

const single = <Value extends z.ZodType>(value: Value) =>
  z.tuple([value]).transform(([only]) => only as z.output<Value>);
const version = z.number().int().positive();

/** The text format gives a list for each field. */
const fileSchema = z.strictObject({
  model_config_list: single(
    z.strictObject({
      config: z.array(
        z.strictObject({
          name: single(z.string().min(1)),
          base_path: single(z.string().min(1)),
          model_platform: single(z.string()).optional(),
          model_version_policy: single(
            z.union([
              z.strictObject({
                latest: single(z.strictObject({ num_versions: single(version).optional() })),
              }),
              z.strictObject({ all: single(z.strictObject({})) }),
              z.strictObject({
                specific: single(z.strictObject({ versions: z.array(version).min(1) })),
              }),
            ]),
          ).optional(),
          version_labels: z
            .array(z.strictObject({ key: single(z.string().min(1)), value: single(version) }))
            .default([]),
        }),
      ),
    }),
  ),
});

/** Reads a model configuration file as TensorFlow Serving's `--model_config_file` has it. */
export function parseModelConfigFile(source: string): ModelConfig[] {
  const parsed = fileSchema.safeParse(parseTextFormat(source));
  if (!parsed.success) {
    throw invalidArgument(
      `The model configuration is not as expected. ${z.prettifyError(parsed.error)}`,
    );
  }
  return withDistinctNames(
    parsed.data.model_config_list.config.map((config) => ({
      name: config.name,
      basePath: config.base_path,
      policy: policyOf(config.model_version_policy),
      labels: new Map(config.version_labels.map(({ key, value }) => [key, value])),
    })),
  );
}

type PolicyMessage = NonNullable<
  z.output<typeof fileSchema>['model_config_list']['config'][number]['model_version_policy']
>;

function policyOf(policy: PolicyMessage | undefined): VersionPolicy {
  if (policy === undefined) return defaultVersionPolicy;
  if ('all' in policy) return { kind: 'all' };
  if ('specific' in policy) return { kind: 'specific', versions: policy.specific.versions };
  return { kind: 'latest', count: policy.latest.num_versions ?? 1 };
}

/** The same in the form of a reload request. */
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
            specific: z.object({ versions: z.array(version) }).nullish(),
          })
          .nullish(),
        version_labels: z.record(z.string(), version),
      }),
    ),
  }),
});

/** Reads the configuration in a reload request. */
export function readModelConfigMessage(message: unknown): ModelConfig[] {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    throw invalidArgument(
      `The model configuration is not as expected. ${z.prettifyError(parsed.error)}`,
    );
  }
  return withDistinctNames(
    parsed.data.model_config_list.config.map((config) => {
      const { latest, all, specific } = config.model_version_policy ?? {};
      let policy: VersionPolicy = defaultVersionPolicy;
      if (all) policy = { kind: 'all' };
      else if (specific) policy = { kind: 'specific', versions: specific.versions };
      else if (latest) policy = { kind: 'latest', count: Math.max(1, latest.num_versions) };
      return {
        name: config.name,
        basePath: config.base_path,
        policy,
        labels: new Map(Object.entries(config.version_labels)),
      };
    }),
  );
}

function withDistinctNames(configs: ModelConfig[]): ModelConfig[] {
  const repeated = configs.find(
    ({ name }, i) => configs.findIndex((other) => other.name === name) < i,
  );
  if (repeated === undefined) return configs;
  throw invalidArgument(
    `The model configuration names ${repeated.name} twice; give each model its own name`,
  );
}
