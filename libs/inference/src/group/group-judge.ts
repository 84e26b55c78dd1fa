import type { Engine } from '../engine/engine.ts';
import { InferenceError } from '../errors.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { headNames, type HeadNames } from '../verdict/named-class.ts';
import { alertLevel, alertRate, alertScore } from './alert-score.ts';
import type { GroupEvidence, RankedNames } from './group-evidence.ts';
import { groupFamily } from './group-family.ts';
import type { GroupHeader } from './group-header.ts';
import { type GroupNetwork, runGroupNetwork } from './group-network.ts';
import { GroupReader, type GroupReading } from './group-reader.ts';
import { groupReasons } from './group-reasons.ts';
import { groupNetworkOf } from './group-tensors.ts';
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
  readonly #engine: Engine;
  readonly #reader: GroupReader;
  readonly #head: HeadNames;
  readonly #header: GroupHeader | null;
  readonly #network: GroupNetwork | null;
  readonly #modelName: string;

  constructor(model: CompiledModel, engine: Engine) {
    this.#engine = engine;
    this.#reader = new GroupReader(engine);
    this.#head = headNames(model.familyNode === undefined ? [] : model.families);
    this.#header = model.group ?? null;
    this.#network = groupNetworkOf(model);
    this.#modelName = model.name;
    const { size } = this.#reader;
    if (this.#network !== null && this.#network.inputs !== size) {
      throw new InferenceError(
        'INFERENCE_INVALID_MODEL',
        `The group network reads ${this.#network.inputs} numbers. Expected ${size}, as this @degas/inference describes a group. Install the version that the model was trained with.`,
      );
    }
  }

  /** What the group network reads of the evidence. */
  read(evidence: GroupEvidence): GroupReading {
    return this.#reader.read(evidence);
  }

  /** The network's own value, the higher the more suspicious. */
  logit(evidence: GroupEvidence): number {
    const { network } = this.#loaded();
    return runGroupNetwork(network, this.#reader.read(evidence).vector);
  }

  #loaded(): { readonly network: GroupNetwork; readonly header: GroupHeader } {
    const [network, header] = [this.#network, this.#header];
    if (network !== null && header !== null) return { network, header };
    throw new InferenceError(
      'INFERENCE_NO_GROUP_NETWORK',
      `The model '${this.#modelName}' has no group network. Expected one, as a training by 'degas train --recipe flagship' makes. Load another model.`,
    );
  }

  /** The verdict on the names that the evidence ranks. */
  verdict(evidence: GroupEvidence, { trials = 1 }: EvidenceOptions = {}): GroupVerdict {
    const { header } = this.#loaded();
    const { all, failing } = evidence;
    const logit = this.logit(evidence);
    const rates = failing === null ? header.withoutAnswers : header.withAnswers;
    const rate = Math.min(1, alertRate(logit, rates) * Math.max(1, trials));
    const level = alertLevel(rate);
    const telling = failing !== null && failing.total > 0 ? failing : all;
    const verdict = {
      score: alertScore(rate),
      level,
      names: weighed(telling),
      distinctNames: all.total,
      failed: failing?.total ?? null,
    };
    if (level === null) return { ...verdict, family: null, reasons: [] };
    const family =
      this.#head.names.length === 0
        ? null
        : groupFamily(this.#engine, verdict.names, this.#head, header.familyThreshold);
    return {
      ...verdict,
      family: family?.family ?? UNKNOWN_FAMILY,
      ...(family?.family != null && { familyProbability: family.probability }),
      reasons: groupReasons(evidence, verdict.names),
    };
  }
}

/** Each name's part, by how far its logit is above what benign names have. */
function weighed({ names, logits }: RankedNames): WeighedName[] {
  const weights = Array.from(logits.slice(0, MOST_NAMES), (logit) =>
    Math.max(0, logit - WEIGHED_FROM),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  // Names that all look benign have the same part.
  return names.slice(0, MOST_NAMES).flatMap((name, i) => {
    const weight = sum > 0 ? (weights[i] ?? 0) / sum : 1 / names.length;
    return weight > 0 ? [{ name, weight }] : [];
  });
}
