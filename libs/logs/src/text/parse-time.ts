const MONTHS = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
    (month, index) => [month, index],
  ),
);

const DAY = 86_400_000;

/** A time after what is read, in milliseconds since 1970, or for what is still written what tells it. */
export type TimeReference = number | (() => number);

/**
 * Returns milliseconds since 1970 from what logs write: seconds, milliseconds, micro- or nanoseconds by their size, ISO 8601
 * in its variants, `01-Nov-2026 10:00:00.000`, `20261101100000`, `20261101`, `11/1/2026 10:00:00 AM`, `01.11.2026 10:00:00`, `Nov  1 10:00:00` (the
 * latest such day that is not after `reference`; in 1970 without one). A time without a zone is taken as UTC.
 */
export function parseTime(value: unknown, reference: TimeReference | null = null): number | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string' || value === '') return null;
  return isoTime(value) ?? otherTime(value.trim().replace(/^\[|\]$/g, ''), reference);
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  const size = Math.abs(value);
  const milliseconds =
    size < 1e11 ? value * 1000 : size < 1e14 ? value : size < 1e17 ? value / 1e3 : value / 1e6;
  return Math.round(milliseconds);
}

/** The two digits at a position as a number; negative where they are not digits. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1e6;
}

/** `2026-11-01T10:00:00.123456+0000` and its like, read without a regular expression: logs have one a line. */
function isoTime(text: string): number | null {
  const year = two(text, 0) * 100 + two(text, 2);
  const separator = text.charCodeAt(4);
  if (year < 0 || (separator !== 45 && separator !== 47) || text.charCodeAt(7) !== separator) {
    return null;
  }
  const month = two(text, 5);
  const day = two(text, 8);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = Date.UTC(year, month - 1, day);
  const between = text.charCodeAt(10);
  if (text.length === 10) return date;
  if (between !== 84 && between !== 32 && between !== 116) return null;
  const clock = two(text, 11) * 3600 + two(text, 14) * 60;
  if (clock < 0 || text.charCodeAt(13) !== 58) return null;
  let at = 16;
  let milliseconds = date + clock * 1000;
  if (text.charCodeAt(16) === 58) {
    const seconds = two(text, 17);
    if (seconds < 0) return null;
    milliseconds += seconds * 1000;
    at = 19;
    const point = text.charCodeAt(at);
    if (point === 46 || point === 44) {
      let scale = 100;
      for (at++; at < text.length; at++) {
        const digit = text.charCodeAt(at) - 48;
        if (digit < 0 || digit > 9) break;
        milliseconds += digit * scale;
        scale /= 10;
      }
    }
  }
  const zone = at === text.length ? 0 : zoneOffset(text, at);
  return zone === null ? null : Math.floor(milliseconds + 1e-6) - zone;
}

/** Milliseconds east of Greenwich. */
function zoneOffset(text: string, from: number): number | null {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  if (at === text.length) return 0;
  const sign = text.charCodeAt(at);
  if (sign === 90 || sign === 122 || text.startsWith('UTC', at) || text.startsWith('GMT', at)) {
    return 0;
  }
  if (sign !== 43 && sign !== 45) return null;
  const minutesAt = text.charCodeAt(at + 3) === 58 ? at + 4 : at + 3;
  const hours = two(text, at + 1);
  const minutes = minutesAt < text.length ? two(text, minutesAt) : 0;
  const offset = (hours * 60 + minutes) * 60_000;
  return offset < 0 ? null : sign === 45 ? -offset : offset;
}

const EPOCH = /^\d{1,19}(?:[.,]\d+)?$/;
const COMPACT =
  /^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?(\d\d)(\d\d)(\d\d)(\.\d+)?Z?)?$/;
/** A time as .NET writes it into JSON: `/Date(1793527200123)/`. */
const DOT_NET = /^\/Date\((\d+)[^)]*\)\/$/;
const DAY_MONTH_YEAR =
  /^(\d{1,2})[-/ ]([A-Za-z]{3})[-/ ](\d{4})[ :T](\d{1,2}):(\d{2}):(\d{2})(\.\d+)?(?: ?([+-]\d{4}|Z))?/;
