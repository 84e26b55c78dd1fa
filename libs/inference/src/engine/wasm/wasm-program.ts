import type { Encoding } from '@degas/features';

import type { CompiledModel } from '../../format/compiled-model.ts';
import { featureNode } from '../../format/feature-node.ts';
import { recordWords } from './operations.ts';
import { planNode } from './plan-node.ts';
import { planWindowHashes } from './plan-window-hashes.ts';
import { ProgramBuilder, type DensePacking, type PaddingTable } from './program-builder.ts';
import type { WasmLayout } from './wasm-layout.ts';
import { TABLE_ROW } from './wasm-weights.ts';

/** A network laid out for the WASM engine: constants that instances share, and what each instance needs for itself. */
export interface WasmProgram {
  readonly constants: WasmLayout;
  readonly instance: WasmLayout;
  readonly paddingTables: readonly PaddingTable[];
  readonly packings: readonly DensePacking[];
  readonly program: number;
  /** Records that touch a sequence, which come first; those and what else the score needs, before the family head's; all. */
  readonly sequenceRecords: number;
  readonly scoreRecords: number;
  readonly records: number;
  /** Codes of "outside" on each side of a name's. */
  readonly margin: number;
  readonly tapStride: number;
  /** For each name of a group: table offsets of its codes, and how many of them are padding. */
  readonly offsets: number;
  readonly firsts: number;
  readonly scratch: number;
  readonly scratchStride: number;
  /** Values without positions are from here on, a row for each name of a group. */
  readonly pooled: number;
  readonly rowStride: number;
  readonly score: number;
  readonly families: number;
  /** Where the values that the score is read from are in the first name's row, and how many. */
  readonly features: number;
  readonly featureCount: number;
}

/**
 * Lays `model` out. `modelFile` is its file where that is in the memory already. Constants have absolute addresses, values
 * of an instance have addresses relative to it.
 */
export function planProgram(
  model: CompiledModel,
  encoding: Encoding,
  modelFile: Uint8Array | null,
): WasmProgram {
  const builder = new ProgramBuilder(model, encoding, modelFile);
  const { topology, records, values } = builder;
  const ofScore = topology.scoreNodes();
  for (const node of model.nodes) if (topology.touchesSequence(node)) planNode(builder, node);
  const sequenceRecords = records.length;
  const others = model.nodes.filter((node) => !topology.touchesSequence(node));
  const scoring = others.filter(({ name }) => ofScore.has(name));
  builder.windowHashes = planWindowHashes(builder, scoring);
  for (const node of scoring) planNode(builder, node);
  const scoreRecords = records.length;
  for (const node of others) if (!ofScore.has(node.name)) planNode(builder, node);

  const features = featureNode(model);
  const words = records.flatMap((record) => recordWords.map((word) => record[word]));
  return {
    constants: builder.constants,
    instance: builder.instance,
    paddingTables: builder.paddingTables,
    packings: builder.packings,
    program: builder.constants.place(Int32Array.from(words)),
    sequenceRecords,
    scoreRecords,
    records: records.length,
    margin: builder.margin,
    tapStride: (encoding.vocabulary + 1) * TABLE_ROW,
    offsets: builder.offsets,
    firsts: builder.firsts,
    scratch: builder.scratch,
    scratchStride: builder.scratchStride,
    pooled: values.pooled,
    rowStride: values.rowStride,
    score: values.addressOf(model.nodes.at(-1)?.name ?? ''),
    families: model.familyNode === undefined ? 0 : values.addressOf(model.familyNode),
    features: features === null ? 0 : values.addressOf(features.name),
    featureCount: features?.units ?? 0,
  };
}
