import { LogsError } from '../errors.ts';
import { isResponseWord } from '../events/answer.ts';
import type { Column, ReadOptions } from '../reading/read-options.ts';
import { isAddress, isPublicHostName } from '../text/host-name.ts';
import { isLocalAddress } from '../text/local-address.ts';
import { hostOrAddressInWord } from '../text/name-in-text.ts';
import { parseTime } from '../text/parse-time.ts';
import { isActionWord } from './action-words.ts';
import {
  actionTitles,
  destinationTitles,
  isAnswererTitle,
  isAskerTitle,
  isMachineTitle,
  kindTitles,
  machineTitles,
  nameTitles,
  plainTitle,
  responseTitles,
  titleKey,
  titlesOf,
  weakMachineTitles,
  weakNameTitles,
  type FieldRole,
} from './field-names.ts';
import { isKindOfIndicator, isKindOfName } from './indicator-kinds.ts';
import { labelOf } from './label-words.ts';

/** A column of a table, or one field of many JSON objects. */
export interface SampleColumn {
  /** Empty where a table has no header. */
  readonly title: string;
  readonly cells: readonly string[];
  /** True for what lists of objects inside the records have: of answers as often as of a question. */
  readonly isInner?: boolean;
}

/** Which column is what; -1 for none. */
export interface ChosenColumns extends Readonly<Record<FieldRole, number>> {
  readonly name: number;
  /** The asking machine's name, which comes before the address in `client`: all of a network's machines have that one. */
  readonly machine: number;
  /** The time of day, where the column of the time has the day alone. */
  readonly clock: number;
  /** What a filter did with the query. */
  readonly action: number;
  /** Whether a row is of a response, and the column of whom it goes to; -1 for both where one is missing. */
  readonly response: number;
  readonly destination: number;
  /** What the name is where it is one: other indicators, such as hashes, are no records. */
  readonly kind: number;
  /** True where the cells of the name column look like names. */
  readonly isSure: boolean;
}

/** A column is one of names where this share of its cells is. */
const MOSTLY = 0.5;

/** A person's address is not the name that was asked for. */
const EMAIL = /^[^:/\s]+@/;

interface Looks {
  readonly share: number;
  readonly distinct: number;
}

/** How many of the cells are host names, and how many different ones there are; a word alone is one only under a title of names. */
function looksOf({ title, cells }: SampleColumn): Looks {
  const filled = filledOf(cells);
  const isOfNames = nameTitles.includes(titleKey(title));
  const hosts = filled
    .map((cell) => (EMAIL.test(cell) ? null : hostOrAddressInWord(cell)))
    .filter((host): host is string => host !== null && (isOfNames || /[.:]/.test(host)));
  const isHost = hosts.filter((host) => isPublicHostName(host)).length >= hosts.length / 2;
  const share = filled.length === 0 ? 0 : hosts.length / filled.length;
  return { share: isHost ? share : share * 0.6, distinct: new Set(hosts).size };
}

/**
 * Chooses the columns by what they hold before what they are called: a title of a name counts where its cells are names, a
 * sensor's own name (one value in all rows, or a title that machines have too) comes after one that changes.
 */
