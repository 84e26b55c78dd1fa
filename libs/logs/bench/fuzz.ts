/**
 * Feeds mutated files of every format: none may crash, hang or lose a line. Usage: fuzz.ts [FILES] [SEED]
 */
import { LogReader, LogsError, type LogRecord } from '../src/index.ts';
import { dnstapOf, pcapngOf, pcapOf } from '../src/testing/generated-captures.ts';
import { generated, generatedFormats } from '../src/testing/generated-logs.ts';
import { generatedQueries } from '../src/testing/generated-queries.ts';
import { seededRandom } from '../src/testing/random.ts';

const files = Number(process.argv[2] ?? 100_000);
const random = seededRandom(Number(process.argv[3] ?? 1));
const RECORDS = 12;
const SLOW_MS = 2000;

const integer = (below: number): number => Math.floor(random() * below);
const queries = generatedQueries(RECORDS, 5);
const originals: readonly (readonly [string, Uint8Array])[] = [
  ...generatedFormats.map((name): [string, Uint8Array] => [
    name,
    new TextEncoder().encode(generated(name, RECORDS, 5).text),
  ]),
  ['pcap', pcapOf(queries)],
  ['pcapng', pcapngOf(queries)],
  ['dnstap', dnstapOf(queries)],
];
const BITS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  ' ',
  '#',
  '\\',
  "'",
  '\ufeff',
  '\u202e',
  ';',
  '|',
  ':',
  '-',
  '"domain"',
  '{"',
  'null',
  '\xff',
];

function mutated(bytes: Uint8Array): Uint8Array {
  let out = Array.from(bytes);
  for (let n = 1 + integer(4); n > 0; n--) {
    const at = integer(out.length + 1);
    const length = integer(1 + integer(80));
    switch (integer(8)) {
      case 0:
        out[at] = integer(256);
        break;
      case 1:
        out.splice(at, length);
        break;
      case 2:
        out.splice(
          at,
          0,
          ...Buffer.from(BITS[integer(BITS.length)] ?? '', integer(2) === 0 ? 'utf8' : 'latin1'),
        );
        break;
      case 3:
        out.splice(at, 0, ...out.slice(integer(out.length), integer(out.length) + length));
        break;
      case 4:
        out = out.slice(0, at);
        break;
      case 5:
        out = out.slice(at);
        break;
      case 6: {
        const [, other] = originals[integer(originals.length)] ?? ['', bytes];
        out.splice(at, 0, ...other.slice(integer(other.length), integer(other.length)));
        break;
      }
      default:
        for (let i = 0; i < length; i++) out[at + i] = integer(256);
    }
  }
  return Uint8Array.from(out, (byte?: number) => byte ?? 0);
}

function read(bytes: Uint8Array, pieces: number): { records: LogRecord[]; reader: LogReader } {
  const reader = new LogReader({ everyLine: true, fileName: 'fuzz' });
  const records: LogRecord[] = [];
  const cuts = Array.from({ length: pieces - 1 }, () => integer(bytes.length + 1)).sort(
    (a, b) => a - b,
  );
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    records.push(...reader.write(bytes.slice(from, to)));
    from = to;
  }
  records.push(...reader.end());
  return { records, reader };
}

/** Each line must be in the output: as an event, a rejection or a note; of JSON that is not in lines, each value. A last value that is cut off goes to the end. */
function lostLine(
  records: readonly LogRecord[],
  { report }: LogReader,
  bytes: Uint8Array,
): number | null {
  const lines = Buffer.from(bytes).toString('latin1').replace(/\n$/, '').split('\n').length;
  const isOfValues = report.formats.has('json') || bytes[0] === 91;
  if (report.lines !== lines || isOfValues)
    return records.length < report.lines ? report.lines : null;
  const seen = new Set(records.map(({ line }) => line));
  const last = records.at(-1);
  const isCutOff = last?.kind === 'rejection' && last.reason === 'cut_off';
  const judged = isCutOff ? last.line : report.lines;
  for (let line = 1; line <= judged; line++) if (!seen.has(line)) return line;
  return null;
}

function outcome(
  bytes: Uint8Array,
  pieces: number,
): { text: string; format: string | null; lost: number | null } {
  try {
    const { records, reader } = read(bytes, pieces);
    return {
      text: JSON.stringify(records),
      format: reader.format,
      lost: lostLine(records, reader, bytes),
    };
  } catch (error) {
    if (error instanceof LogsError) return { text: error.message, format: null, lost: null };
    throw error;
  }
}

const counts = new Map<string, number>();
let faults = 0;
let slowest = 0;
const start = performance.now();
for (let file = 0; file < files; file++) {
  const [name, original] = originals[file % originals.length] ?? ['', new Uint8Array()];
  const bytes = mutated(original);
  const fault = (text: string): void => {
    faults++;
    console.log(
      `${name} #${file}: ${text}\n${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 600))}`,
    );
  };
  const began = process.cpuUsage();
  try {
    const whole = outcome(bytes, 1);
    if (whole.lost !== null) fault(`line ${whole.lost} of ${whole.format ?? ''} is lost`);
    const cut = outcome(bytes, 1 + integer(6));
    if (whole.text !== cut.text) fault('other records in other pieces');
    counts.set(whole.format ?? 'refused', (counts.get(whole.format ?? 'refused') ?? 0) + 1);
  } catch (error) {
    fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const used = process.cpuUsage(began);
  const took = (used.user + used.system) / 1000;
  slowest = Math.max(slowest, took);
  if (took > SLOW_MS) fault(`took ${Math.round(took)} ms`);
  if (faults > 10) break;
}
console.log(
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([format, count]) => `${format} ${count}`)
    .join(', '),
);
console.log(
  `${files} files, ${faults} faults, slowest ${Math.round(slowest)} ms, ${Math.round((performance.now() - start) / 1000)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);
process.exitCode = faults === 0 ? 0 : 1;
