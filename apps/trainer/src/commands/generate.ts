import { once } from 'node:events';

import { families as listFamilies, findFamily, generate } from '@degas/generators';

import { type Terminal } from '../terminal.ts';

const DAY_MS = 86_400_000;

export const generateFormats = ['txt', 'csv', 'jsonl'] as const;

export interface GenerateCommandOptions {
  /** None lists the families; `all` stands for every date-seeded one. */
  readonly families: readonly string[];
  /** The first UTC day; today unless given. */
  readonly from?: Date;
  readonly days: number;
  /** Names at most, a family and day. */
  readonly count?: number;
  readonly seed?: string;
  readonly format: (typeof generateFormats)[number];
}

/** Writes the names of families day by day, a name once a family and day. */
export async function generateNames(
  options: GenerateCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdout } = terminal;
  if (options.families.length === 0) {
    for (const { name, kind, period, namesPerPeriod } of listFamilies()) {
      stdout.write(`${name}\t${kind}\tper ${period}\t${namesPerPeriod ?? 'unbounded'}\n`);
    }
    return;
  }
  const chosen = options.families.includes('all')
    ? listFamilies()
        .filter(({ dateSeeded }) => dateSeeded)
        .map(({ name }) => name)
    : options.families;
  const first = options.from ?? new Date(terminal.now());
  if (options.format === 'csv') stdout.write('domain,family,date\n');
  for (const family of chosen) {
    // A family without a date says the same every day.
    const days = findFamily(family)?.dateSeeded === false ? 1 : options.days;
    for (let day = 0; day < days; day++) {
      const date = new Date(first.getTime() + day * DAY_MS);
      const names = generate(family, {
        date,
        ...(options.count === undefined ? {} : { count: options.count }),
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      });
      for (const name of names) {
        if (terminal.signal.aborted) return;
        if (!stdout.write(line(name, family, date, options.format))) await once(stdout, 'drain');
      }
    }
  }
}

function line(
  name: string,
  family: string,
  date: Date,
  format: GenerateCommandOptions['format'],
): string {
  const day = date.toISOString().slice(0, 10);
  switch (format) {
    case 'txt':
      return `${name}\n`;
    case 'csv':
      return `${name},${family},${day}\n`;
    case 'jsonl':
      return `${JSON.stringify({ domain: name, family, date: day })}\n`;
  }
}
