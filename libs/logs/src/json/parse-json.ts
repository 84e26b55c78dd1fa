/** The value of a JSON line, which syslog may have put its own words in front of (`… suricata: {…}`, `@cee: {…}`); undefined for none. */
export function parseJsonLine(line: string): unknown {
  // Text sequences (RFC 7464) have a record separator in front of each value.
  const value = parseJson(line.charCodeAt(0) === 0x1e ? line.slice(1) : line);
  if (value !== undefined) return unquoted(value);
  const start = line.indexOf('{');
  if (start < 0 || !/\}[\s,]*$/.test(line)) return undefined;
  if (start > 0 && /^\s*[\w<@]/.test(line)) return parseJson(line.slice(start));
  return start === 0 ? parseJson(asJson(line)) : undefined;
}

/** The value of a JSON text, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A record that was made a text twice. */
function unquoted(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('{') ? (parseJson(value) ?? value) : value;
}

/** Python's texts, in either quotes; the rest of a line is between them. */
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
]);

/** A record as Python writes one: numbers that JSON does not have, or a dictionary's own form. */
function asJson(line: string): string {
  const texts: string[] = [];
  const rest = line.replace(TEXT, (text) => {
    texts.push(text.startsWith("'") ? quotedAgain(text) : text);
    return '""';
  });
  const words = rest.replace(
    /-?\b(?:NaN|nan|Infinity|inf|None|True|False)\b/g,
    (word) => WORDS.get(word) ?? 'null',
  );
  return words.replace(/""/g, () => texts.shift() ?? '""');
}

function quotedAgain(text: string): string {
  const inner = text
    .slice(1, -1)
    .replace(/\\'/g, "'")
    .replace(/(?<!\\)"/g, '\\"');
  return `"${inner}"`;
}
