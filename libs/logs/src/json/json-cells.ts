import { columnsOf } from '../csv/columns-of.ts';
import { TableParser, titleOf } from '../csv/table-parser.ts';
import { tablePlan } from '../csv/table-plan.ts';
import { shareOf, type Sample } from '../detect/sample.ts';
import { isObject, type JsonFormat, type JsonObject, type LineFormat } from '../formats/format.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { JsonParser } from './json-parser.ts';
import { parseJson } from './parse-json.ts';

/** An object as it stands in a quoted cell. */
const OBJECT = /"\{\s*""/;

/** A row as one record: the fields of the objects in its cells beside the other cells, under the columns' titles. */
function recordOf(titles: readonly string[], cells: readonly string[]): JsonObject {
  const plain: Record<string, unknown> = {};
  const objects: JsonObject[] = [];
  for (const [column, cell] of cells.entries()) {
    const object = cell.trimStart().startsWith('{') ? parseJson(cell) : undefined;
    if (isObject(object)) objects.push(object);
    else plain[titleOf(titles, column)] = cell;
  }
  return Object.assign(plain, ...objects) as JsonObject;
}

/**
 * How a table with records of JSON in its cells is read (Splunk's `_raw`, Defender's `AdditionalFields`): they may be of any
 * known format. Null where the sample is none.
 */
export function jsonCells(
  formats: readonly JsonFormat[],
  sample: Sample,
  options: ReadOptions,
): LineFormat | null {
  if (options.column !== undefined) return null;
  if (shareOf(sample.content, (line) => OBJECT.test(line)) < 0.5) return null;
  const plan = tablePlan(sample, options);
  if (plan === null) return null;
  const { delimiter, header, titles } = plan;
  const records = sample.content
    .filter((line) => line !== header)
    .map((line) => columnsOf(line, delimiter))
    .filter((cells) => cells !== null)
    .map((cells) => recordOf(titles, cells));
  const parser = new JsonParser(formats, records, { sample, options });
  if (!parser.hasNames) return null;
  return {
    name: parser.format,
    description: 'a table with JSON in its cells',
    rows: 'benign',
    fields: [],
    frame: 'lines',
    detect: () => 1,
    open(context) {
      const table = new TableParser(plan, context, (cells, sink) => {
        parser.value(recordOf(titles, cells), sink);
      });
      return {
        line(text, sink) {
          table.line(text, sink);
        },
        flush(sink) {
          table.flush(sink);
          parser.flush(sink);
        },
      };
    },
  };
}
