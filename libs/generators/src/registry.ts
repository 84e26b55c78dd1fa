import { GeneratorsError } from './errors.ts';
import { banjori } from './families/banjori.ts';
import { bazarloader } from './families/bazarloader.ts';
import { bigviktor } from './families/bigviktor.ts';
import { bumblebee } from './families/bumblebee.ts';
import { ccleaner } from './families/ccleaner.ts';
import { chinad } from './families/chinad.ts';
import { conficker } from './families/conficker.ts';
import { corebot } from './families/corebot.ts';
import { cryptolocker } from './families/cryptolocker.ts';
import { darkcracks } from './families/darkcracks.ts';
import { darkwatchman } from './families/darkwatchman.ts';
import { dircrypt } from './families/dircrypt.ts';
import { dmsniff } from './families/dmsniff.ts';
import { dnschanger } from './families/dnschanger.ts';
import { dyre } from './families/dyre.ts';
import { enviserv } from './families/enviserv.ts';
import { flubot } from './families/flubot.ts';
import { fobber } from './families/fobber.ts';
import { fosniw } from './families/fosniw.ts';
import { foudre } from './families/foudre.ts';
import { gameover } from './families/gameover.ts';
import { gozi } from './families/gozi.ts';
import { hesperbot } from './families/hesperbot.ts';
import { kraken } from './families/kraken.ts';
import { locky } from './families/locky.ts';
import { m0yv } from './families/m0yv.ts';
import { matsnu } from './families/matsnu.ts';
import { mintsloader } from './families/mintsloader.ts';
import { monerominer } from './families/monerominer.ts';
import { murofet } from './families/murofet.ts';
import { mydoom } from './families/mydoom.ts';
import { necurs } from './families/necurs.ts';
import { ngioweb } from './families/ngioweb.ts';
import { nymaim } from './families/nymaim.ts';
import { nymaim2 } from './families/nymaim2.ts';
import { orchard } from './families/orchard.ts';
import { padcrypt } from './families/padcrypt.ts';
import { pitou } from './families/pitou.ts';
import { prometei } from './families/prometei.ts';
import { proslikefan } from './families/proslikefan.ts';
import { pushdo } from './families/pushdo.ts';
import { pykspa } from './families/pykspa.ts';
import { qadars } from './families/qadars.ts';
import { qakbot } from './families/qakbot.ts';
import { qsnatch } from './families/qsnatch.ts';
import { ramdo } from './families/ramdo.ts';
import { ramnit } from './families/ramnit.ts';
import { ranbyus } from './families/ranbyus.ts';
import { reconyc } from './families/reconyc.ts';
import { sharkbot } from './families/sharkbot.ts';
import { shiotob } from './families/shiotob.ts';
import { simda } from './families/simda.ts';
import { sisron } from './families/sisron.ts';
import { sphinx } from './families/sphinx.ts';
import { suppobox } from './families/suppobox.ts';
import { symmi } from './families/symmi.ts';
import { tempedreve } from './families/tempedreve.ts';
import { tinba } from './families/tinba.ts';
import { tofsee } from './families/tofsee.ts';
import { tufik } from './families/tufik.ts';
import { unnamedDownloader } from './families/unnamed-downloader.ts';
import { vawtrak } from './families/vawtrak.ts';
import { verblecon } from './families/verblecon.ts';
import { vidro } from './families/vidro.ts';
import { xshellghost } from './families/xshellghost.ts';
import { zloader } from './families/zloader.ts';
import type { Family, FamilyMetadata } from './family.ts';

/** Every family, in alphabetical order. */
export const registry: readonly Family[] = [
  banjori,
  bazarloader,
  bigviktor,
  bumblebee,
  ccleaner,
  chinad,
  conficker,
  corebot,
  cryptolocker,
  darkcracks,
  darkwatchman,
  dircrypt,
  dmsniff,
  dnschanger,
  dyre,
  enviserv,
  flubot,
  fobber,
  fosniw,
  foudre,
  gameover,
  gozi,
  hesperbot,
  kraken,
  locky,
  m0yv,
  matsnu,
  mintsloader,
  monerominer,
  murofet,
  mydoom,
  necurs,
  ngioweb,
  nymaim,
  nymaim2,
  orchard,
  padcrypt,
  pitou,
  prometei,
  proslikefan,
  pushdo,
  pykspa,
  qadars,
  qakbot,
  qsnatch,
  ramdo,
  ramnit,
  ranbyus,
  reconyc,
  sharkbot,
  shiotob,
  simda,
  sisron,
  sphinx,
  suppobox,
  symmi,
  tempedreve,
  tinba,
  tofsee,
  tufik,
  unnamedDownloader,
  vawtrak,
  verblecon,
  vidro,
  xshellghost,
  zloader,
];

const byName = new Map(
  registry.flatMap((family) =>
    [...family.metadata.aliases, family.metadata.name].map((name) => [name, family] as const),
  ),
);

/** Returns the description of every registered family, in alphabetical order. */
export function families(): readonly FamilyMetadata[] {
  return registry.map((family) => family.metadata);
}

/** Returns the description of the family with this name or alias (in any case), or `undefined`. */
export function findFamily(name: string): FamilyMetadata | undefined {
  return byName.get(name.toLowerCase())?.metadata;
}

/** Returns the family with this name or alias; throws a `GeneratorsError` for an unknown one. */
export function familyNamed(name: string): Family {
  const family = byName.get(name.toLowerCase());
  if (family === undefined) {
    throw new GeneratorsError(
      'GENERATORS_UNKNOWN_FAMILY',
      `Unknown family ${JSON.stringify(name)}. Expected one of: ${registry.map(({ metadata }) => metadata.name).join(', ')}.`,
    );
  }
  return family;
}
