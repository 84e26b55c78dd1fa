import { idnReadings, lexicalFacts } from '@degas/features';

import type { ModelInfo } from '../classifier/model-info.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Explanation } from './explanation.ts';
import { explanationSentence } from './sentence.ts';

/** Letters that replace a character, so that the network sees a plausible name and not a gap. */
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
  const text = likeliestReading(registrable, score);
  const places = [...text.matchAll(/[^.]/g)].map(({ index }) => index);
  const labelLength = text.indexOf('.');
  const parts = Array.from({ length: Math.max(0, labelLength - NGRAM) }, (_, at) => at);
  const scores = score([
    text,
    ...places.flatMap((at) =>
      Array.from(COMMON_LETTERS, (letter) => replaced(text, at, 1, letter)),
    ),
    ...parts.map((at) => replaced(text, at, NGRAM, '')),
  ]);
  const own = logOdds(scores[0] ?? 0);
  const characters = places.map((at, i) => {
    const from = 1 + i * COMMON_LETTERS.length;
    const others = scores.subarray(from, from + COMMON_LETTERS.length);
    const mean = others.reduce((sum, each) => sum + logOdds(each), 0) / others.length;
    return { text: text.charAt(at), at, weight: own - mean };
  });
  const from = 1 + places.length * COMMON_LETTERS.length;
  const ngrams = parts
    .map((at, i) => ({
      text: text.slice(at, at + NGRAM),
      at,
      weight: own - logOdds(scores[from + i] ?? 0),
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SHOWN_NGRAMS);
  const { isInternational } = lexicalFacts(registrable);
  const facts = { ...lexicalFacts(text), isInternational };
  const reading = text === registrable ? {} : { reading: text };
  const sentence = explanationSentence({ ...verdict, ...reading }, model, facts, ngrams);
  return { verdict, ...reading, sentence, characters, ngrams, facts };
}

/** The text whose score is the name's. */
function likeliestReading(
  registrable: string,
  score: (names: readonly string[]) => Float32Array,
): string {
  const readings = idnReadings(registrable);
  if (readings.length === 0) return registrable;
  const texts = [registrable, ...readings];
  const scores = score(texts);
  return texts[scores.indexOf(Math.max(...scores))] ?? registrable;
}

function replaced(name: string, at: number, length: number, by: string): string {
  return name.slice(0, at) + by + name.slice(at + length);
}

function logOdds(score: number): number {
  const bounded = Math.min(1 - NEAREST, Math.max(NEAREST, score));
  return Math.log(bounded / (1 - bounded));
}