const NUMERIC =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)? ?([AaPp]\.?[Mm]\.?)?/;
const SYSLOG = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(\.\d+)?/;
const WITH_WEEKDAY =
  /^[A-Za-z]{3},? ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(\.\d+)?(?: [A-Z]{3,4})? (\d{4})/;
const AMERICAN =
  /^([A-Za-z]{3}) (\d{1,2})(?:,|[a-z]{2},?) (\d{4}),? @? ?(\d{1,2}):(\d{2}):(\d{2})(\.\d+)? ?([AaPp][Mm])?/;

function otherTime(text: string, reference: TimeReference | null): number | null {
  const compact = COMPACT.exec(text);
  if (compact !== null) {
    const [, year, month, day, hour, minute, second, fraction] = compact;
    return utc(year, Number(month) - 1, day, hour ?? '0', minute ?? '0', second ?? '0', fraction);
  }
  const iso = isoTime(text);
  if (iso !== null) return iso;
  if (EPOCH.test(text)) return fromNumber(Number(text.replace(',', '.')));
  const dotNet = DOT_NET.exec(text);
  if (dotNet !== null) return fromNumber(Number(dotNet[1]));
  const named = DAY_MONTH_YEAR.exec(text);
  if (named !== null) {
    const [, day, month, year, hour, minute, second, fraction, zone] = named;
    const time = utc(year, monthOf(month), day, hour, minute, second, fraction);
    return time === null || zone === undefined ? time : time - (zoneOffset(zone, 0) ?? 0);
  }
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) return numericTime(numeric);
  const american = AMERICAN.exec(text);
  if (american !== null) {
    const [, month, day, year, hour, minute, second, fraction, half] = american;
    return utc(year, monthOf(month), day, ofDay(hour, half), minute, second, fraction);
  }
  const weekday = WITH_WEEKDAY.exec(text);
  if (weekday !== null) {
    const [, month, day, hour, minute, second, fraction, year] = weekday;
    return utc(year, monthOf(month), day, hour, minute, second, fraction);
  }
  const syslog = SYSLOG.exec(text);
  if (syslog === null) return null;
  const [, month, day, year, hour, minute, second, fraction] = syslog;
  const at = (inYear: string): number | null =>
    utc(inYear, monthOf(month), day, hour, minute, second, fraction);
  if (year !== undefined) return at(year);
  if (reference === null) return at('1970');
  const latest = typeof reference === 'number' ? reference : reference();
  const thisYear = new Date(latest).getUTCFullYear();
  const time = at(String(thisYear));
  return time !== null && time > latest + DAY ? at(String(thisYear - 1)) : time;
}

/** Month first with AM or PM, as Americans write; else day first, unless that is not a day and a month. */
function numericTime(match: RegExpExecArray): number | null {
  const [, first = '', separator, second = '', year, hour = '', minute, seconds, fraction, half] =
    match;
  const isMonthFirst =
    separator === '/' && Number(first) <= 12 && (half !== undefined || Number(second) > 12);
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  const hours = ofDay(hour, half);
  return utc(year, Number(month) - 1, day, hours, minute, seconds ?? '0', fraction);
}

/** The hour of the day from one of its halves. */
function ofDay(hour: string | undefined, half: string | undefined): string {
  const base = Number(hour) % 12;
  return String(half === undefined ? Number(hour) : /^p/i.test(half) ? base + 12 : base);
}

function monthOf(name: string | undefined): number {
  return MONTHS.get((name ?? '').toLowerCase()) ?? -1;
}

function utc(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
): number | null {
  if (month < 0 || month > 11) return null;
  const time = Date.UTC(
    Number(year),
    month,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (Number.isNaN(time)) return null;
  return time + Math.floor(Number(fraction ?? 0) * 1000 + 1e-6);
}
