import { hostName, registrableName, type RegistrableName } from '@degas/features';

import { fraction, thresholdOf, type ClassifierOptions } from '../classifier/classifier-options.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { DomainList } from './domain-list.ts';
import type { KnownDgaLookup } from './known-dga.ts';
import { levelOf, reaches } from './level.ts';
import {
  DEFAULT_CANDIDATE_THRESHOLD,
  likelyClasses,
  type LikelyClasses,
} from './likely-classes.ts';
import { headNames, type HeadNames } from './named-class.ts';
import type { Decision, Verdict } from './verdict.ts';
import { writeProbabilities } from './write-probabilities.ts';

const NOT_A_NAME: RegistrableName = { registrable: null, suffix: null, skipped: 'invalid' };

/** Returns the registrable part of a name; callers pass on whatever logs hold, and what is not a string is invalid. */
export function parseName(name: unknown): RegistrableName {
  return typeof name === 'string' ? registrableName(name) : NOT_A_NAME;
}

/** A name that the look-up has, and its family. */
interface KnownName {
  readonly name: string;
  readonly family: string;
}

const noClasses: LikelyClasses = { family: null, kind: null, candidates: [] };

/** Turns scores into verdicts: thresholds, lists, families. */
export class VerdictBuilder {
  readonly threshold: number;
  /** The score from which a verdict names a family; `Infinity` where the model has no family head. */
  readonly familyScoreThreshold: number;
  readonly #points: CompiledModel['operatingPoints'];
  readonly #head: HeadNames;
  /** Of the name in hand: an array for each would be most of what its family costs. */
  readonly #probabilities: Float64Array;
  /** The probability from which a class is a candidate. */
  readonly #candidateThreshold: number;
  readonly #allow: DomainList | null;
  readonly #deny: DomainList | null;
  readonly #knownDga: KnownDgaLookup | null;

  constructor(model: CompiledModel, options: ClassifierOptions) {
    this.threshold = thresholdOf(model, options.operatingPoint);
    this.familyScoreThreshold = model.familyNode === undefined ? Infinity : this.threshold;
    this.#points = model.operatingPoints;
    this.#head = headNames(model.familyNode === undefined ? [] : model.families);
    this.#probabilities = new Float64Array(this.#head.names.length);
    const { familyThreshold = model.candidateThreshold ?? DEFAULT_CANDIDATE_THRESHOLD } = options;
    this.#candidateThreshold = fraction(familyThreshold, 'familyThreshold');
    this.#allow = listOf(options.allow);
    this.#deny = listOf(options.deny);
    this.#knownDga = options.knownDga ?? null;
  }

  /** Returns the verdict on one name; the values of its families begin at `from`. */
  verdict(
    domain: string,
    { registrable, skipped }: RegistrableName,
    score: number,
    familyValues: Float32Array | null,
    from: number,
  ): Verdict {
    if (registrable === null) {
      return {
        domain,
        registrable,
        score: null,
        label: 'skipped',
        level: null,
        ...noClasses,
        skipped,
      };
    }
    const known = this.#findKnown(domain, registrable);
    const decision = this.#matchLists(domain, registrable, known);
    const isDga = decision === null ? reaches(score, this.threshold) : decision.by !== 'allow';
    // A name that a rule alone calls DGA resembles no family.
    const isOfScore = isDga && known === null && reaches(score, this.threshold);
    const likely =
      isOfScore && familyValues !== null ? this.#likelyClasses(familyValues, from) : noClasses;
    const verdict: { -readonly [Field in keyof Verdict]: Verdict[Field] } = {
      domain,
      registrable,
      score,
      label: isDga ? 'dga' : 'benign',
      level: levelOf(score, this.#points),
      family: isDga && known !== null ? known.family : likely.family,
      kind: likely.kind,
      candidates: likely.candidates,
      skipped: null,
    };
    if (decision !== null) verdict.decision = decision;
    if (likely.familyProbability !== undefined)
      verdict.familyProbability = likely.familyProbability;
    return verdict;
  }

  /** Returns what a name may be, where that is likely enough and means something to others. */
  #likelyClasses(values: Float32Array, from: number): LikelyClasses {
    this.#probabilities.fill(0);
    writeProbabilities(values, from, this.#head.ofClass, this.#probabilities, 0);
    return likelyClasses(this.#probabilities, this.#head, this.#candidateThreshold);
  }

  #findKnown(domain: string, registrable: string): KnownName | null {
    if (this.#knownDga === null) return null;
    const family = this.#knownDga.familyOf(registrable);
    if (family !== null) return { name: registrable, family };
    const host = hostName(domain);
    const ofHost = host === '' || host === registrable ? null : this.#knownDga.familyOf(host);
    return ofHost === null ? null : { name: host, family: ofHost };
  }

  #matchLists(domain: string, registrable: string, known: KnownName | null): Decision | null {
    if (this.#allow !== null || this.#deny !== null) {
      const host = hostName(domain);
      const allowed = this.#allow?.findHost(host, registrable) ?? null;
      const denied = this.#deny?.findHost(host, registrable) ?? null;
      if (allowed !== null && (denied === null || allowed.length >= denied.length)) {
        return { by: 'allow', rule: allowed };
      }
      if (denied !== null) return { by: 'deny', rule: denied };
    }
    return known === null ? null : { by: 'known_dga', rule: known.name };
  }
}

function listOf(rules: ClassifierOptions['allow']): DomainList | null {
  if (rules === undefined) return null;
  return rules instanceof DomainList ? rules : new DomainList(rules);
}
