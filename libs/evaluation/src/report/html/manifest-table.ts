import type { Table } from './table.ts';

/** Lists longer than this say only how long they are. */
const LONGEST_LIST = 12;

/** A model's manifest, or any JSON object, as a table of its leaves: `training.epochs` in one column, 5 in the other. */
export function manifestTable(manifest: Readonly<Record<string, unknown>>): Table {
  return { caption: 'From the manifest', head: ['Field', 'Value'], rows: leaves('', manifest) };
}

function leaves(path: string, value: unknown): string[][] {
  if (Array.isArray(value)) {
    const flat = value.every((item) => typeof item !== 'object' || item === null);
    if (flat && value.length <= LONGEST_LIST) return [[path, value.map(String).join(', ')]];
    if (flat || value.length > LONGEST_LIST) return [[path, `${value.length} entries`]];
    return value.flatMap((item, i) => leaves(`${path}[${i}]`, item));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(path === '' ? key : `${path}.${key}`, inner),
    );
  }
  return [[path, String(value)]];
}
