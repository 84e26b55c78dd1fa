const BENIGN = new Set([
  '0', '0.0', 'benign', 'legit', 'legitimate', 'normal', 'alexa', 'false', 'clean', 'good', 'white', 'whitelist', 'no', 'non-dga',
  'nondga', 'not_dga', 'notdga', 'safe', 'tranco', 'umbrella', 'majestic',
]); // prettier-ignore
const DGA = new Set([
  '1', '1.0', 'dga', 'malicious', 'malware', 'true', 'bad', 'black', 'blacklist', 'yes', 'evil', 'botnet', 'botnet_cc', 'agd',
]); // prettier-ignore

/** The class that a feed's word or number means, or null. */
export function labelOf(text: string): 0 | 1 | null {
  const word = text.replace(/^[\s'"]+|[\s'"]+$/g, '').toLowerCase();
  if (BENIGN.has(word)) return 0;
  return DGA.has(word) ? 1 : null;
}
