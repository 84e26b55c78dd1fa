import type { Engine } from '../engine/engine.ts';
import type { CompiledModel, OperatingPoint } from '../format/compiled-model.ts';
import { headNames } from '../verdict/named-class.ts';

/** The model that a classifier runs. */
export interface ModelInfo {
  readonly name: string;
  readonly version: number;
  readonly encoding: CompiledModel['encoding'];
  readonly labels: readonly [string, string];
  /** Names with this score or more are called DGA. */
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  /** The malware families that verdicts can name. */
  readonly families: readonly string[];
  /** Whether the model has a group network, which `judgeGroup` needs. */
  readonly judgesGroups: boolean;
  /** Numbers in the compiled network's tensors. */
  readonly parameters: number;
  readonly engine: Engine['kind'];
}

export function modelInfo(
  model: CompiledModel,
  engine: Engine['kind'],
  threshold: number,
): ModelInfo {
  const { name, version, encoding, labels, operatingPoints, families, group, tensors } = model;
  const parameters = Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0);
  return {
    name,
    version,
    encoding,
    labels,
    threshold,
    operatingPoints,
    families: headNames(families).names.flatMap(({ family }) => family ?? []),
    judgesGroups: group !== undefined,
    parameters,
    engine,
  };
}
