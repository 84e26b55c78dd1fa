import { once } from 'node:events';

import {
  families as listFamilies,
  findFamily,
  generate,
  namesFrom,
  renderNames,
  type GeneratedName,
  type NameFormat,
} from '@degas/generators';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';

const DAY_MS = 86_400_000;
/** Characters that are written at once. */
const WRITE_SIZE = 1 << 16;

/** With these a resolver blocks the names; families whose names are other people's too are left out of `all`. */
const blocklists: readonly NameFormat[] = ['rpz', 'hosts', 'unbound'];

export interface GenerateCommandOptions {
  /** None lists the families; `all` stands for every date-seeded one, with all its known seeds. */
  readonly families: readonly string[];
  /** The first UTC day; today unless given. */
  readonly from?: Date;
  readonly days: number;
  /** Names at most, a family and day. */
  readonly count?: number;
  readonly seed?: string;
  readonly variant?: string;
  /** Every variant and seed seen in the wild instead of one. */
  readonly knownSeeds: boolean;
  readonly format: NameFormat;
  /** Whether the families are listed as JSON. */
  readonly json: boolean;
}

/** Writes the names of families day by day, as a list or as a blocklist. */
export async function generateNames(
  options: GenerateCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { stdout } = terminal;
  if (options.families.length === 0) {
    stdout.write(options.json ? `${JSON.stringify(listFamilies(), null, 2)}\n` : familyTable());
    return;
  }
  if (options.json) {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      `--json and families were given. Expected --json alone, for the list of families, or --format jsonl for names as JSON lines; give one of them.`,
    );
  }
  const { format } = options;
  const now = terminal.now();
  const from = options.from ?? new Date(now - (now % DAY_MS));
  const names = asked(options, from, terminal);
  let text = '';
  for (const line of renderNames(names, { format, serial: Math.floor(now / 1000) })) {
    text += line;
    if (text.length < WRITE_SIZE) continue;
    if (!stdout.write(text)) await once(stdout, 'drain');
    text = '';
  }
  stdout.write(text);
}

/** A line for each family between tabs, titles first. */
function familyTable(): string {
  const rows = listFamilies().map(({ name, kind, period, namesPerPeriod }) => [
    name,
    kind,
    period,
    namesPerPeriod ?? 'unbounded',
  ]);
  const titles = ['family', 'kind', 'period', 'names per period'];
  return [titles, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}

function asked(
  { families, days, count, seed, variant, knownSeeds, format }: GenerateCommandOptions,
  from: Date,
  { stderr }: CommandContext,
): Iterable<GeneratedName> {
  const limit = count === undefined ? {} : { count };
  if (families.includes('all')) {
    const dated = listFamilies().filter(({ dateSeeded, predictable }) => dateSeeded && predictable);
    const unfit = dated.filter(
      ({ caution }) => caution !== undefined && blocklists.includes(format),
    );
    for (const { name, caution } of unfit) {
      stderr.write(`${name} is left out of the blocklist: ${caution ?? ''}; name it to have it.\n`);
    }
    const chosen = dated.filter((family) => !unfit.includes(family)).map(({ name }) => name);
    return namesFrom(from, { days, families: chosen, ...limit });
  }
  if (knownSeeds) return namesFrom(from, { days, families, ...limit });
  return dayByDay(families, from, days, {
    ...limit,
    ...(seed !== undefined && { seed }),
    ...(variant !== undefined && { variant }),
  });
}

function* dayByDay(
  families: readonly string[],
  from: Date,
  days: number,
  options: { readonly count?: number; readonly seed?: string; readonly variant?: string },
): Generator<GeneratedName, void> {
  for (const family of families) {
    // A family without a date says the same every day.
    const lists = findFamily(family)?.dateSeeded === false ? 1 : days;
    for (let index = 0; index < lists; index++) {
      const date = new Date(from.getTime() + index * DAY_MS);
      const day = date.toISOString().slice(0, 10);
      for (const domain of generate(family, { date, ...options })) {
        yield { domain, family, date: day };
      }
    }
  }
}
