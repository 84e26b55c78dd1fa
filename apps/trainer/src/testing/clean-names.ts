const FIRST = 'garden music river city house travel kitchen market school studio'.split(' ');
const SECOND = 'garage winter coffee design planet bicycle mountain library harbor forest'.split(
  ' ',
);

/** Names as people make them, up to 100; the same every time. */
export function cleanNames(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => `${FIRST[i % 10] ?? ''}${SECOND[Math.floor(i / 10) % 10] ?? ''}.com`,
  );
}
