import { rowsOf, type DnsEvent } from '@degas/logs';

/** What the names of a text are that says nothing of it itself: by its format, by its own name, or by the caller. */
export type TextLabel = 'benign' | 'dga' | 'labelled' | 'unknown';

/** How files are named that hold benign or DGA names alone; the first group, where there is one, is the family. */
const FILE_NAMES: readonly (readonly [RegExp, 'benign' | 'dga'])[] = [
  [
    /^(?:cisco-umbrella|umbrella|top-1m|top10milliondomains|alexa|tranco|majestic|crux|cloudflare-radar|domcop|benign|legit|all_legit)\b/,
    'benign',
  ],
  [/^dga[-_.]([a-z][\w-]*?)(?:\.|$)/, 'dga'],
  [/^([a-z][\w-]*?)[-_]dga\./, 'dga'],
];
/** UMUDGA: a folder a family, in which the lists are named by their lengths. */
const UMUDGA = /(?:^|[/!])([a-z][\w-]*)\/list\/\d+\.(?:txt|csv)/i;

/** Tables and JSON of no known format are logs where their rows have a client or a time; else anything. */
const GENERIC = new Set(['csv', 'json', 'parquet']);

/** Returns what the rows of a text without labels are; `first` is one of its events. */
export function textLabel(
  file: string,
  format: string,
  first: DnsEvent | null,
): { readonly label: TextLabel; readonly family: string | null } {
  const hint = hintOf(file);
  const ofFormat = rowsOf(format);
  const isLog = first !== null && (first.client !== null || first.time !== null);
  const isAnything = ofFormat === 'unknown' || (GENERIC.has(format) && !isLog);
  if (!isAnything) return { label: ofFormat, family: hint?.family ?? null };
  return hint ?? { label: 'unknown', family: null };
}

/** Returns what the name of a file, or of the member of an archive, says of its names; null where it says nothing. */
export function hintOf(
  file: string,
): { readonly label: 'benign' | 'dga'; readonly family: string | null } | null {
  const umudga = UMUDGA.exec(file)?.[1];
  if (umudga !== undefined) return { label: 'dga', family: umudga.toLowerCase() };
  // The archive's own name counts before that of its member.
  for (const part of file.split('!')) {
    const base = part.slice(part.lastIndexOf('/') + 1).toLowerCase();
    for (const [pattern, label] of FILE_NAMES) {
      const found = pattern.exec(base);
      if (found !== null) return { label, family: found[1] ?? null };
    }
  }
  return null;
}
