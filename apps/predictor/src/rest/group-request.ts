import { isJsonList, isJsonObject, jsonType, type JsonObject } from '../json/parse-json.ts';
import { checkedGroup, groupsOfRows, type ClientGroup } from '../prediction/client-group.ts';
import { invalidArgument } from '../serving-error.ts';

/** Groups of names to judge. */
export interface GroupRequest {
  /** A group an instance, or a name a row: columns of `client`, `domain` and `failed`. */
  readonly format: 'row' | 'columnar';
  /** Read one by one; one that is wrong is an error when it is taken. */
  readonly groups: Iterable<ClientGroup>;
}

/**
 * Reads groups: `{"instances": [{"client", "names", "failed"}, …]}` or, a name a row,
 * `{"inputs": {"client": […], "domain": […], "failed": […]}}`.
 *
 * @throws ServingError INVALID_ARGUMENT for a body of another form.
 */
export function readGroupRequest({ instances, inputs }: JsonObject): GroupRequest {
  if (instances !== undefined && inputs !== undefined) {
    throw invalidArgument("The body has 'instances' and 'inputs'. Expected one of them");
  }
  if (instances !== undefined) {
    if (!isJsonList(instances) || instances.length === 0) {
      throw invalidArgument(
        `'instances' is ${isJsonList(instances) ? 'an empty list' : `of type ${jsonType(instances)}`}. Expected a list of groups such as ${EXAMPLE}`,
      );
    }
    return { format: 'row', groups: groupsOf(instances) };
  }
  if (isJsonObject(inputs)) return { format: 'columnar', groups: readColumns(inputs) };
  throw invalidArgument(
    `The body has no groups. Expected {"instances": [${EXAMPLE}]} or {"inputs": {"client": […], "domain": […], "failed": […]}}`,
  );
}

const EXAMPLE =
  '{"client": "10.0.0.5", "names": ["a.example", "b.example"], "failed": [true, false]}';

function* groupsOf(instances: Iterable<unknown>): Generator<ClientGroup> {
  let index = 0;
  for (const instance of instances) yield checkedGroup(readGroup(instance, index++));
}

const MEMBERS: readonly string[] = ['client', 'names', 'failed'];

function readGroup(value: unknown, index: number): ClientGroup {
  const place = `Group ${index}`;
  if (!isJsonObject(value)) {
    throw invalidArgument(
      `${place} is of type ${jsonType(value)}. Expected an object such as ${EXAMPLE}`,
    );
  }
  const stray = Object.keys(value).find((key) => !MEMBERS.includes(key));
  if (stray !== undefined) {
    throw invalidArgument(
      `${place} has the member '${stray}'. Expected ${MEMBERS.map((name) => `'${name}'`).join(', ')}; leave it out`,
    );
  }
  const { client = '', names, failed } = value;
  if (typeof client !== 'string') throw wrongMember(place, 'client', client, 'a text');
  const texts = readTexts(names, `${place}: 'names'`);
  return { client, names: texts, failed: readFailed(failed, texts, place) };
}

function readTexts(value: unknown, place: string): readonly string[] {
  if (!isJsonList(value)) {
    throw invalidArgument(
      `${place} is ${value === undefined ? 'missing' : `of type ${jsonType(value)}`}. Expected a list of names`,
    );
  }
  const list = Array.from(value);
  const wrong = list.findIndex((element) => typeof element !== 'string');
  if (wrong < 0) return list as string[];
  throw invalidArgument(
    `${place}[${wrong}] is of type ${jsonType(list[wrong])}. Expected a text, as names are`,
  );
}

/** Flags in the order of the names, or the names that failed; absent where answers are not known. */
function readFailed(
  value: unknown,
  names: readonly string[],
  place: string,
): readonly boolean[] | null {
  if (value === undefined || value === null) return null;
  const wanted =
    'true or false for each name, or the names that failed; leave it out where answers are not known';
  if (!isJsonList(value)) throw wrongMember(place, 'failed', value, `a list: ${wanted}`);
  const list = Array.from(value);
  if (list.every((element) => typeof element === 'string')) return flagsOf(list, names, place);
  const wrong = list.findIndex((element) => typeof element !== 'boolean');
  if (wrong >= 0) {
    throw invalidArgument(
      `${place}: 'failed'[${wrong}] is of type ${jsonType(list[wrong])}. Expected ${wanted}`,
    );
  }
  if (list.length === names.length) return list as boolean[];
  throw invalidArgument(
    `${place}: 'failed' has ${list.length} values for ${names.length} names. Expected ${wanted}`,
  );
}

function flagsOf(failed: readonly string[], names: readonly string[], place: string): boolean[] {
  const known = new Set(names);
  const stray = failed.find((name) => !known.has(name));
  if (stray !== undefined) {
    throw invalidArgument(
      `${place}: 'failed' has '${stray.slice(0, 253)}', which is not in 'names'. Expected names of the group, written as there; add it to 'names' as well`,
    );
  }
  const set = new Set(failed);
  return names.map((name) => set.has(name));
}

function wrongMember(place: string, member: string, value: unknown, wanted: string): Error {
  return invalidArgument(`${place}: '${member}' is of type ${jsonType(value)}. Expected ${wanted}`);
}

const COLUMNS: readonly string[] = ['client', 'domain', 'failed'];

function readColumns(inputs: JsonObject): ClientGroup[] {
  const stray = Object.keys(inputs).find((key) => !COLUMNS.includes(key));
  if (stray !== undefined) {
    throw invalidArgument(
      `'inputs' has the column '${stray}'. Expected ${COLUMNS.map((name) => `'${name}'`).join(', ')}; leave it out`,
    );
  }
  const { client, domain, failed } = inputs;
  const names = readTexts(domain, "'inputs': 'domain'");
  const clients = client === undefined ? null : readTexts(client, "'inputs': 'client'");
  return groupsOfRows(names, clients, failed === undefined ? null : readFlags(failed));
}

function readFlags(value: unknown): readonly boolean[] {
  const list = isJsonList(value) ? Array.from(value) : null;
  if (list?.every((element) => typeof element === 'boolean')) return list;
  throw invalidArgument("'inputs': 'failed' has to be a list of true and false, one for each name");
}
