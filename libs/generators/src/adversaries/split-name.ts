/** The label of a registrable name, and its suffix with the dot. */
export interface SplitName {
  readonly label: string;
  readonly suffix: string;
}

/**
 * Splits a registrable name at its first dot. A name without a dot has an empty suffix.
 */
export function splitName(name: string): SplitName {
  const lower = name.toLowerCase();
  const dot = lower.indexOf('.');
  return dot < 0
    ? { label: lower, suffix: '' }
    : { label: lower.slice(0, dot), suffix: lower.slice(dot) };
}

/** Maximum length of a label in DNS. */
export const MAX_LABEL_LENGTH = 63;

/** Whether a text can be a label of a host name. */
export function isHostLabel(label: string): boolean {
  return label.length <= MAX_LABEL_LENGTH && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label);
}

/** The most common suffixes, without the dot. */
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
