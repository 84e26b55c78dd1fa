/** A public list that can be fetched by its name. */
export interface DownloadPreset {
  readonly name: string;
  readonly url: string;
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
    url: 'https://tranco-list.eu/top-1m.csv.zip',
    file: 'tranco.csv.zip',
    licence: 'none stated; the lists that it combines have their own',
    terms: 'Free for research; cite Le Pochat et al., NDSS 2019, and the identifier of the list.',
  },
  {
    name: 'cisco-umbrella',
    url: 'https://s3-us-west-1.amazonaws.com/umbrella-static/top-1m.csv.zip',
    file: 'cisco-umbrella-top-1m.csv.zip',
    licence: 'none stated',
    terms: 'Published by Cisco free of charge, without warranty.',
  },
  {
    name: 'majestic',
    url: 'https://downloads.majestic.com/majestic_million.csv',
    file: 'majestic_million.csv',
    licence: 'CC BY 3.0',
    terms: 'Name Majestic as the source where results are published.',
  },
  {
    name: 'bambenek',
    url: 'https://osint.bambenekconsulting.com/feeds/dga-feed.txt',
    file: 'bambenek.dga-feed.csv',
    licence: 'of Bambenek Consulting: free for non-commercial use',
    terms:
      'Commercial use needs a licence. Never train a model that is passed on with it; an account may be needed.',
  },
  {
    name: 'netlab360',
    url: 'https://data.netlab.360.com/feeds/dga/dga.txt',
    file: 'netlab360.dga.txt',
    licence: 'none stated',
    terms: 'A research feed of 360 Netlab, no longer kept up to date; cite it as the source.',
  },
];
