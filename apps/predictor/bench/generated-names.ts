import { seededRandom } from '@degas/features';

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ENDINGS = ['com', 'net', 'org', 'co.uk', 'info'];

/** Names that look generated, nearly all of them different: more than a classifier remembers, so that each is scored. */
export function generatedNames(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: ArrayLike<Item>): Item =>
    items[Math.floor(random() * items.length)] as Item;
  return Array.from({ length: count }, () => {
    const letters = Array.from({ length: 6 + Math.floor(random() * 14) }, () => pick(CHARACTERS));
    return `${letters.join('')}.${pick(ENDINGS)}`;
  });
}

/** The names in lists of this size. */
export function inBatches(names: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.floor(names.length / size) }, (_, i) =>
    names.slice(i * size, (i + 1) * size),
  );
}
