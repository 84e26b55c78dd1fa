import {
  isTrainingName,
  holdOutBenignSources,
  holdOutFamilies,
  normaliseFamily,
  readDataset,
} from '@degas/dataset';
import { registrableName, type LabelledDomain } from '@degas/features';
import { families, generate } from '@degas/generators';

/** Rows of each part, about: names are drawn by their hash, so that every run draws the same. */
export interface PoolSizes {
  readonly trainingBenign: number;
  /** Of each family. */
  readonly trainingFamily: number;
  readonly testBenign: number;
  readonly testFamily: number;
  /** Enough for a false-positive rate of 1e-4 where it is above 100,000. */
  readonly unseenBenign: number;
  readonly unseenFamily: number;
  /** Of each family whose names follow the date. */
  readonly otherDatesFamily: number;
}

/** The parts of one pool that answer all three protocols with one training each. */
export interface Pool {
  /** Without the unseen families and without the unseen benign sources. */
  readonly training: LabelledDomain[];
  /** Names of the training's own families and sources that it does not hold. */
  readonly seen: LabelledDomain[];
  /** Seen families' names of a day that the data set doesn't reach. */
  readonly otherDates: LabelledDomain[];
  readonly unseenFamilies: LabelledDomain[];
  readonly unseenBenign: LabelledDomain[];
}

type DrawnPart = Exclude<keyof Pool, 'otherDates'>;

/** Later than any name of the raw pool. */
const OTHER_DATE = new Date('2027-06-15');

const heldOutFamilies = holdOutFamilies();
const heldOutSources = holdOutBenignSources();

/** Draws the pool out of a processed data set: one pass to count, one to take. */
export async function drawPool(source: string, sizes: PoolSizes): Promise<Pool> {
  const available = new Map<string, number>();
  const fresh = namesOfOtherDates(sizes.otherDatesFamily);
  for await (const row of readDataset({ source })) {
    const group = groupOf(row);
    available.set(group, (available.get(group) ?? 0) + 1);
    fresh.delete(row.domain);
  }
  const pool: Record<DrawnPart, LabelledDomain[]> = {
    training: [],
    seen: [],
    unseenFamilies: [],
    unseenBenign: [],
  };
  for await (const row of readDataset({ source })) {
    const part = partOf(row);
    const wanted = sizeOf(part, row.label, sizes);
    const share = wanted / (available.get(groupOf(row)) ?? 1);
    if (isTrainingName(row.domain, { fraction: Math.min(1, share), seed: 'comparison' })) {
      pool[part].push(row);
    }
  }
  const seenFamilies = new Set(pool.training.map(({ family }) => family));
  const otherDates = [...fresh.values()].filter(({ family }) => seenFamilies.has(family));
  return { ...pool, otherDates };
}

function partOf(row: LabelledDomain): DrawnPart {
  if (row.label === 1 && heldOutFamilies.sideOf(row) === 'test') return 'unseenFamilies';
  if (row.label === 0 && heldOutSources.sideOf(row) === 'test') return 'unseenBenign';
  return isTrainingName(row.domain) ? 'training' : 'seen';
}

function groupOf(row: LabelledDomain): string {
  return `${partOf(row)} ${row.label === 1 ? `dga ${row.family ?? ''}` : 'benign'}`;
}

function sizeOf(part: DrawnPart, label: 0 | 1, sizes: PoolSizes): number {
  switch (part) {
    case 'training':
      return label === 1 ? sizes.trainingFamily : sizes.trainingBenign;
    case 'seen':
      return label === 1 ? sizes.testFamily : sizes.testBenign;
    case 'unseenFamilies':
      return sizes.unseenFamily;
    case 'unseenBenign':
      return sizes.unseenBenign;
  }
}

function namesOfOtherDates(count: number): Map<string, LabelledDomain> {
  const rows = new Map<string, LabelledDomain>();
  for (const { name, dateSeeded } of families()) {
    if (!dateSeeded) continue;
    let left = count;
    for (const generated of generate(name, { date: OTHER_DATE })) {
      if (left-- === 0) break;
      const { registrable } = registrableName(generated);
      if (registrable === null) continue;
      const family = normaliseFamily(name, registrable);
      rows.set(registrable, { domain: registrable, label: 1, family, source: `generator:${name}` });
    }
  }
  return rows;
}
