import { logitOf } from '@degas/inference';

import { type DropReason, readName, type ReadName } from '../events/dropped-event.ts';
import { trafficOptions, type TrafficOptions } from '../traffic-options.ts';
import { nameWord, suspicionOf } from './distinct-names.ts';
import { isAllowed } from './is-allowed.ts';
import { ownText } from './own-text.ts';

/** Which family is known to make a registrable name, if one is. */
export type FindKnownDga = (registrable: string) => string | null;

/** What is known of a name as it is in a log. */
export interface KnownName {
  /** null where the name is no evidence. */
  readonly registrable: string | null;
  readonly dropped: DropReason | null;
  /** Whether a search list seems to have put its suffix behind another name. */
  readonly isExpansion: boolean;
  readonly logit: number;
  /** For tables of distinct names. */
  readonly word: number;
  /** The family of a name that a known DGA makes. */
  readonly knownFamily: string | null;
}

export interface NameScorer {
  /** A score from 0 to 1 for each name, NaN for one that has none. */
  score(names: readonly string[]): ArrayLike<number>;
}

/** A name that a DGA is known to make is as suspicious as can be. */
const KNOWN_LOGIT = 14;

/** Names by how they are in logs, scored once; of more than `maxNames`, those that were not asked for lately are forgotten. */
export class NameCache {
  readonly #scorer: NameScorer;
  readonly #capacity: number;
  readonly #findKnownDga: FindKnownDga | null;
  #allow: ReadonlySet<string>;
  #recent = new Map<string, KnownName>();
  #older = new Map<string, KnownName>();

  constructor(
    scorer: NameScorer,
    options: Partial<TrafficOptions> = {},
    findKnownDga: FindKnownDga | null = null,
  ) {
    const { maxNames, allow } = trafficOptions(options);
    this.#scorer = scorer;
    this.#capacity = maxNames;
    this.#allow = allow;
    this.#findKnownDga = findKnownDga;
  }

  /** Takes other rules of names that are no evidence, and forgets what was known by those before. */
  setAllow(rules: ReadonlySet<string>): void {
    if (rules === this.#allow) return;
    this.#allow = rules;
    this.#recent = new Map();
    this.#older = new Map();
  }

  get(name: string): KnownName | undefined {
    const known = this.#recent.get(name);
    if (known !== undefined) return known;
    const older = this.#older.get(name);
    if (older !== undefined) this.#set(name, older);
    return older;
  }

  /** Reads and scores names that are not known yet; returns them. */
  learn(asRead: readonly string[]): ReadonlyMap<string, KnownName> {
    const learned = new Map<string, KnownName>();
    if (asRead.length === 0) return learned;
    const names = asRead.map(ownText);
    this.known(names.map(readName)).forEach((known, i) => {
      const name = names[i] ?? '';
      learned.set(name, known);
      this.#set(name, known);
    });
    return learned;
  }

  /** Scores names that were read; what is known of them is not remembered here. */
  known(read: readonly ReadName[]): KnownName[] {
    const fresh = [...new Set(read.flatMap(({ registrable }) => registrable ?? []))];
    const scores = fresh.length > 0 ? this.#scorer.score(fresh) : [];
    const scoreOf = new Map(fresh.map((name, i) => [name, scores[i] ?? NaN]));
    return read.map((reading): KnownName => {
      const isOfRule = reading.registrable !== null && isAllowed(this.#allow, reading.registrable);
      const score = scoreOf.get(reading.registrable ?? '') ?? NaN;
      const registrable = isOfRule || Number.isNaN(score) ? null : reading.registrable;
      const dropped = isOfRule ? 'allowed' : (reading.dropped ?? 'invalid');
      const knownFamily = registrable === null ? null : (this.#findKnownDga?.(registrable) ?? null);
      const logit = knownFamily === null ? logitOf(score) : KNOWN_LOGIT;
      return {
        registrable,
        dropped: registrable === null ? dropped : null,
        isExpansion: reading.isExpansion,
        logit,
        word: registrable === null ? 0 : nameWord(registrable, suspicionOf(logit)),
        knownFamily,
      };
    });
  }

  #set(name: string, known: KnownName): void {
    if (this.#recent.size >= this.#capacity) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(name, known);
  }
}
