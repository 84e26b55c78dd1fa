import { generate } from '@degas/generators';

const WORDS =
  'garden music river city house travel kitchen market school studio garage winter coffee design planet ' +
  'bicycle mountain library harbor forest bakery cinema museum pharmacy';

/** A small labelled CSV file: two-word names against names of qakbot; the same every time. */
export function labelledNames(rows: number): string {
  const words = WORDS.split(' ');
  const dga = [...generate('qakbot', { date: new Date('2026-01-01'), count: rows / 2 })];
  const lines = dga.flatMap((name, i) => {
    const first = words[i % words.length] ?? '';
    const second = words[Math.floor(i / words.length) % words.length] ?? '';
    return [`${name},1,qakbot`, `${first}${second}${i >= words.length ** 2 ? i : ''}.com,0,`];
  });
  return ['domain,label,family', ...lines, ''].join('\n');
}
