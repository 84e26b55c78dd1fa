/** What a DGA name looks like that the network takes for no particular malware. */
export const dgaKinds = [
  'random-looking',
  'dictionary-looking',
  'disguised',
  'advertising',
] as const;
export type DgaKind = (typeof dgaKinds)[number];
