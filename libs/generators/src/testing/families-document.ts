import { batchesOf, namesOfBatch } from '../campaigns/domain-batch.ts';
import type { Family } from '../family.ts';
import { registry } from '../registry.ts';
import { familyProofs } from './family-proofs.ts';

const day = new Date('2026-11-24');

const number = (value: number): string => value.toLocaleString('en');

/** The text of docs/families.md, which follows from the registry and the proofs alone. */
export function familiesDocument(): string {
  const rows = registry.map(
    (family) =>
      `| ${[nameOf(family), family.metadata.kind, seedOf(family), periodOf(family), namesOf(family), statusOf(family)].join(' | ')} |`,
  );
  return `# Families

Written by \`tools/make-families-document.ts\` from the registry of \`@degas/generators\`; a test holds this file to the code.

**Names a day**: distinct names in use on ${day.toISOString().slice(0, 10)} (UTC) by all seeds and variants known from the
wild; of lists that never change, all; of lists without an end, “no end”. **Status**: how many of the published vectors are
reproduced, and how many names of one list of ours were seen in the raw pool (whose files are drawn from many dates and seeds,
so that no list is whole in them).

| family | kind | seed | changes | names a day | status |
| --- | --- | --- | --- | ---: | --- |
${rows.join('\n')}

${registry.length} families. Matsnu and Rovnix are missing: their word lists were never published. Sources are in each family's
metadata (\`families()\`) and file.
`;
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
  const proof = familyProofs[name];
  const pool = (proof?.pool ?? []).map(
    ({ file, made, found }) =>
      `${number(found)} of ${number(made)} names in the pool${file === undefined ? '' : ` (\`${file}\`)`}`,
  );
  return [
    `${proof?.vectors ?? 0} of ${proof?.vectors ?? 0} vectors`,
    ...pool,
    ...(proof?.absent === undefined ? [] : [`not in the pool: ${proof.absent}`]),
    ...(predictable ? [] : ['nobody can foresee its names']),
    ...(caution === undefined ? [] : [`caution: ${caution}`]),
  ].join('; ');
}