export function chooseColumns(
  columns: readonly SampleColumn[],
  options: ReadOptions,
  source: string,
): ChosenColumns {
  const titles = columns.map(({ title }) => titleKey(title));
  const named = (column: Column | undefined): number =>
    column === undefined ? -1 : columnAt(columns, column, source);
  const role = (given: Column | undefined, name: FieldRole): number =>
    given === undefined ? roleOf(columns, titles, name) : named(given);
  const looks = columns.map(looksOf);
  const name =
    options.column === undefined ? nameColumn(columns, titles, looks) : named(options.column);
  const label = role(options.labelColumn, 'label');
  const isLabel = options.labelColumn !== undefined || hasLabels(columns[label]);
  const date = role(options.dateColumn, 'date');
  const when = timeOf(columns, role(options.timeColumn, 'time'), date);
  const client = clientOf(columns, titles, role(options.clientColumn, 'client'));
  const response = columnTitled(titles, responseTitles);
  const destination = columnTitled(titles, destinationTitles);
  const isOfPackets = response >= 0 && destination >= 0;
  const rest = {
    client,
    response: isOfPackets ? response : -1,
    destination: isOfPackets ? destination : -1,
    machine: options.clientColumn === undefined ? machineOf(columns, titles, client) : -1,
    ...when,
    type: typed(columns, role(options.typeColumn, 'type')),
    rcode: role(options.rcodeColumn, 'rcode'),
    answers: columnTitled(titles, titlesOf('answers')),
    action: columnOfWords(columns, titles, actionTitles, (cells) => cells.some(isActionWord)),
    kind: columnOfWords(
      columns,
      titles,
      kindTitles,
      (cells) => cells.some(isKindOfName) && cells.every(isKindOfIndicator),
    ),
    label: isLabel ? label : -1,
    family: role(options.familyColumn, 'family'),
    date,
    source: columnTitled(titles, titlesOf('source')),
  };
  // A column has one meaning; the name's comes first.
  const free = (at: number): number => (at === name ? -1 : at);
  const others = Object.fromEntries(
    Object.entries(rest).map(([key, at]) => [key, free(at)]),
  ) as unknown as Record<Exclude<keyof ChosenColumns, 'name' | 'isSure'>, number>;
  return { name, isSure: (looks[name]?.share ?? 0) >= MOSTLY, ...others };
}

/** The column of a role by its title; in a table without titles by what its cells are. */
function roleOf(
  columns: readonly SampleColumn[],
  titles: readonly string[],
  role: FieldRole,
): number {
  const titled = columnTitled(titles, titlesOf(role));
  if (titled >= 0) return titled;
  if (role === 'rcode') return columns.findIndex(({ cells }) => hasResponses(filledOf(cells)));
  const isKind = kindsOfCells[role];
  const isUntitled = titles.every((title) => title === '');
  if (isKind === undefined || (!isUntitled && role !== 'type')) return -1;
  return columns.findIndex(
    ({ cells }) => cells.length > 0 && cells.every((cell) => isKind(cell.trim())),
  );
}

const ABSENT = new Set(['', '-', '(null)', 'N/A']);

const filledOf = (cells: readonly string[]): string[] =>
  cells.map((cell) => cell.trim()).filter((cell) => !ABSENT.has(cell));

/** True for response codes by name; some logs have the address in their place. */
function hasResponses(cells: readonly string[]): boolean {
  return (
    cells.some(isResponseWord) && cells.every((cell) => isResponseWord(cell) || isAddress(cell))
  );
}

/** The column under one of some titles of many things, where its cells say that it is meant. */
function columnOfWords(
  columns: readonly SampleColumn[],
  titles: readonly string[],
  known: readonly string[],
  isMeant: (cells: readonly string[]) => boolean,
): number {
  return (
    columnsTitled(titles, known).find((at) => isMeant(filledOf(columns[at]?.cells ?? []))) ?? -1
  );
}

const DAY =
  /^(?:\d{4}([-/])\d\d\1\d\d|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{1,2}[-/ ][A-Za-z]{3}[-/ ]\d{4})$/;
const CLOCK = /^\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?$/i;

/** A day with a clock, as no other column of a log holds. */
const DAY_AND_CLOCK =
  /^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:|\d{1,2}([-/.])\d{1,2}\1\d{4},? \d{1,2}:|\d{1,2}[-/ ][A-Za-z]{3}[-/ ]\d{4}[ :T]\d\d:|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} {1,2}\d{1,2}(?:[a-z]{2}|,)?.* \d{1,2}:\d\d)/;
const EPOCH_TIME = /^1[4-9]\d{8}(?:[.,]\d+|\d{3}|\d{6}|\d{9})?$/;
const TIME_TITLE = /time|date|stamp|created|seen|detected|packet|epoch|start|when|^ts$/;
const OTHER_TIME_TITLE = /last|end|expire|update|modified|until|reported|ttl|rtt/;

/** The column whose cells are all times, the one that is called so first. */
function columnOfTimes(columns: readonly SampleColumn[], others: readonly number[]): number {
  const found = columns.flatMap(({ title, cells, isInner = false }, at) => {
    const filled = filledOf(cells);
    const plain = plainTitle(title);
    const isCalledSo = TIME_TITLE.test(plain);
    const isTime = (cell: string): boolean =>
      (DAY_AND_CLOCK.test(cell) || (isCalledSo && EPOCH_TIME.test(cell))) &&
      parseTime(cell) !== null;
    const isOne =
      !isInner &&
      !OTHER_TIME_TITLE.test(plain) &&
      !others.includes(at) &&
      filled.length > 0 &&
      filled.every(isTime);
    return isOne ? [{ at, isCalledSo }] : [];
  });
  return (found.find(({ isCalledSo }) => isCalledSo) ?? found[0])?.at ?? -1;
}

