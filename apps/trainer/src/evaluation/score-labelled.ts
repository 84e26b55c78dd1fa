import { readDataset, type ColumnOptions } from '@degas/dataset';

import { isMachineMadeBenign } from '../audit/leave-out-machine-made.ts';
import type { CommandContext } from '../command-context.ts';
import { showProgress } from '../progress/progress.ts';
import { noNames } from '../reading/must-have-names.ts';
import type { Scorer } from './open-scorer.ts';

const CHUNK = 4096;
/** Rejected lines that are shown one by one. */
const SHOWN = 10;

/** Labelled names in the order of their file, as columns, with the scores of each model. */
export interface ScoredNames {
  readonly domains: readonly string[];
  readonly labels: Uint8Array;
  readonly families: readonly (string | null)[];
  readonly sources: readonly string[];
  /** One for each of the scorers. */
  readonly scores: readonly Float32Array[];
}

/** Reads a labelled file once and scores its names by every model. Rows that can't be read are counted aloud. */
export async function scoreLabelled(
  { data, domainColumn, labelColumn, familyColumn }: ColumnOptions & { readonly data: string },
  scorers: readonly Scorer[],
  terminal: CommandContext,
): Promise<ScoredNames> {
  const progress = showProgress(terminal, 'scoring');
  const domains: string[] = [];
  const labels: number[] = [];
  const families: (string | null)[] = [];
  const sources: string[] = [];
  const scores: Float32Array[][] = scorers.map(() => []);
  let rejected = 0;
  let scored = 0;
  const scoreChunk = (): void => {
    const chunk = domains.slice(scored);
    scorers.forEach(({ score }, index) => scores[index]?.push(score(chunk)));
    scored = domains.length;
    progress.update(scored, 0, `${scored} names`);
  };
  const rows = readDataset({
    source: data,
    ...(domainColumn !== undefined && { domainColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(familyColumn !== undefined && { familyColumn }),
    benchmark: 'allow',
    onRejected({ line, reason }) {
      if (rejected++ < SHOWN) terminal.stderr.write(`line ${line}: ${reason}\n`);
    },
  });
  for await (const { domain, label, family, source } of rows) {
    domains.push(domain);
    labels.push(label);
    families.push(family);
    sources.push(source);
    if (domains.length - scored === CHUNK) scoreChunk();
  }
  scoreChunk();
  progress.end();
  if (labels.length === 0) {
    throw noNames(data);
  }
  if (rejected > 0) terminal.stderr.write(`${rejected} rows could not be read and are left out\n`);
  return {
    domains,
    labels: Uint8Array.from(labels),
    families,
    sources,
    scores: scores.map((parts) => concatenate(parts, labels.length)),
  };
}

/** The same without benign names that an audit found to be made by machines; null where there are none. */
export function withoutMachineMade(names: ScoredNames): ScoredNames | null {
  const { domains, labels, families, sources, scores } = names;
  const isKept = domains.map(
    (domain, row) => !isMachineMadeBenign({ domain, label: labels[row] === 1 ? 1 : 0 }),
  );
  if (isKept.every(Boolean)) return null;
  const kept = <T>(values: readonly T[]): T[] => values.filter((_, row) => isKept[row]);
  return {
    domains: kept(domains),
    labels: labels.filter((_, row) => isKept[row]),
    families: kept(families),
    sources: kept(sources),
    scores: scores.map((of) => of.filter((_, row) => isKept[row])),
  };
}

function concatenate(parts: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
