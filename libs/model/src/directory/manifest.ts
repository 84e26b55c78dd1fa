import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { ModelError } from '../errors.ts';

/** The layout of a model directory; a reader refuses another one. */
export const FORMAT_VERSION = 1;

export const MANIFEST_FILE = 'manifest.json';
/** The compiled form that @degas/inference runs. */
export const COMPILED_FILE = 'degas.bin';
export const SAVED_MODEL_FILE = 'saved_model.pb';
export const ONNX_FILE = 'model.onnx';

/** Forms that a version can do without: `degas export` makes them from its other files. */
export const optionalExports = ['savedmodel', 'onnx'] as const;
export type OptionalExport = (typeof optionalExports)[number];

const count = z.number().int().nonnegative();
const probability = z.number().min(0).max(1);
/** A file of the directory itself: a manifest can't point outside it. */
const fileName = z
  .string()
  .regex(/^[^/\\\0]+$/)
  .refine((name) => name !== '.' && name !== '..');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');
const rows = { total: count, benign: count, dga: count };

const descriptionShape = {
  /** What the service calls the model. */
  name: z.string().min(1),
  /** Its number among the model's versions. */
  version: z.number().int().positive(),
  network: z.object({
    name: z.string().min(1),
    parameters: count,
    settings: z.record(z.string(), z.json()),
  }),
  encoding: z.object({ name: z.string().min(1), version: count, length: count.positive() }),
  /** Index 0 benign, 1 DGA. */
  labels: z.tuple([z.string(), z.string()]),
  /** The families seen in training. */
  families: z.array(z.string()).readonly(),
  /** Scores at or above this are called DGA when no operating point is chosen. */
  threshold: probability,
  /** Thresholds measured on benign names that were not trained on, and on how many of them. */
  operatingPoints: z
    .array(
      z.object({
        level: z.enum(['low', 'medium', 'high']),
        falsePositiveRate: probability,
        threshold: z.number(),
        benignNames: count,
      }),
    )
    .readonly(),
  /** The probability from which a family is a candidate, measured on names that were not trained on; older manifests don't have it. */
  candidateThreshold: probability.optional(),
  seed: z.number().int(),
  training: z.object({
    settings: z.record(z.string(), z.json()),
    backend: z.string(),
    epochs: count,
    bestEpoch: count,
  }),
  dataset: z.object({
    training: z.object(rows),
    validation: z.object(rows),
    skipped: count,
    sources: z
      .array(z.object({ source: z.string(), ...rows, sha256: sha256.nullable() }))
      .readonly(),
    /** What separated validation rows from training rows; older manifests don't have it. */
    split: z
      .object({ name: z.string().min(1), settings: z.record(z.string(), z.unknown()).readonly() })
      .optional(),
  }),
  metrics: z.record(z.string(), z.json()),
  /** The commit of Degas that trained it; null outside a repository. */
  gitCommit: z.string().nullable(),
  created: z.iso.datetime(),
  /** The command line that makes this model again. */
  command: z.string(),
};

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  ...descriptionShape,
  /** SHA-256 of every other file of the directory. */
  files: z.record(fileName, sha256),
  /** What was not written, to keep the directory small: `degas export DIRECTORY --format NAME` makes each. */
  exportsLeftOut: z.array(z.enum(optionalExports)).readonly().default([]),
});

const descriptionSchema = z.object(descriptionShape);

/** What `manifest.json` says of a model version. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A manifest without what writing the directory adds: format version and digests. */
export type ModelDescription = z.infer<typeof descriptionSchema>;

/** The description, checked before anything is written; a `MODEL_BAD_DESCRIPTION` names the first wrong field. */
export function checkDescription(description: ModelDescription): ModelDescription {
  const parsed = descriptionSchema.safeParse(description);
  if (parsed.success) return parsed.data;
  throw new ModelError(
    'MODEL_BAD_DESCRIPTION',
    `The description of the model does not make a valid manifest: ${firstIssue(parsed.error)}; correct that field.`,
  );
}

/** The manifest of a model directory, checked. */
export async function readManifest(directory: string): Promise<Manifest> {
  const file = join(directory, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ModelError(
      'MODEL_NOT_FOUND',
      `${directory} holds no readable ${MANIFEST_FILE}, which every model version has; name a version's folder, such as models/degas/1.`,
      { cause },
    );
  }
  return parseManifest(text, file);
}

function parseManifest(text: string, file: string): Manifest {
  const bad = (what: string, cause?: unknown): ModelError =>
    new ModelError(
      'MODEL_BAD_MANIFEST',
      `${file} is not a model manifest: ${what}; restore it, or train the model again.`,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  const format = z.object({ formatVersion: z.number() }).safeParse(value);
  if (!format.success) throw bad(firstIssue(format.error));
  if (format.data.formatVersion !== FORMAT_VERSION) {
    throw new ModelError(
      'MODEL_FORMAT_MISMATCH',
      `${file} has format version ${format.data.formatVersion}, this Degas reads ${FORMAT_VERSION}; use the Degas that wrote it, or train the model again.`,
    );
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw bad(firstIssue(parsed.error));
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`;
}
