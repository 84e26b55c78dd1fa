import type { DnsAnswer } from './dns-event.ts';
import { dropReasons, readName, type ReadName } from './dropped-event.ts';

/** Names as evidence without an object each, so that another thread can read them. */
export interface NameColumns {
  readonly registrable: readonly (string | null)[];
  /** One more than the place in `dropReasons`; 0 where there is none. */
  readonly dropped: Uint8Array<ArrayBuffer>;
  /** 1 where a search list seems to have put its suffix behind another name. */
  readonly isExpansion: Uint8Array<ArrayBuffer>;
}

/** Events as numbers: a name or a client that came before is not looked up by its text again. */
export interface NumberedEvents {
  /** Whether numbers begin at 1 again. */
  readonly isReset: boolean;
  /** Clients and names whose numbers go on from those before. */
  readonly newClients: readonly string[];
  readonly newNames: NameColumns;
  /** Milliseconds since 1970, NaN where there is none. */
  readonly times: Float64Array;
  /** Numbers of clients, from 1; 0 where there is none. */
  readonly clients: Uint32Array;
  /** Numbers of names, from 1. */
  readonly names: Uint32Array;
  /** Places in `answerOf`. */
  readonly answers: Uint8Array;
  readonly answerOf: readonly (DnsAnswer | null)[];
  /** What the name of an event resolved to. */
  readonly addressesOf: (index: number) => readonly string[];
}

/** Reads names as evidence. */
export function nameColumns(names: readonly string[]): NameColumns {
  const registrable: (string | null)[] = [];
  const dropped = new Uint8Array(names.length);
  const isExpansion = new Uint8Array(names.length);
  names.forEach((name, i) => {
    const read = readName(name);
    registrable.push(read.registrable);
    dropped[i] = read.dropped === null ? 0 : dropReasons.indexOf(read.dropped) + 1;
    isExpansion[i] = read.isExpansion ? 1 : 0;
  });
  return { registrable, dropped, isExpansion };
}

/** The names as they were read. */
export function readNames({ registrable, dropped, isExpansion }: NameColumns): ReadName[] {
  return registrable.map((name, i) => ({
    registrable: name,
    dropped: dropReasons[(dropped[i] ?? 0) - 1] ?? null,
    isExpansion: isExpansion[i] === 1,
  }));
}
