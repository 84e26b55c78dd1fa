import type { Recognised } from '../detect/detect-format.ts';
import type { LineParser } from '../formats/format.ts';
import { JsonScanner } from '../json/json-scanner.ts';
import { parseJson, parseJsonLine } from '../json/parse-json.ts';
import { LineSplitter } from '../text/line-splitter.ts';
import type { RecordSink } from './record-sink.ts';

/** Reads the decoded text of one source once its format is known. */
export interface TextReading {
  readonly format: string;
  readonly resumesAt: 'line' | 'settled' | 'beginning';
  push(text: string): void;
  flush(): void;
  end(): void;
}

/** Reads a format of lines. */
export function lineReading(
  format: string,
  parser: LineParser,
  lineEnd: '\n' | '\r',
  sink: RecordSink,
): TextReading {
  sink.format = format;
  const { report } = sink;
  const splitter = new LineSplitter(lineEnd, (line, isWhole) => {
    report.lines = ++sink.line;
    sink.text = line;
    sink.fields = null;
    if (isWhole) parser.line(line, sink);
    else sink.reject('line_too_long');
  });
  return {
    format,
    resumesAt: parser.flush === undefined ? 'line' : 'settled',
    push: (text) => {
      splitter.push(text);
    },
    flush: () => parser.flush?.(sink),
    end: () => {
      splitter.end();
      parser.flush?.(sink);
    },
  };
}

/** Reads JSON: values in lines, or found by their brackets. */
export function jsonReading(
  { plan, parser }: Extract<Recognised, { frame: 'json' }>,
  sink: RecordSink,
): TextReading {
  const { report } = sink;
  sink.format = parser.format;
  if (plan.frame === 'lines') {
    const splitter = new LineSplitter('\n', (line, isWhole) => {
      report.lines = ++sink.line;
      sink.text = line;
      sink.fields = null;
      if (!isWhole) sink.reject('line_too_long');
      else {
        const value = parseJsonLine(line);
        if (value !== undefined) parser.value(value, sink);
        else if (line.trim() === '') sink.note('blank');
        else sink.reject('bad_json');
      }
    });
    return {
      get format() {
        return parser.format;
      },
      resumesAt: 'settled',
      push: (text) => {
        splitter.push(text);
      },
      flush: () => {
        parser.flush(sink);
      },
      end: () => {
        splitter.end();
        parser.flush(sink);
      },
    };
  }
  const scanner = new JsonScanner(plan.frame, (text, line, problem) => {
    report.lines++;
    sink.line = line;
    sink.text = text ?? '';
    sink.fields = null;
    if (problem === 'too_long') sink.reject('line_too_long');
    else if (problem === 'cut_off') sink.reject('cut_off');
    else {
      const value = parseJson(text ?? '');
      if (value === undefined) sink.reject('bad_json');
      else parser.value(value, sink);
    }
  });
  return {
    get format() {
      return parser.format;
    },
    resumesAt: 'beginning',
    push: (text) => {
      scanner.push(text);
    },
    flush: () => {
      parser.flush(sink);
    },
    end: () => {
      scanner.end();
      parser.flush(sink);
    },
  };
}
