import { defineFamily } from '../family.ts';

/** Base64 with `-` and `_`, without padding; every character must be below 256. */
function base64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function xor(text: string, key: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const byte = text.charCodeAt(index) ^ key.charCodeAt(index % key.length);
    result += String.fromCharCode(byte & 0xff);
  }
  return result;
}

/** `202403` for 2024-09-03: the month does not count. */
const dayText = (date: Date): string =>
  `${date.getUTCFullYear()}${String(date.getUTCDate()).padStart(2, '0')}`;

/**
 * DarkCracks (payload delivery framework): year and day of the month under a key, in base64.
 * The 31 names of a year return every month. The malware writes capitals; DNS ignores them.
 */
export const darkcracks = defineFamily({
  metadata: {
    name: 'darkcracks',
    aliases: [],
    kind: 'encoding',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'text',
    defaultSeed: "Crackalackin'",
    knownSeeds: ["Crackalackin'"],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, darkcracks; XLab, "DarkCracks", 2024-09',
  },
  listKey: dayText,
  *generate({ date, seed }) {
    const code = base64Url(xor(swapCase(base64Url(dayText(date))), seed));
    let label = '';
    for (const character of code) label = character + label;
    yield `${label.toLowerCase()}.com`;
  },
});
