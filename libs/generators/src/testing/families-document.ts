import { batchesOf, namesOfBatch } from '../campaigns/domain-batch.ts';
import type { Family } from '../family.ts';
import { registry } from '../registry.ts';
import { evidenceOf } from './family-evidence.ts';

const day = new Date('2026-11-24');

const number = (value: number): string => value.toLocaleString('en');

/** Returns the text of docs/reference/families.md, which follows from the registry and the evidence alone. */
export function familiesDocument(): string {
  const rows = registry.map((family) => [
    nameOf(family),
    family.metadata.kind,
    seedOf(family),
    periodOf(family),
    namesOf(family),
    statusOf(family),
  ]);
  return `# Families

Written by \`tools/make-families-document.ts\` from the registry of \`@degas/generators\`; a test compares this file with the code.
[Add a family](../guides/add-a-family.md) shows how one is added.

**Names a day**: distinct names in use on ${day.toISOString().slice(0, 10)} (UTC), of all seeds and variants known from the
wild; of lists that never change, all; of endless lists, “no end”. **Status**: how many of the published vectors are
reproduced, and how many names of one of our lists were seen in the raw corpus (whose files are drawn from many dates and
seeds, so that no list is whole in them).

${table(['family', 'kind', 'seed', 'changes', 'names a day', 'status'], rows)}

${registry.length} families. The source of each is in its metadata (\`families()\`) and file; the README of the library
lists the families that are missing, and why.
`;
}

/** Returns a Markdown table in Prettier's form, its fifth column (numbers) aligned to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number): string =>
    column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    column === 4 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [head, rule, ...rows].map((cells) => `| ${cells.map(pad).join(' | ')} |`).join('\n');
}

function nameOf({ metadata: { name, aliases } }: Family): string {
  return aliases.length === 0 ? `**${name}**` : `**${name}** (${aliases.join(', ')})`;
}

function seedOf({ metadata: { seedForm, knownSeeds, predictable } }: Family): string {
  if (seedForm === 'none') return 'none';
  if (!predictable) return `${seedForm}, drawn at run time`;
  return `${seedForm}, ${knownSeeds.length} known`;
}

function periodOf({ metadata: { dateSeeded, period } }: Family): string {
  if (dateSeeded) return `every ${period}`;
  return period === 'none' ? 'never' : `every ${period}`;
}

function namesOf(family: Family): string {
  const { predictable, namesPerPeriod } = family.metadata;
  if (!predictable) return `${number(namesPerPeriod ?? 0)} a run`;
  if (namesPerPeriod === null) return 'no end';
  const names = new Set<string>();
  for (const list of batchesOf(family, day, 1))
    for (const name of namesOfBatch(list)) names.add(name);
  return number(names.size);
}

function statusOf({ metadata: { name, predictable, caution } }: Family): string {
  const evidence = evidenceOf(name);
  const corpus = (evidence?.corpus ?? []).map(
    ({ file, names, found }) =>
      `${number(found)} of ${number(names)} names in the corpus${file === undefined ? '' : ` (\`${file}\`)`}`,
  );
  const vectors = evidence?.vectors.length ?? 0;
  return [
    `${vectors} of ${vectors} vectors`,
    ...corpus,
    ...(evidence?.absent === undefined ? [] : [`not in the corpus: ${evidence.absent}`]),
    ...(predictable ? [] : ['its names cannot be predicted']),
    ...(caution === undefined ? [] : [`caution: ${caution}`]),
  ].join('; ');
}
