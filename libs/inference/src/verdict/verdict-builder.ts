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

/** Turns scores into verdicts: thresholds, lists, families. */
export class VerdictBuilder {
  readonly threshold: number;
  /** The score from which a verdict names a family; `Infinity` where the model has no family head. */
  readonly familyScoreThreshold: number;
  readonly #points: CompiledModel['operatingPoints'];
  readonly #families: readonly string[];
  readonly #familyThreshold: number;
  readonly #allow: DomainList | null;
  readonly #deny: DomainList | null;
  readonly #knownDga: KnownDgaLookup | null;

  constructor(model: CompiledModel, options: ClassifierOptions) {
    const settings = { ...defaultClassifierOptions, ...options };
    this.threshold = thresholdOf(model, settings.operatingPoint);
    this.familyScoreThreshold = model.familyNode === undefined ? Infinity : this.threshold;
    this.#points = model.operatingPoints;
    this.#families = model.familyNode === undefined ? [] : model.families;
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
    const plain: Verdict = {
      domain,
      registrable,
      score,
      label: isDga ? 'dga' : 'benign',
      level: levelOf(score, this.#points),
      family: isDga ? known : null,
      kind: null,
      skipped: null,
    };
    // Most names are in no list; they are spared the copy.
    const verdict = decision === null ? plain : { ...plain, decision };
    // A name that a rule alone calls DGA resembles no family.
    const isNamed = isDga && known === null && reaches(score, this.threshold);
    if (!isNamed || familyValues === null) return verdict;
    const { index, probability } = topFamily(familyValues, from, this.#families.length);
    const name = this.#families[index] ?? '';
    const [family, kind] = isMalwareFamily(name) ? [name, null] : [null, kindOf(name)];
    if (probability < this.#familyThreshold || (family === null && kind === null)) return verdict;
    return { ...verdict, family, kind, familyProbability: probability };
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
