import { families as allFamilies, namesFrom } from '@degas/generators';

export interface GeneratedChoice {
  /** By name; all that can be predicted unless given. */
  readonly families?: readonly string[];
  readonly from: Date;
  readonly days: number;
}

/** The names that families generate within a span of days, and the families that are left out for their names' sake. */
export function generatedNames({ families, from, days }: GeneratedChoice): {
  readonly names: Iterable<{ readonly domain: string; readonly family: string }>;
  readonly leftOut: readonly { readonly family: string; readonly caution: string }[];
} {
  if (families !== undefined) return { names: namesFrom(from, { days, families }), leftOut: [] };
  const dated = allFamilies().filter(({ dateSeeded, predictable }) => dateSeeded && predictable);
  const leftOut = dated.flatMap(({ name, caution }) =>
    caution === undefined ? [] : [{ family: name, caution }],
  );
  const chosen = dated.filter(({ caution }) => caution === undefined).map(({ name }) => name);
  return { names: namesFrom(from, { days, families: chosen }), leftOut };
}
