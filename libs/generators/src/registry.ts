import { banjori } from './families/banjori.ts';
import { bazarloader } from './families/bazarloader.ts';
import { bigviktor } from './families/bigviktor.ts';
import { ccleaner } from './families/ccleaner.ts';
import { chinad } from './families/chinad.ts';
import { corebot } from './families/corebot.ts';
import { dircrypt } from './families/dircrypt.ts';
import { dmsniff } from './families/dmsniff.ts';
import { dnschanger } from './families/dnschanger.ts';
import { enviserv } from './families/enviserv.ts';
import { fobber } from './families/fobber.ts';
import { gameover } from './families/gameover.ts';
import { gozi } from './families/gozi.ts';
import { kraken } from './families/kraken.ts';
import { locky } from './families/locky.ts';
import { m0yv } from './families/m0yv.ts';
import { monerominer } from './families/monerominer.ts';
import { murofet } from './families/murofet.ts';
import { mydoom } from './families/mydoom.ts';
import { necurs } from './families/necurs.ts';
import { qakbot } from './families/qakbot.ts';
import { suppobox } from './families/suppobox.ts';
import { type Family, type FamilyMetadata } from './family.ts';
import { GeneratorsError } from './errors.ts';

/** Every family, in alphabetical order. */
export const registry: readonly Family[] = [
  banjori,
  bazarloader,
  bigviktor,
  ccleaner,
  chinad,
  corebot,
  dircrypt,
  dmsniff,
  dnschanger,
  enviserv,
  fobber,
  gameover,
  gozi,
  kraken,
  locky,
  m0yv,
  monerominer,
  murofet,
  mydoom,
  necurs,
  qakbot,
  suppobox,
];

const byName = new Map(
  registry.flatMap((family) =>
    [...family.metadata.aliases, family.metadata.name].map((name) => [name, family] as const),
  ),
);

/** What is known of every registered family, in alphabetical order. */
export function families(): readonly FamilyMetadata[] {
  return registry.map((family) => family.metadata);
}

/** The metadata of the family with this name or alias, whatever its case; `undefined` when there is none. */
export function findFamily(name: string): FamilyMetadata | undefined {
  return byName.get(name.toLowerCase())?.metadata;
}

/** The family with this name or alias; throws when there is none. */
export function familyNamed(name: string): Family {
  const family = byName.get(name.toLowerCase());
  if (family === undefined) {
    throw new GeneratorsError(
      'GENERATORS_UNKNOWN_FAMILY',
      `There is no family ${JSON.stringify(name)}; the families are ${registry.map(({ metadata }) => metadata.name).join(', ')}.`,
    );
  }
  return family;
}