/** The column of the time, or those of the day and the clock where they are apart. */
function timeOf(
  columns: readonly SampleColumn[],
  titled: number,
  date: number,
): { readonly time: number; readonly clock: number } {
  const columnOf = (kind: RegExp): number =>
    columns.findIndex(({ cells }) => {
      const filled = filledOf(cells);
      return filled.length > 0 && filled.every((cell) => kind.test(cell));
    });
  const clock = columnOf(CLOCK);
  const day = clock < 0 ? -1 : columnOf(DAY);
  const isPart = titled < 0 || titled === day || titled === clock;
  if (day >= 0 && isPart) return { time: day, clock };
  return { time: titled < 0 ? columnOfTimes(columns, [date]) : titled, clock: -1 };
}

/** The column of the asker; without a usual title the only one of addresses whose title may be that of one, or its name's. */
function clientOf(
  columns: readonly SampleColumn[],
  titles: readonly string[],
  titled: number,
): number {
  const valuesAt = (at: number): ReadonlySet<string> => new Set(filledOf(columns[at]?.cells ?? []));
  if (titled >= 0 && !titlesOf('client').includes(titles[titled] ?? '')) return titled;
  const known = columnsTitled(titles, titlesOf('client')).filter((at) => valuesAt(at).size > 0);
  const [usual = -1] = known;
  if (usual >= 0) {
    // One word in all rows is the program's.
    const isWord = valuesAt(usual).size === 1 && ![...valuesAt(usual)].some(isAddress);
    const other = known.find(
      (at) => /(?:ip|addr|address)$/.test(titles[at] ?? '') && [...valuesAt(at)].every(isAddress),
    );
    return isWord && (columns[usual]?.cells.length ?? 0) > 1 ? (other ?? usual) : usual;
  }
  const addresses = columns.flatMap(({ title }, at) => {
    const values = [...valuesAt(at)];
    const isOne = title !== '' && values.length > 0 && values.every(isAddress);
    return isOne ? [{ at, title: plainTitle(title), isLocal: values.every(isLocalAddress) }] : [];
  });
  const askers = addresses.filter(({ title }) => isAskerTitle(title));
  // A sensor's address is the same in all rows.
  const local = addresses.filter(
    ({ at, title, isLocal }) => isLocal && !isAnswererTitle(title) && valuesAt(at).size > 1,
  );
  const [only, another] = askers.length > 0 ? askers : local;
  if (only !== undefined && another === undefined) return only.at;
  const machine = columnsTitled(titles, machineTitles).find((at) => valuesAt(at).size > 0);
  const weak = columnsTitled(titles, weakMachineTitles).find((at) => valuesAt(at).size > 1);
  return machine ?? weak ?? titled;
}

/** The column of the asking machines where the clients' addresses are public ones: resolvers in a cloud see a network as one. */
function machineOf(
  columns: readonly SampleColumn[],
  titles: readonly string[],
  client: number,
): number {
  const addresses = filledOf(columns[client]?.cells ?? []).filter(isAddress);
  if (addresses.length === 0 || addresses.some(isLocalAddress)) return -1;
  const isFilled = (at: number): boolean => filledOf(columns[at]?.cells ?? []).length > 0;
  const known = columnsTitled(titles, machineTitles);
  return known.find((at) => at !== client && isFilled(at)) ?? -1;
}

const RECORD_TYPE =
  /^(?:\d{1,5}(?: \(\w+\))?|A6?|AAAA|PTR|TXT|MX|NS|CNAME|SOA|SRV|HTTPS|SVCB|ANY|DS|DNSKEY|CAA|NAPTR|NULL|SPF|TLSA|TYPE\d+)$/i;

