import type { ClientVerdict } from '../prediction/client-group.ts';
import { shortFloat32 } from './format-float32.ts';

/** What the verdict on a client holds, in the order in which it is answered. */
interface ClientRow {
  readonly client: string;
  readonly score: number;
  readonly level: string | null;
  readonly family: string | null;
  readonly family_probability: number | null;
  readonly names: readonly { readonly name: string; readonly weight: number }[];
  readonly distinct_names: number;
  readonly failed_names: number | null;
  readonly reasons: readonly string[];
}

/** Verdicts as a list of objects under this key. */
export function groupVerdictsBody(
  key: 'verdicts' | 'predictions',
  verdicts: readonly ClientVerdict[],
): string {
  return JSON.stringify({ [key]: verdicts.map(asRow) });
}

/** Verdicts as columns, the names and their weights as two lists for each client. */
export function groupColumnsBody(verdicts: readonly ClientVerdict[]): string {
  const rows = verdicts.map(asRow);
  const column = (field: keyof ClientRow): unknown[] => rows.map((row) => row[field]);
  return JSON.stringify({
    outputs: {
      client: column('client'),
      score: column('score'),
      level: column('level'),
      family: column('family'),
      family_probability: column('family_probability'),
      names: rows.map(({ names }) => names.map(({ name }) => name)),
      weights: rows.map(({ names }) => names.map(({ weight }) => weight)),
      distinct_names: column('distinct_names'),
      failed_names: column('failed_names'),
      reasons: column('reasons'),
    },
  });
}

function asRow(verdict: ClientVerdict): ClientRow {
  const { client, score, level, family, familyProbability, names } = verdict;
  return {
    client,
    score: shortFloat32(score),
    level,
    family,
    family_probability: familyProbability === undefined ? null : shortFloat32(familyProbability),
    names: names.map(({ name, weight }) => ({ name, weight: Number(weight.toFixed(4)) })),
    distinct_names: verdict.distinctNames,
    failed_names: verdict.failed,
    reasons: verdict.reasons,
  };
}
