import { seededRandom } from '@degas/features';

const WORDS =
  'mail shop cloud news green data river home blue photo tech city auto game learn travel'.split(
    ' ',
  );
const ZONES = ['com', 'net', 'org', 'de', 'co.uk', 'ru', 'info', 'cn', 'ddns.net', 'com.br'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns different names as a log has them: of words and of letters at random, some with hosts before them, a few to be skipped. */
export function madeUpNames(count: number): string[] {
  const random = seededRandom(20);
  const pick = (values: ArrayLike<string>): string =>
    values[Math.floor(random() * values.length)] ?? '';
  return Array.from({ length: count }, (_, row) => {
    const mark = row.toString(36);
    if (row % 50 === 0) return `${mark}.local`;
    const label =
      row % 2 === 0
        ? `${pick(WORDS)}-${pick(WORDS)}${mark}`
        : `${Array.from({ length: 6 + (row % 14) }, () => pick(LETTERS)).join('')}${mark}`;
    return `${row % 3 === 0 ? 'www.' : ''}${label}.${pick(ZONES)}`;
  });
}