/** `type` is a title of many things: the column counts where one of its cells is a type of records. */
function typed(columns: readonly SampleColumn[], at: number): number {
  const cells = filledOf(columns[at]?.cells ?? []);
  return cells.length === 0 || cells.some((cell) => RECORD_TYPE.test(cell)) ? at : -1;
}

/** What the cells of a column look like that no title names. */
const kindsOfCells: Partial<Record<FieldRole, (cell: string) => boolean>> = {
  client: isAddress,
  time: (cell) =>
    (DAY_AND_CLOCK.test(cell) || /^1[0-9]{9}(?:\.\d+)?$/.test(cell)) && parseTime(cell) !== null,
  type: (cell) => /^(?:A|AAAA|PTR|TXT|MX|NS|CNAME|SOA|SRV|HTTPS|SVCB|ANY)$/.test(cell),
};

function nameColumn(
  columns: readonly SampleColumn[],
  titles: readonly string[],
  looks: readonly Looks[],
): number {
  const isNames = (at: number): boolean => (looks[at]?.share ?? 0) >= MOSTLY;
  const best = (known: readonly string[]): number => {
    const found = columnsTitled(titles, known).filter(isNames);
    // One value in all rows is the sensor's, unless there is no other.
    return found.find((at) => (looks[at]?.distinct ?? 0) > 1) ?? found[0] ?? -1;
  };
  const strong = best(nameTitles);
  if (strong >= 0 && (looks[strong]?.distinct ?? 0) > 1) return strong;
  const weak = best(weakNameTitles);
  if (weak >= 0 && (looks[weak]?.distinct ?? 0) > 1) return weak;
  if (strong >= 0) return strong;
  const ranked = looks
    .map(({ share, distinct }, at) => ({
      share,
      distinct,
      at,
      last: placeOf(columns[at], distinct),
    }))
    .filter(
      ({ share, at }) => share >= MOSTLY && !isMachineTitle(plainTitle(columns[at]?.title ?? '')),
    )
    .sort((a, b) => a.last - b.last || b.share - a.share || b.distinct - a.distinct || a.at - b.at);
  const [likeliest] = ranked;
  if (weak >= 0 && (likeliest?.distinct ?? 0) <= 1) return weak;
  if (likeliest !== undefined) return likeliest.at;
  const [strongly] = columnsTitled(titles, nameTitles);
  const weakly = columnsTitled(titles, weakNameTitles);
  return strongly ?? weakly.find((at) => (looks[at]?.share ?? 0) > 0) ?? -1;
}

/** What is the same in all records comes last, and what is in lists inside them after their own fields. */
function placeOf(column: SampleColumn | undefined, distinct: number): number {
  if (distinct === 1 && (column?.cells.length ?? 0) > 1) return 2;
  return column?.isInner === true ? 1 : 0;
}

/** Where the first of some titles is among the columns, or -1. */
function columnTitled(titles: readonly string[], known: readonly string[]): number {
  return columnsTitled(titles, known)[0] ?? -1;
}

/** The columns that have one of these titles, in the order of these. */
function columnsTitled(titles: readonly string[], known: readonly string[]): number[] {
  return known.map((title) => titles.indexOf(title)).filter((at) => at >= 0);
}

function hasLabels(column: SampleColumn | undefined): boolean {
  const filled = (column?.cells ?? []).filter((cell) => cell.trim() !== '');
  return filled.length === 0 || filled.some((cell) => labelOf(cell) !== null);
}

/** Where the column is that a person named; by title in any case, by number from 1. */
export function columnAt(
  columns: readonly { readonly title: string }[],
  wanted: Column,
  source: string,
): number {
  const titles = columns.map(({ title }) => title.trim());
  const text = String(wanted).trim();
  const exact = titles.indexOf(text);
  if (exact >= 0 && text !== '') return exact;
  const lower = text.toLowerCase();
  const found = titles.findIndex((title) => title !== '' && title.toLowerCase() === lower);
  if (found >= 0) return found;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= columns.length) {
    return Number(text) - 1;
  }
  const known = titles.some((title) => title !== '')
    ? `the columns [${titles.slice(0, 24).join(', ')}]`
    : `${columns.length} columns without titles`;
  throw new LogsError(
    'LOGS_COLUMN_MISSING',
    `${source === '' ? 'The input' : source} has ${known} but no '${text}'. Expected the title of one of them, or its number from 1.`,
  );
}
