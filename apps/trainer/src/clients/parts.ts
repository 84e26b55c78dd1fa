/** What a name may be used for: the group network's training, its thresholds, or judging both. */
export const parts = ['train', 'calibrate', 'test'] as const;
export type Part = (typeof parts)[number];

/** The part that a name, an owner or a campaign belongs to, by its hash: half, a quarter, a quarter. */
export function partOf(text: string): Part {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const quarter = ((hash ^ (hash >>> 13)) >>> 0) % 4;
  return quarter < 2 ? 'train' : quarter === 2 ? 'calibrate' : 'test';
}
