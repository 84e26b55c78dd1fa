import type { Attribution, Explanation, Verdict } from '@degas/inference';

import { VERDICT_FIELDS } from '../prediction/signatures.ts';
import { shortFloat32 } from './format-float32.ts';

/** Verdicts as the rows of a signature with several outputs, one object per name; they come in chunks. */
export class VerdictRows {
  readonly #pieces: string[] = [];

  add(verdicts: readonly Verdict[]): void {
    if (verdicts.length > 0) this.#pieces.push(JSON.stringify(verdicts.map(asRow)).slice(1, -1));
  }

  body(): string {
    return `{"predictions":[${this.#pieces.join(',')}]}`;
  }
}

/** Verdicts as columns: one list per field. */
export function verdictColumns(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(asRow);
  const fields = [...VERDICT_FIELDS, 'candidates'] as const;
  const columns = fields.map((field) => [field, rows.map((row) => row[field])]);
  return JSON.stringify({ outputs: Object.fromEntries(columns) as object });
}

/** Explanations: a verdict each, with what led to it. */
export function explanationsBody(explanations: readonly Explanation[]): string {
  return JSON.stringify({
    explanations: explanations.map(({ verdict, reading, sentence, characters, ngrams, facts }) => ({
      ...asRow(verdict),
      reading,
      sentence,
      characters: characters.map(asPart),
      ngrams: ngrams.map(asPart),
      facts,
    })),
  });
}

function asPart({ text, at, weight }: Attribution): Attribution {
  return { text, at, weight: Number(weight.toFixed(4)) };
}

function asRow(verdict: Verdict): Pick<Verdict, (typeof VERDICT_FIELDS)[number] | 'candidates'> {
  const { domain, registrable, score, label, level, family, kind, skipped, candidates } = verdict;
  return {
    domain,
    registrable,
    score: shortScore(score),
    label,
    level,
    family,
    kind,
    skipped,
    candidates: candidates.map(({ family: name, probability }) => ({
      family: name,
      probability: Number(probability.toFixed(4)),
    })),
  };
}

/** The shortest number that a float tensor would show, without the digits that widening to 64 bits invents. */
function shortScore(score: number | null): number | null {
  return score === null ? null : shortFloat32(score);
}
