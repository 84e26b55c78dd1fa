import Papa from 'papaparse';

/** What people call the column or the field that holds a name, the likeliest first. */
const NAME_FIELDS = [
  'query', 'domain', 'dns.question.name', 'qname', 'rrname', 'fqdn', 'hostname', 'server_name', 'host', 'name',
]; // prettier-ignore

const LOOKS_LIKE_A_NAME = /^[^\s@/,;]+\.[^\s@/,;]*[^\s\d@/,;.][^\s@/,;]*$/;

/** Rows that decide which column of a headless table holds names. */
const SAMPLE = 200;

/** The names in a text that was pasted or dropped: Zeek's logs (both forms), JSON lines, CSV, or plain words. */
export function readNames(text: string): string[] {
  const start = text.trimStart();
  if (/^#(separator|fields)\b/.test(start)) return fromZeek(start);
  if (start.startsWith('[')) return fromList(start) ?? fromWords(start);
  if (start.startsWith('{')) return fromJsonLines(start);
  const firstLine = /^[^\r\n]*/.exec(start)?.[0] ?? '';
  return /[,;\t]/.test(firstLine) ? fromTable(start) : fromWords(start);
}

/** Whitespace separates; a `#` starts a comment. */
function fromWords(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/#.*/, '').split(/\s+/))
    .filter((word) => word !== '');
}

function fromZeek(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const fields = lines.find((line) => line.startsWith('#fields'))?.split(/[\t ]/) ?? [];
  const column = columnNamed(fields.slice(1));
  if (column < 0) return [];
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[column] ?? '-')
    .filter((name) => name !== '-' && name !== '');
}

function fromList(text: string): string[] | null {
  const list = parseJson(text);
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : null;
}

function fromJsonLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => nameIn(parseJson(line)))
    .filter((name) => name !== null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // One line that was cut off must not cost the others.
    return null;
  }
}

/** The name in an event: a field of its own, or one within `dns` (Suricata, ECS). */
function nameIn(event: unknown): string | null {
  if (typeof event !== 'object' || event === null) return null;
  const fields = event as Record<string, unknown>;
  for (const field of NAME_FIELDS) {
    const value = fields[field];
    if (typeof value === 'string') return value;
  }
  const [inner] = [fields.dns, fields.question, fields.query].flat().filter((part) => part);
  return inner === undefined ? null : nameIn(inner);
}

function fromTable(text: string): string[] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [first = [], ...others] = data;
  const named = columnNamed(first);
  const column = named >= 0 ? named : likeliestColumn(data.slice(0, SAMPLE));
  const isHeader = named >= 0 || !LOOKS_LIKE_A_NAME.test(first[column]?.trim() ?? '');
  return (isHeader ? others : data)
    .map((row) => row[column]?.trim() ?? '')
    .filter((name) => name !== '');
}

function columnNamed(header: readonly string[]): number {
  const names = header.map((name) => name.trim().toLowerCase());
  const found = NAME_FIELDS.find((field) => names.includes(field));
  return found === undefined ? -1 : names.indexOf(found);
}

function likeliestColumn(rows: readonly string[][]): number {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const hits = Array.from(
    { length: width },
    (_, column) => rows.filter((row) => LOOKS_LIKE_A_NAME.test(row[column]?.trim() ?? '')).length,
  );
  return hits.indexOf(Math.max(...hits));
}
