/** The name that a line asks about, or why it has none; `input` is the JSON object, where the line is one. */
export type StreamRequest =
  | { readonly name: string; readonly input: Readonly<Record<string, unknown>> | null }
  | {
      readonly problem: 'bad_json' | 'line_too_long' | 'no_name';
      readonly input: Readonly<Record<string, unknown>> | null;
    };

/** Fields that hold the name of a JSON object, in the order in which they are looked for. */
const NAME_FIELDS = ['domain', 'name', 'query', 'qname', 'host', 'hostname'];

/** Reads a line of a stream: a name as it is, a JSON string, or a JSON object with a name in `field` or in a usual one. */
export function nameInRequest(line: string | null, field?: string): StreamRequest {
  if (line === null) return { problem: 'line_too_long', input: null };
  const first = line.trimStart().charAt(0);
  if (first !== '{' && first !== '"') return { name: line, input: null };
  const value = parsed(line);
  return typeof value === 'string' || isObject(value)
    ? nameInValue(value, field)
    : { problem: 'bad_json', input: null };
}

/** Reads a line that is a JSON array of names and of objects with a name; null where it is anything else. */
export function namesInArray(line: string | null, field?: string): StreamRequest[] | null {
  const values = line === null ? null : parsed(line);
  return Array.isArray(values) ? values.map((value) => nameInValue(value, field)) : null;
}

function nameInValue(value: unknown, field?: string): StreamRequest {
  if (typeof value === 'string') return { name: value, input: null };
  if (!isObject(value)) return { problem: 'no_name', input: null };
  const fields = field === undefined ? NAME_FIELDS : [field];
  const name = fields
    .map((known) => at(value, known))
    .find((found): found is string => typeof found === 'string');
  return name === undefined ? { problem: 'no_name', input: value } : { name, input: value };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The value at a dotted path; a field that has the dots in its own name comes first. */
function at(record: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  const dot = path.indexOf('.');
  const inner = dot < 0 ? undefined : record[path.slice(0, dot)];
  return isObject(inner) ? at(inner, path.slice(dot + 1)) : undefined;
}
