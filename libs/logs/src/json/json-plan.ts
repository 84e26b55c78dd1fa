import type { Sample } from '../detect/sample.ts';
import { JsonScanner, type JsonFrame } from './json-scanner.ts';
import { parseJson, parseJsonLine } from './parse-json.ts';

/** How a text is JSON, and its first values. */
export interface JsonPlan {
  readonly frame: 'lines' | JsonFrame;
  readonly values: readonly unknown[];
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** How a sample is JSON, or null where it is not. */
export function jsonPlan(sample: Sample): JsonPlan | null {
  if (sample.isWhole && /^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(sample.text))
    return { frame: 'elements', values: [] };
  const content = sample.lines.filter((line) => line.trim() !== '');
  const values = content.map(parseJsonLine);
  const [first = ''] = content;
  // Lines of their own, though a first or last one may be cut off.
  const records = values.filter(isRecord);
  const begins = /^\s*(.)/.exec(first)?.[1] ?? '';
  if (records.length > 0 && records.length >= content.length / 2) {
    const isArrayLine = content.length === 1 && begins === '[';
    if (!isArrayLine) return { frame: 'lines', values: records };
  }
  if (begins === '{') return scanned(sample, 'documents') ?? scanned(sample, 'elements');
  return begins === '[' ? scanned(sample, 'elements') : null;
}

/** The first values in a frame; null where there is none, or where most are not JSON. */
function scanned({ text, isWhole }: Sample, frame: JsonFrame): JsonPlan | null {
  const values: unknown[] = [];
  let found = 0;
  const scanner = new JsonScanner(frame, (value, _line, problem) => {
    if (problem === 'cut_off' && !isWhole) return;
    found++;
    const parsed = value === null || problem !== null ? undefined : parseJson(value);
    if (isRecord(parsed) || typeof parsed === 'string') values.push(parsed);
  });
  scanner.push(text);
  if (isWhole) scanner.end();
  return values.length > 0 && values.length >= found / 2 ? { frame, values } : null;
}
