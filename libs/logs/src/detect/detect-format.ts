import { LogsError } from '../errors.ts';
import { formatAliases } from '../formats/format-aliases.ts';
import type { LineFormat } from '../formats/format.ts';
import { bytesFormats, jsonFormats, lineFormats, listFormats } from '../formats/registry.ts';
import { jsonCells } from '../json/json-cells.ts';
import { JsonParser } from '../json/json-parser.ts';
import { jsonPlan, type JsonPlan } from '../json/json-plan.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { isBinary, lineEndOf, makeSample, sampleEnd, type Sample } from './sample.ts';

/** What a text is recognised as, with what its reader needs. */
export type Recognised =
  | { readonly frame: 'lines'; readonly format: LineFormat; readonly lineEnd: '\n' | '\r' }
  | { readonly frame: 'json'; readonly plan: JsonPlan; readonly parser: JsonParser };

/** A list of one-word lines is taken as names even where none looks like one; less is not enough. */
const LEAST = 0.05;

/** The format that was named, or the surest one; null where none fits. */
export function recognise(sample: Sample, options: ReadOptions): Recognised | null {
  const named = formatNamed(options.inputFormat);
  const lineEnd = lineEndOf(sample.text);
  const cells = named === null || named === 'csv' ? jsonCells(jsonFormats, sample, options) : null;
  if (cells !== null) return { frame: 'lines', format: cells, lineEnd };
  const line = lineFormats.find(({ name }) => name === named);
  if (line !== undefined) return { frame: 'lines', format: line, lineEnd };
  if (named === null && isBinary(sample)) return null;
  const json = jsonPlan(sample);
  if (named !== null && bytesFormats.every(({ name }) => name !== named)) {
    const plan = json ?? { frame: 'lines', values: [] };
    return jsonOf(plan, sample, { ...options, inputFormat: named });
  }
  if (json !== null) return jsonOf(json, sample, options);
  let best: LineFormat | null = null;
  let most = LEAST;
  for (const format of lineFormats) {
    const sureness = format.detect(sample, options);
    if (sureness <= most) continue;
    best = format;
    most = sureness;
  }
  return best === null ? null : { frame: 'lines', format: best, lineEnd };
}

function jsonOf(plan: JsonPlan, sample: Sample, options: ReadOptions): Recognised | null {
  const parser = new JsonParser(jsonFormats, plan.values, { sample, options });
  return parser.hasNames ? { frame: 'json', plan, parser } : null;
}

/** The registry's name for a format that a person named; null for none or `auto`. */
export function formatNamed(text: string | undefined): string | null {
  if (text === undefined || text === 'auto') return null;
  const name = formatAliases.get(text) ?? text;
  const known = listFormats().map((format) => format.name);
  if (known.includes(name)) return name;
  throw new LogsError(
    'LOGS_OPTION_INVALID',
    `Unknown format '${text}'. Expected one of: ${known.join(', ')}.`,
  );
}

/** The name of the format of a text by its beginning (a hundred lines are enough), or null where it shows none. */
export function detectFormat(
  firstLines: string | readonly string[],
  options: ReadOptions = {},
): string | null {
  const text = typeof firstLines === 'string' ? firstLines : `${firstLines.join('\n')}\n`;
  const end = sampleEnd(text);
  const sample = makeSample(end < 0 ? text : text.slice(0, end), end < 0, options.fileName);
  const found = recognise(sample, options);
  if (found === null) return null;
  return found.frame === 'lines' ? found.format.name : found.parser.format;
}

/** What the rows of a format are without a label of their own; unknown for a name that is none. */
export function rowsOf(format: string): 'benign' | 'dga' | 'labelled' | 'unknown' {
  return (
    listFormats().find(({ name }) => name === (formatAliases.get(format) ?? format))?.rows ??
    'unknown'
  );
}
