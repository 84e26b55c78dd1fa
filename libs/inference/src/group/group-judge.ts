import type { Engine } from '../engine/engine.ts';
import { InferenceError } from '../errors.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { headNames, type HeadNames } from '../verdict/named-class.ts';
import { alertLevel, alertRate, alertScore } from './alert-score.ts';
import type { GroupEvidence, RankedNames } from './group-evidence.ts';
import { familyProbability, type FamilyReading, readFamily } from './group-family.ts';
import type { GroupHeader } from './group-header.ts';
import { type GroupNetwork, runGroupNetwork } from './group-network.ts';
import { GroupReader } from './group-reader.ts';
import { groupReasons } from './group-reasons.ts';
import { familyNetworkOf, groupNetworkOf } from './group-tensors.ts';
import {
  UNKNOWN_FAMILY,
  type EvidenceOptions,
  type GroupVerdict,
  type WeighedName,
} from './group-verdict.ts';

/** What a name weighs above this logit. */
const WEIGHED_FROM = -3;

/** Names that a verdict lists, at most. */
const MOST_NAMES = 24;

/** Judges groups of names with the group network of a model, if it has one. */
export class GroupJudge {
  readonly #reader: GroupReader;
  readonly #head: HeadNames;
  readonly #header: GroupHeader | null;
  readonly #network: GroupNetwork | null;
  readonly #familyNetwork: GroupNetwork | null;
  readonly #modelName: string;

  constructor(model: CompiledModel, engine: Engine) {
    this.#reader = new GroupReader(engine);
    this.#head = headNames(model.familyNode === undefined ? [] : model.families);
    this.#header = model.group ?? null;
    this.#network = groupNetworkOf(model);
    this.#familyNetwork = familyNetworkOf(model);
    this.#modelName = model.name;
  }

  /** The network's own value, the higher the more suspicious. */
  logit(evidence: GroupEvidence): number {
    const { network } = this.#loaded();
    return runGroupNetwork(network, this.#reader.read(evidence));
  }

  #loaded(): { readonly network: GroupNetwork; readonly header: GroupHeader } {
    const [network, header] = [this.#network, this.#header];
    const { size } = this.#reader;
    if (network !== null && header !== null && network.inputs === size) return { network, header };
    if (network !== null) {
      throw new InferenceError(
        'INFERENCE_INVALID_MODEL',
        `The group network reads ${network.inputs} numbers. Expected ${size}, as this @degas/inference describes a group. Install the version that the model was trained with.`,
      );
    }
    throw new InferenceError(
      'INFERENCE_NO_GROUP_NETWORK',
      `The model '${this.#modelName}' has no group network. Expected one, as a training by 'degas train --recipe flagship' makes. Load another model.`,
    );
  }

  /** The name network's logits of registrable names; what else a group needs of them is remembered. */
  logits(names: readonly string[]): Float64Array {
    return this.#reader.logits(names);
  }

  /** The family that the evidence's names resemble most; null where the model knows none. */
  readFamily(evidence: GroupEvidence): FamilyReading | null {
    const names = weighed(telling(evidence));
    return readFamily(names, this.#reader.withFamilies(names.map(({ name }) => name)), this.#head);
  }

  /** The verdict on the names that the evidence ranks. */
  verdict(
    evidence: GroupEvidence,
    { trials = 1, logit = this.logit(evidence) }: EvidenceOptions = {},
  ): GroupVerdict {
    const { header } = this.#loaded();
    const { all, failing } = evidence;
    const rates = failing === null ? header.withoutAnswers : header.withAnswers;
    const rate = Math.min(1, alertRate(logit, rates) * Math.max(1, trials));
    const level = alertLevel(rate);
    const names = weighed(telling(evidence));
    const score = alertScore(rate);
    const [distinctNames, failed] = [all.total, failing?.total ?? null];
    if (level === null)
      return { score, level, names, distinctNames, failed, family: null, reasons: [] };
    const readings = this.#reader.withFamilies(names.map(({ name }) => name));
    const reasons = groupReasons(
      evidence,
      readings.map(({ shape }) => shape),
    );
    const reading = readFamily(names, readings, this.#head);
    const probability = reading === null ? 0 : familyProbability(reading, this.#familyNetwork);
    const family = probability >= header.familyThreshold ? (reading?.family ?? null) : null;
    // Each field is named: to spread an object takes longer than a network.
    return family === null
      ? { score, level, names, distinctNames, failed, family: UNKNOWN_FAMILY, reasons }
      : { score, level, names, distinctNames, failed, family, familyProbability: probability, reasons }; // prettier-ignore
  }
}

/** The names that a verdict rests on. */
function telling({ all, failing }: GroupEvidence): RankedNames {
  return failing !== null && failing.total > 0 ? failing : all;
}

/** Each name's part, by how far its logit is above what benign names have. */
function weighed({ names, logits }: RankedNames): WeighedName[] {
  const count = Math.min(MOST_NAMES, names.length);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weightOf(logits[i]);
  const parts: WeighedName[] = [];
  for (let i = 0; i < count; i++) {
    // Names that all look benign have the same part.
    const weight = sum > 0 ? weightOf(logits[i]) / sum : 1 / names.length;
    if (weight > 0) parts.push({ name: names[i] ?? '', weight });
  }
  return parts;
}

function weightOf(logit = 0): number {
  return Math.max(0, logit - WEIGHED_FROM);
}
