/** Reads an endless log of each text format and shows that memory stays flat. Usage: soak.ts [MEGABYTES] [FORMAT…] */
import { LogReader } from '../src/index.ts';
import { generated, generatedFormats } from '../src/testing/generated-logs.ts';

const [size = '5000', ...wanted] = process.argv.slice(2);
const goal = Number(size) * 1e6;
const BLOCK = 1 << 18;
const RECORDS = 20_000;

const megabytes = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};

for (const format of generatedFormats) {
  if (wanted.length > 0 && !wanted.includes(format)) continue;
  // A footer would end the array or the document.
  const { text } = generated(format, RECORDS, 3);
  const bytes = new TextEncoder().encode(
    format === 'json-array' ? `${text.slice(0, text.lastIndexOf(']'))},` : text,
  );
  const again = format === 'json-array' ? bytes.subarray(1) : bytes;
  const reader = new LogReader({ referenceTime: Date.UTC(2026, 10, 2) });
  let read = 0;
  let events = 0;
  const first = megabytes();
  let early = 0;
  let most = 0;
  for (let round = 0; read < goal; round++) {
    const part = round === 0 ? bytes : again;
    for (let at = 0; at < part.length; at += BLOCK) {
      const block = part.subarray(at, at + BLOCK);
      events += reader.write(block).length;
      read += block.length;
    }
    if (early === 0 && read > goal / 10) early = megabytes();
    if (round % 20 === 0) most = Math.max(most, megabytes());
  }
  console.log(
    `${format.padEnd(22)} ${Math.round(read / 1e6)} MB, ${events} events; ${first} MB before, ${early} MB after a tenth, at most ${most} MB, ${megabytes()} MB in the end`,
  );
}
