import { decode, Encoder } from '@msgpack/msgpack';

import type { AlertLevel } from '../alerts/alert.ts';
import { TrafficError } from '../errors.ts';
import { addName, type DistinctTable, eachName, emptyTable } from './distinct-names.ts';
import type { PaneEvidence, PaneSuspect } from './pane.ts';
import type { WordArena } from './word-arena.ts';

/** Of the layout below, and of the totals'; what another one wrote is refused. */
export const STATE_VERSION = 1;
/** One for all: to make one takes longer than to encode a client. */
const encoder = new Encoder();

const HAS_ANSWERS = 1;
const HAS_TIMES = 2;

/** An alert that was given out. */
export interface ReportedAlert {
  readonly id: string;
  readonly level: AlertLevel;
  /** When its window ends; null without times. */
  readonly end: number | null;
  /** Whether it named a family. */
  readonly isNamed: boolean;
}

/** A table of distinct names as plain data: the level, and its words, each four bytes of the lowest first. */
export type TableState = readonly [level: number, words: Uint8Array];

/** A name with what was seen of it; the place of the name in the list of names comes first. */
type SuspectState = readonly [
  name: number,
  first: number,
  last: number,
  seen: number,
  addresses: readonly string[],
];

type EvidenceState = readonly [
  half: number,
  flags: number,
  first: number,
  last: number,
  table: TableState,
  names: readonly (readonly [registrable: string, logit: number, knownFamily: string | null])[],
  suspects: readonly SuspectState[],
  failing: readonly SuspectState[],
];

type State = readonly [
  version: number,
  reported: readonly (readonly [
    id: string,
    level: AlertLevel,
    end: number | null,
    isNamed?: boolean,
  ])[],
  ...evidence: EvidenceState[],
];

/** Returns a client's evidence by half window, and the alerts it led to, as bytes. */
export function encodeClient(
  evidence: Iterable<readonly [half: number, evidence: PaneEvidence]>,
  reported: readonly ReportedAlert[],
): Uint8Array {
  const state: State = [
    STATE_VERSION,
    reported.map(({ id, level, end, isNamed }) => [id, level, end, isNamed] as const),
    ...Array.from(evidence, ([half, one]) => evidenceState(half, one)),
  ];
  return encoder.encode(state);
}

/**
 * Calls `visit` with the evidence of each half window; its table of distinct names is in `arena` for as long as the call takes.
 * Returns the alerts that it led to.
 *
 * @throws TrafficError TRAFFIC_SNAPSHOT_UNREADABLE for bytes that this version did not write.
 */
export function decodeClient(
  client: string,
  bytes: Uint8Array,
  arena: WordArena,
  visit: (half: number, evidence: PaneEvidence) => void,
): ReportedAlert[] {
  const [, reported, ...evidence] = decoded(bytes, client) as State;
  for (const [half, flags, first, last, state, names, suspects, failing] of evidence) {
    const suspectOf = ([name, begin, end, seen, addresses]: SuspectState): PaneSuspect => {
      const [registrable = '', logit = 0, knownFamily = null] = names[name] ?? [];
      return { name, first: begin, last: end, seen, addresses, registrable, logit, knownFamily };
    };
    const distinct = readTable(arena, state);
    visit(half, {
      arena,
      distinct,
      suspects: suspects.map(suspectOf),
      failing: failing.map(suspectOf),
      first,
      last,
      hasAnswers: (flags & HAS_ANSWERS) !== 0,
      hasTimes: (flags & HAS_TIMES) !== 0,
    });
    if (distinct.sizeClass > 0) arena.free(distinct.at, distinct.sizeClass);
  }
  return reported.map(([id, level, end, isNamed = false]) => ({ id, level, end, isNamed }));
}

/** Reads what `encode` wrote, of this version; `what` is what it is of. */
export function decoded(bytes: Uint8Array, what: string): unknown {
  let state: unknown;
  try {
    state = decode(bytes);
  } catch (cause) {
    throw unreadable(what, 'damaged', cause);
  }
  if (!Array.isArray(state)) throw unreadable(what, 'damaged');
  const [version] = state as unknown[];
  if (version !== STATE_VERSION) throw unreadable(what, `of version ${String(version)}`);
  return state;
}

/** A table of distinct names as plain data. */
export function tableState(arena: WordArena, table: DistinctTable): TableState {
  const bytes = new Uint8Array(4 * table.names);
  const view = new DataView(bytes.buffer);
  let at = 0;
  eachName(arena, table, (word) => {
    view.setUint32(at, word, true);
    at += 4;
  });
  return [table.level, bytes];
}

/** A table in an arena that has the names of another. */
export function readTable(arena: WordArena, [level, bytes]: TableState): DistinctTable {
  const table = { ...emptyTable(), level };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const word = view.getUint32(at, true);
    addName(arena, table, (word & ~1) >>> 0, (word & 1) === 1);
  }
  return table;
}

function evidenceState(half: number, evidence: PaneEvidence): EvidenceState {
  const { arena, distinct, suspects, failing, first, last, hasAnswers, hasTimes } = evidence;
  const places = new Map<string, number>();
  const names: EvidenceState[5][number][] = [];
  const stateOf = (suspect: PaneSuspect): SuspectState => {
    const { registrable, logit, knownFamily, addresses, seen } = suspect;
    let place = places.get(registrable);
    if (place === undefined) {
      places.set(registrable, (place = names.length));
      names.push([registrable, logit, knownFamily]);
    }
    return [place, suspect.first, suspect.last, seen, addresses];
  };
  const [all, failed] = [suspects.map(stateOf), failing.map(stateOf)];
  const flags = (hasAnswers ? HAS_ANSWERS : 0) | (hasTimes ? HAS_TIMES : 0);
  return [half, flags, first, last, tableState(arena, distinct), names, all, failed];
}

function unreadable(what: string, problem: string, cause?: unknown): TrafficError {
  return new TrafficError(
    'TRAFFIC_SNAPSHOT_UNREADABLE',
    `The snapshot's part '${what}' is ${problem}. Expected what this version of Degas saved (${STATE_VERSION}). Set the snapshot aside and begin anew.`,
    { cause },
  );
}
