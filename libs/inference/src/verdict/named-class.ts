import type { DgaKind } from './kind.ts';

/** What verdicts call a class of a family head: a malware family, a kind of name, or nothing that means something to others. */
export interface NamedClass {
  readonly family: string | null;
  readonly kind: DgaKind | null;
}

/**
 * The classes of a family head that are not malware: synthetic ones, which training adds so that the network knows
 * names of families to come, machines' names that are no malware's, and a class that researchers never named.
 */
const kindOfClass: ReadonlyMap<string, DgaKind | null> = new Map([
  ['random-looking', 'random-looking'],
  ['dictionary-looking', 'dictionary-looking'],
  // CharBot changes two letters of a popular name; others insert words into a DGA name.
  ['charbot', 'disguised'],
  ['disguised', 'disguised'],
  ['advertising', 'advertising'],
  ['g01', null],
]);

/** Classes that are variants of a family, which is what verdicts say. */
const familyOfVariant: ReadonlyMap<string, string> = new Map([['murofetweekly', 'murofet']]);

export function namedClass(name: string): NamedClass {
  const kind = kindOfClass.get(name);
  if (kind !== undefined) return { family: null, kind };
  return { family: familyOfVariant.get(name) ?? name, kind: null };
}

/** The names of a head's classes; several classes can share one. */
export interface HeadNames {
  /** Each once. */
  readonly names: readonly NamedClass[];
  /** For each class of the head, the index of its name. */
  readonly ofClass: readonly number[];
}

export function headNames(classes: readonly string[]): HeadNames {
  const names: NamedClass[] = [];
  const ofClass = classes.map((name) => {
    const named = namedClass(name);
    const known = names.findIndex(
      ({ family, kind }) => family === named.family && kind === named.kind,
    );
    return known >= 0 ? known : names.push(named) - 1;
  });
  return { names, ofClass };
}
