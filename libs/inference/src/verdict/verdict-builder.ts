import { hostName, registrableName, type RegistrableName } from '@degas/features';

import {
  defaultClassifierOptions,
  fraction,
  thresholdOf,
  type ClassifierOptions,
} from '../classifier/classifier-options.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { DomainList } from './domain-list.ts';
import { isMalwareFamily, kindOf } from './kind.ts';
import type { KnownDgaLookup } from './known-dga.ts';
import { levelOf, reaches } from './level.ts';
import { topFamily } from './top-family.ts';
import type { Decision, Verdict } from './verdict.ts';

const NOT_A_NAME: RegistrableName = { registrable: null, suffix: null, skipped: 'invalid' };

/** Returns the registrable part of a name; callers pass on whatever logs hold, and what is not a string is invalid. */
export function parseName(name: unknown): RegistrableName {
  return typeof name === 'string' ? registrableName(name) : NOT_A_NAME;
}

/** A class of the family head as a verdict names it. */
interface LikelyClass extends Pick<Verdict, 'family' | 'kind'> {
  readonly probability: number;
}

const noClass = { family: null, kind: null } as const;

/** Turns scores into verdicts: thresholds, lists, families. */
export class VerdictBuilder {
  readonly threshold: number;
  /** The score from which a verdict names a family; `Infinity` where the model has no family head. */
  readonly familyScoreThreshold: number;
  readonly #points: CompiledModel['operatingPoints'];
  readonly #classes: readonly Pick<Verdict, 'family' | 'kind'>[];
  readonly #familyThreshold: number;
  readonly #allow: DomainList | null;
  readonly #deny: DomainList | null;
  readonly #knownDga: KnownDgaLookup | null;

  constructor(model: CompiledModel, options: ClassifierOptions) {
    const settings = { ...defaultClassifierOptions, ...options };
    this.threshold = thresholdOf(model, settings.operatingPoint);
    this.familyScoreThreshold = model.familyNode === undefined ? Infinity : this.threshold;
    this.#points = model.operatingPoints;
    this.#classes = (model.familyNode === undefined ? [] : model.families).map((name) =>
      isMalwareFamily(name) ? { family: name, kind: null } : { family: null, kind: kindOf(name) },
    );
    this.#familyThreshold = fraction(settings.familyThreshold, 'familyThreshold');
    this.#allow = listOf(settings.allow);
    this.#deny = listOf(settings.deny);
    this.#knownDga = settings.knownDga ?? null;
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
        family: null,
        kind: null,
        skipped,
      };
    }
    const known = this.#knownDga?.familyOf(registrable) ?? null;
    const decision = this.#matchLists(domain, registrable, known);
    const isDga = decision === null ? reaches(score, this.threshold) : decision.by !== 'allow';
    // A name that a rule alone calls DGA resembles no family.
    const isOfScore = isDga && known === null && reaches(score, this.threshold);
    const likely =
      isOfScore && familyValues !== null ? this.#likelyClass(familyValues, from) : null;
    const verdict: { -readonly [Field in keyof Verdict]: Verdict[Field] } = {
      domain,
      registrable,
      score,
      label: isDga ? 'dga' : 'benign',
      level: levelOf(score, this.#points),
      family: likely === null ? (isDga ? known : null) : likely.family,
      kind: likely === null ? null : likely.kind,
      skipped: null,
    };
    if (decision !== null) verdict.decision = decision;
    if (likely !== null) verdict.familyProbability = likely.probability;
    return verdict;
  }

  /** Returns the class that a name is most like, where it is likely enough and means something to others. */
  #likelyClass(values: Float32Array, from: number): LikelyClass | null {
    const { index, probability } = topFamily(values, from, this.#classes.length);
    const { family, kind } = this.#classes[index] ?? noClass;
    if (probability < this.#familyThreshold || (family === null && kind === null)) return null;
    return { family, kind, probability };
  }

  #matchLists(domain: string, registrable: string, known: string | null): Decision | null {
    if (this.#allow !== null || this.#deny !== null) {
      const host = hostName(domain);
      const allowed = this.#allow?.findHost(host, registrable) ?? null;
      const denied = this.#deny?.findHost(host, registrable) ?? null;
      if (allowed !== null && (denied === null || allowed.length >= denied.length)) {
        return { by: 'allow', rule: allowed };
      }
      if (denied !== null) return { by: 'deny', rule: denied };
    }
    return known === null ? null : { by: 'known_dga', rule: registrable };
  }
}

function listOf(rules: ClassifierOptions['allow']): DomainList | null {
  if (rules === undefined) return null;
  return rules instanceof DomainList ? rules : new DomainList(rules);
}
