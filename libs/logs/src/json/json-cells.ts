import { TableParser, titleOf } from '../csv/table-parser.ts';
import { tablePlan } from '../csv/table-plan.ts';
import { shareOf, type Sample } from '../detect/sample.ts';
import { isObject, type JsonFormat, type JsonObject, type LineFormat } from '../formats/format.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { EVENT_MESSAGE } from '../text/event-message.ts';
import { LINE_KEYS } from './inner-lines.ts';
import { JsonParser } from './json-parser.ts';
import { parseJson } from './parse-json.ts';

/** The message of a Windows event in a cell, whose column may have no title. */
const MESSAGE = 'Message';

/** An object as it stands in a quoted cell. */
const OBJECT = /"\{\s*""/;
const QUOTED_MESSAGE = /"D(?:ns|NS) query(?::\s| is )/;

/** The title of a column of lines of a text log. */
const LINE_TITLE = new RegExp(`(?:^|[,;\\t])"?(?:${LINE_KEYS.join('|')})"?(?:[,;\\t]|$)`);

/** A row as one record: the fields of the objects in its cells beside the other cells, under the columns' titles. */
function recordOf(titles: readonly string[], cells: readonly string[]): JsonObject {
  const plain: Record<string, unknown> = {};
  const objects: JsonObject[] = [];
  for (const [column, cell] of cells.entries()) {
    const object = cell.trimStart().startsWith('{') ? parseJson(cell) : undefined;
    if (isObject(object)) objects.push(object);
    else if (EVENT_MESSAGE.test(cell)) plain[MESSAGE] = cell;
    else plain[titleOf(titles, column)] = cell;
  }
  return Object.assign(plain, ...objects) as JsonObject;
}

/**
 * How a table with records of JSON, lines of a text log or messages of Windows events in its cells is read (Splunk's `_raw`,
 * Defender's `AdditionalFields`, PowerShell's `Message`): they may be of any known format. Null where the sample is none.
 */
export function jsonCells(
  formats: readonly JsonFormat[],
  sample: Sample,
  options: ReadOptions,
): LineFormat | null {
  if (options.column !== undefined) return null;
  const hasObjects = shareOf(sample.content, (line) => OBJECT.test(line)) >= 0.5;
  const hasMessages = QUOTED_MESSAGE.test(sample.text);
  const [first = ''] = sample.content;
  if (!hasObjects && !hasMessages && !LINE_TITLE.test(first)) return null;
  const plan = tablePlan(sample, options);
  if (plan === null) return null;
  const { titles } = plan;
  const records = plan.rows.map((cells) => recordOf(titles, cells));
  const parser = new JsonParser(formats, records, { sample, options });
  if (!parser.hasNames || (!hasObjects && !hasMessages && !parser.hasLines)) return null;
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
