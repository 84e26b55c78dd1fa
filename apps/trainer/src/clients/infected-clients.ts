import type { BenignMaterial } from './benign-material.ts';
import { cleanKindNames, cleanKinds, addOrdinary, MACHINE_MADE } from './clean-clients.ts';
import { type ClientDay, DayNames } from './client-day.ts';
import type { Draw } from './draw.ts';

/** Shares of DGA names that fail: nobody registered nearly all of them. */
const FAILING = 0.97;

export interface Infection {
  readonly family: string;
  /** Names that one client may ask for together. */
  readonly list: readonly string[];
  readonly count: number;
  /** Whether the client has a hard kind's names beside; an ordinary one's otherwise. */
  readonly isHard?: boolean;
}

/** A day of a client that malware asks from too, its names among the benign ones. */
export function infectedClient(
  { family, list, count, isHard = false }: Infection,
  material: BenignMaterial,
  draw: Draw,
): ClientDay {
  const day = new DayNames();
  addOrdinary(day, material, draw);
  const kind = isHard ? draw.pick(cleanKindNames) : 'ordinary';
  if (kind !== MACHINE_MADE) cleanKinds[kind](day, material, draw);
  // A client asks for one name after another, or for some of the day's at random.
  const from = draw.isTrue(0.5) ? draw.below(Math.max(1, list.length - count + 1)) : null;
  const names = from === null ? draw.sample(list, count) : list.slice(from, from + count);
  for (const name of names) day.add(name, draw.isTrue(FAILING));
  return { kind, family, infected: names.length, names: day.names, failed: day.failed };
}
