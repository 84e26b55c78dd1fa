const ALIASES = {
  newgoz: 'gameover',
  newgameover: 'gameover',
  'gameover zeus': 'gameover',
  gameoverzeus: 'gameover',
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
};

/** What feeds and papers call a family → the one name that Degas gives it. */
export const familyAliases: ReadonlyMap<string, string> = new Map(Object.entries(ALIASES));

/** The first Nymaim makes labels of 6 to 11 letters; longer or hyphenated ones are its word-list successor's. */
const FIRST_NYMAIM = /^[a-z]{6,11}\./;

/**
 * One name for a family that has several. UMUDGA files the names of Nymaim's word-list successor under
 * `nymaim`, so that family is also told by the name.
 */
export function normaliseFamily(family: string, registrable: string): string {
  const key = family.trim().toLowerCase();
  const known = familyAliases.get(key) ?? key;
  return known === 'nymaim' && !FIRST_NYMAIM.test(registrable) ? 'nymaim2' : known;
}
