/** What a DGA name looks like that the network takes for no particular malware. */
export const dgaKinds = ['random-looking', 'dictionary-looking', 'disguised'] as const;
export type DgaKind = (typeof dgaKinds)[number];

/**
 * The classes of a family head that are not malware: synthetic ones, which training adds so that the network knows
 * names of families to come, and one that researchers never named. Each with the kind that a verdict has instead.
 */
const kindOfClass: ReadonlyMap<string, DgaKind | null> = new Map([
  ['random-looking', 'random-looking'],
  ['dictionary-looking', 'dictionary-looking'],
  // CharBot changes two letters of a popular name; others insert words into a DGA name.
  ['charbot', 'disguised'],
  ['disguised', 'disguised'],
  ['g01', null],
]);

/** Whether a class of a family head is a malware family. */
export function isMalwareFamily(name: string): boolean {
  return !kindOfClass.has(name);
}

/** Returns the kind that a class of a family head stands for; null for a malware family. */
export function kindOf(name: string): DgaKind | null {
  return kindOfClass.get(name) ?? null;
}
