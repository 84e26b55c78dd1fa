import { namesFrom } from '@degas/generators';

import { zeekHeader, zeekLine } from './dns-lines.ts';

const CLEAN = [
  'www.google.com',
  'www.wikipedia.org',
  'github.com',
  'www.example.org',
  'news.ycombinator.com',
];

/** Names of a family of this day, in its order. */
export function familyNames(
  family: string,
  count: number,
  day = new Date('2025-11-27T08:00:00Z'),
): string[] {
  const names: string[] = [];
  for (const { domain } of namesFrom(day, { families: [family] })) {
    names.push(domain);
    if (names.length === count) break;
  }
  return names;
}

/** A log of Zeek of forty clients, of which 10.0.0.7 asks for names of qakbot and 10.0.0.9 for names of necurs. */
export function infectedLog(): string {
  const lines: string[] = [zeekHeader()];
  const made = [
    ...familyNames('qakbot', 60).map((name) => ['10.0.0.7', name] as const),
    ...familyNames('necurs', 25).map((name) => ['10.0.0.9', name] as const),
  ];
  let second = 0;
  for (let i = 0; i < 2000; i++) {
    lines.push(zeekLine(`10.0.0.${i % 40}`, CLEAN[i % CLEAN.length] ?? '', second++));
    const one = i % 20 === 0 ? made[i / 20] : undefined;
    if (one !== undefined) lines.push(zeekLine(one[0], one[1], second++, 'NXDOMAIN'));
  }
  return lines.join('');
}
