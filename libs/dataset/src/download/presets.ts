import { DatasetError } from '../errors.ts';

/** A public list that can be fetched by its name. */
export interface DownloadPreset {
  readonly name: string;
  /** Its server; a mirror may replace it. */
  readonly base: string;
  /** Below the base. */
  readonly path: string;
  /** The same for one day, put in the place of `{date}`; missing where only the newest can be had. */
  readonly datedPath?: string;
  /** The name that the file gets in the raw folder, by which its format is known. */
  readonly file: string;
  readonly licence: string;
  /** What its publisher asks of its users, to be shown before the first download. */
  readonly terms: string;
}

/** Every preset; nothing else in Degas names an address on the internet. */
export const downloadPresets: readonly DownloadPreset[] = [
  {
    name: 'tranco',
    base: 'https://tranco-list.eu',
    path: '/top-1m.csv.zip',
    file: 'tranco.csv.zip',
    licence: 'none stated; the lists that it combines have their own',
    terms: 'Free for research; cite Le Pochat et al., NDSS 2019, and the identifier of the list.',
  },
  {
    name: 'cisco-umbrella',
    base: 'https://s3-us-west-1.amazonaws.com/umbrella-static',
    path: '/top-1m.csv.zip',
    datedPath: '/top-1m-{date}.csv.zip',
    file: 'cisco-umbrella-top-1m.csv.zip',
    licence: 'none stated',
    terms: 'Published by Cisco free of charge, without warranty.',
  },
  {
    name: 'majestic',
    base: 'https://downloads.majestic.com',
    path: '/majestic_million.csv',
    file: 'majestic_million.csv',
    licence: 'CC BY 3.0',
    terms: 'Name Majestic as the source where results are published.',
  },
  {
    name: 'bambenek',
    base: 'https://osint.bambenekconsulting.com',
    path: '/feeds/dga-feed.txt',
    file: 'bambenek.dga-feed.csv',
    licence: 'of Bambenek Consulting: free for non-commercial use',
    terms:
      'Commercial use needs a licence. Never train a model that is passed on with it; an account may be needed.',
  },
  {
    name: 'netlab360',
    base: 'https://data.netlab.360.com',
    path: '/feeds/dga/dga.txt',
    file: 'netlab360.dga.txt',
    licence: 'none stated',
    terms: 'A research feed of 360 Netlab, no longer kept up to date; cite it as the source.',
  },
];

export interface PresetOptions {
  /** Stands in the place of the preset's base. */
  readonly mirror?: string;
  /** The day of the list, such as `2026-11-24`; default the newest. */
  readonly date?: string;
}

/** The address of a preset's file. */
export function presetAddress(
  { name, base, path, datedPath }: DownloadPreset,
  { mirror, date }: PresetOptions = {},
): string {
  const start = (mirror ?? base).replace(/\/+$/, '');
  if (date === undefined) return start + path;
  if (datedPath !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date)) {
    return start + datedPath.replace('{date}', date);
  }
  const dated = downloadPresets.filter((preset) => preset.datedPath !== undefined);
  throw new DatasetError(
    'DATASET_OPTION_INVALID',
    `${name} was asked for the day ${date}; give a day such as 2026-11-24, ` +
      `and one of the lists that are kept by day: ${dated.map((preset) => preset.name).join(', ')}.`,
  );
}
