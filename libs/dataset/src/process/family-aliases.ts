import { families, findFamily } from '@degas/generators';

const ALIASES = {
  newgoz: 'gameover',
  newgameover: 'gameover',
  'post tovar goz': 'gameover',
  posttovargoz: 'gameover',
  goz: 'gameover',
  'gameover zeus': 'gameover',
  gameoverzeus: 'gameover',
  gameoverp2p: 'gameover',
  'zeus gameover': 'gameover',
  zeus: 'gameover',
  p2pzeus: 'gameover',
  'peer-to-peer zeus': 'gameover',
  pizd: 'suppobox',
  urlzone: 'shiotob',
  bebloh: 'shiotob',
  'shiotob/urlzone/bebloh': 'shiotob',
  monerodownloader: 'monerominer',
  bazarbackdoor: 'bazarloader',
  team9backdoor: 'bazarloader',
  alureon: 'dnschanger',
  multibanker2: 'banjori',
  bankpatch: 'banjori',
  bobax: 'kraken',
  oderoor: 'kraken',
  licat: 'murofet',
  novarg: 'mydoom',
  qbot: 'qakbot',
  pinkslipbot: 'qakbot',
  derek: 'qsnatch',
  nimnul: 'ramnit',
  shiz: 'simda',
  isfb: 'gozi',
  ursnif: 'gozi',
  papras: 'gozi',
  snifula: 'gozi',
  redyms: 'ramdo',
  pykse: 'pykspa',
  skyper: 'pykspa',
  neverquest: 'vawtrak',
  unknownjs: 'proslikefan',
  'nymaim 2': 'nymaim2',
  nymaim_v2: 'nymaim2',
  pushdotid: 'pushdo',
  tempedrevetdd: 'tempedreve',
};

/** What feeds and papers call a family → the one name that Degas has for it. */
export const familyAliases: ReadonlyMap<string, string> = new Map(Object.entries(ALIASES));

/** Variants of a generator whose names look so different that the data set has them as families of their own. */
const OWN_FAMILIES = new Set(['murofetweekly']);

/** Words behind a name that say what it is, and prefixes of platforms: `Post Tovar GOZ DGA`, `win.suppobox`. */
const SUFFIX = /[\s._-]+(?:dga|botnet|malware|trojan|banker|worm|family|domains?)$/;
const PREFIX = /^(?:win|win32|w32|js|elf|osx|apk|trojan|mal)[./:]/;

/** A name without its blanks, hyphens and dots, in which `Gameover-Zeus` and `GameoverZeus` are the same. */
const squashed = (text: string): string => text.replace(/[\s._-]+/g, '');

const bySquashedName: ReadonlyMap<string, string> = new Map([
  ...families().map(({ name }): [string, string] => [squashed(name), name]),
  ...[...familyAliases].map(([alias, name]): [string, string] => [squashed(alias), name]),
]);

/** The first Nymaim makes labels of 6 to 11 letters; longer or hyphenated ones are its word-list successor's. */
const FIRST_NYMAIM = /^[a-z]{6,11}\./;

/**
 * Returns one name for a family that has several spellings: any case, with or without `DGA` behind it, as one word or several.
 * UMUDGA files the names of Nymaim's word-list successor under `nymaim`, so that family is also known by the name.
 */
export function normaliseFamily(family: string, registrable: string): string {
  const known = knownName(family);
  return known === 'nymaim' && !FIRST_NYMAIM.test(registrable) ? 'nymaim2' : known;
}

const cache = new Map<string, string>();
const CACHED = 4096;

function knownName(family: string): string {
  let known = cache.get(family);
  if (known === undefined) {
    known = lookUp(family.trim().toLowerCase());
    if (cache.size < CACHED) cache.set(family, known);
  }
  return known;
}

function lookUp(key: string): string {
  const bare = key.replace(PREFIX, '').replace(SUFFIX, '');
  for (const name of [key, bare]) {
    if (OWN_FAMILIES.has(squashed(name))) return squashed(name);
    const known =
      familyAliases.get(name) ?? bySquashedName.get(squashed(name)) ?? findFamily(name)?.name;
    if (known !== undefined) return familyAliases.get(known) ?? known;
  }
  return bare === '' ? key : bare;
}
