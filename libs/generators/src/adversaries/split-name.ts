/** A registrable name's label, and its suffix with the dot. */
export interface SplitName {
  readonly label: string;
  readonly suffix: string;
}

/**
 * Splits at the first dot: the names are registrable ones, which have nothing in front of their
 * label. A bare label has an empty suffix.
 */
export function splitName(name: string): SplitName {
  const lower = name.toLowerCase();
  const dot = lower.indexOf('.');
  return dot < 0
    ? { label: lower, suffix: '' }
    : { label: lower.slice(0, dot), suffix: lower.slice(dot) };
}

/** The most characters of a label in DNS. */
export const LONGEST_LABEL = 63;

/** Whether a text can be a label of a host name. */
export function isHostLabel(label: string): boolean {
  return label.length <= LONGEST_LABEL && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label);
}

/** The suffixes that most registrations have, without the dot. */
export const commonSuffixes: readonly string[] = [
  ...[
    'com',
    'net',
    'org',
    'info',
    'biz',
    'de',
    'co.uk',
    'ru',
    'nl',
    'fr',
    'eu',
    'it',
    'pl',
    'com.br',
  ],
  ...[
    'in',
    'us',
    'ca',
    'com.au',
    'ch',
    'co',
    'io',
    'me',
    'tv',
    'cc',
    'xyz',
    'online',
    'site',
    'top',
  ],
];
