import type { RegistrableName } from '@degas/features';

import { reaches } from '../verdict/level.ts';
import { parseName, type VerdictBuilder } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { ScorePass } from './score-batcher.ts';
import type { ScoreCache } from './score-cache.ts';

/** A pass for scores alone: no object for each name, and scores are remembered under the names as they were given. */
export class PlainScores implements ScorePass {
  readonly scores: Float32Array;
  readonly count: number;
  readonly familyScoreThreshold = Infinity;
  readonly #names: readonly string[];
  readonly #cache: ScoreCache;

  constructor(names: readonly string[], cache: ScoreCache) {
    this.#names = names;
    this.#cache = cache;
    this.count = names.length;
    this.scores = new Float32Array(names.length);
  }

  pick(index: number): string | null {
    const name: unknown = this.#names[index];
    const known = typeof name === 'string' ? this.#cache.get(name) : undefined;
    const registrable = known === undefined ? parseName(name).registrable : null;
    if (known !== undefined) this.#cache.countHit();
    if (registrable === null) this.scores[index] = known ?? NaN;
    return registrable;
  }

  settle(index: number, score: number): void {
    this.scores[index] = score;
    this.#cache.set(this.#names[index] ?? '', score);
  }
}

/** A pass for verdicts; scores are remembered under registrable names. */
export class Verdicts implements ScorePass {
  readonly verdicts: Verdict[];
  readonly count: number;
  readonly familyScoreThreshold: number;
  readonly #parsed: readonly { readonly domain: string; readonly parsed: RegistrableName }[];
  readonly #builder: VerdictBuilder;
  readonly #cache: ScoreCache;

  constructor(names: readonly string[], builder: VerdictBuilder, cache: ScoreCache) {
    // Not by `map`, which passes over the holes of an array.
    this.#parsed = Array.from(names, (domain) => ({ domain, parsed: parseName(domain) }));
    this.#builder = builder;
    this.#cache = cache;
    this.count = names.length;
    this.familyScoreThreshold = builder.familyScoreThreshold;
    this.verdicts = new Array<Verdict>(names.length);
  }

  pick(index: number): string | null {
    const registrable = this.#parsed[index]?.parsed.registrable ?? null;
    if (registrable === null) {
      this.#decide(index, NaN, null, 0);
      return null;
    }
    const known = this.#cache.get(registrable);
    // A remembered score has no family with it.
    if (known === undefined || reaches(known, this.familyScoreThreshold)) return registrable;
    this.#cache.countHit();
    this.#decide(index, known, null, 0);
    return null;
  }

  settle(index: number, score: number, familyScores: Float32Array | null, from: number): void {
    this.#cache.set(this.#parsed[index]?.parsed.registrable ?? '', score);
    this.#decide(index, score, familyScores, from);
  }

  #decide(index: number, score: number, familyScores: Float32Array | null, from: number): void {
    const name = this.#parsed[index];
    if (name === undefined) return;
    this.verdicts[index] = this.#builder.verdict(
      name.domain,
      name.parsed,
      score,
      familyScores,
      from,
    );
  }
}
