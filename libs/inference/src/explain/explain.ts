import type { ModelInfo } from '../classifier/model-info.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { lexicalFacts, type LexicalFacts } from './lexical-facts.ts';
import { explanationSentence } from './sentence.ts';

/** A part of the name and how much it speaks for a DGA, in log-odds; below 0 it speaks against one. */
export interface Attribution {
  readonly text: string;
  /** Where it begins in the registrable name. */
  readonly at: number;
  readonly weight: number;
}

/** Why a name has its verdict. */
export interface Explanation {
  readonly verdict: Verdict;
  /** One or two sentences for an analyst. */
  readonly sentence: string;
  /** Each character of the registrable name but its dots, weighed against common letters in its place. */
  readonly characters: readonly Attribution[];
  /** The three-character parts of the label that matter most, weighed against the name without them; the greatest first. */
  readonly ngrams: readonly Attribution[];
  /** Null for a skipped name, as the lists of parts are empty then. */
  readonly facts: LexicalFacts | null;
}

/** What stands in for a character, so that the network sees a name and not a hole. */
const COMMON_LETTERS = 'eaionrst';
const NGRAM = 3;
const SHOWN_NGRAMS = 5;
/** Scores are single-precision: nearer to 0 or 1 than this their log-odds mean nothing. */
const NEAREST = 2 ** -24;

export function explainVerdict(
  verdict: Verdict,
  model: ModelInfo,
  score: (names: readonly string[]) => Float32Array,
): Explanation {
  const { registrable } = verdict;
  if (registrable === null) {
    const sentence = explanationSentence(verdict, model, null, []);
    return { verdict, sentence, characters: [], ngrams: [], facts: null };
  }
  const places = [...registrable.matchAll(/[^.]/g)].map(({ index }) => index);
  const labelLength = registrable.indexOf('.');
  const parts = Array.from({ length: Math.max(0, labelLength - NGRAM) }, (_, at) => at);
  const scores = score([
    registrable,
    ...places.flatMap((at) =>
      Array.from(COMMON_LETTERS, (letter) => replaced(registrable, at, 1, letter)),
    ),
    ...parts.map((at) => replaced(registrable, at, NGRAM, '')),
  ]);
  const own = logOdds(scores[0] ?? 0);
  const characters = places.map((at, i) => {
    const from = 1 + i * COMMON_LETTERS.length;
    const others = scores.subarray(from, from + COMMON_LETTERS.length);
    const mean = others.reduce((sum, each) => sum + logOdds(each), 0) / others.length;
    return { text: registrable.charAt(at), at, weight: own - mean };
  });
  const from = 1 + places.length * COMMON_LETTERS.length;
  const ngrams = parts
    .map((at, i) => ({
      text: registrable.slice(at, at + NGRAM),
      at,
      weight: own - logOdds(scores[from + i] ?? 0),
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SHOWN_NGRAMS);
  const facts = lexicalFacts(registrable);
  const sentence = explanationSentence(verdict, model, facts, ngrams);
  return { verdict, sentence, characters, ngrams, facts };
}

function replaced(name: string, at: number, length: number, by: string): string {
  return name.slice(0, at) + by + name.slice(at + length);
}

function logOdds(score: number): number {
  const bounded = Math.min(1 - NEAREST, Math.max(NEAREST, score));
  return Math.log(bounded / (1 - bounded));
}
