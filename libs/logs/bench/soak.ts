/**
 * Reads a stream of gigabytes of each text format from standard input, where a second process writes it as it is made (no file),
 * and shows that memory stays flat: the most that the reading process had at each fifth. Usage: soak.ts [MEGABYTES] [FORMAT…]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { readLogs } from '../src/node/index.ts';
import { generated, generatedFormats } from '../src/testing/generated-logs.ts';

const RECORDS = 20_000;
const PARTS = 5;

const [size = '5000', ...wanted] = process.argv.slice(2);
const isWriter = size === 'write';
const isReader = size === 'read';

/** The text again and again; a footer would end an array or a document. */
async function write(format: string, bytes: number): Promise<void> {
  const { text } = generated(format, RECORDS, 3);
  const isArray = format === 'json-array';
  const block = Buffer.from(isArray ? `${text.slice(0, text.lastIndexOf(']'))},` : text);
  const again = isArray ? block.subarray(1) : block;
  for (let written = 0; written < bytes;) {
    const part = written === 0 ? block : again;
    written += part.length;
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  }
  process.stdout.end();
}

async function read(format: string, bytes: number): Promise<void> {
  const most: number[] = [];
  let taken = 0;
  let highest = 0;
  let events = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      taken += chunk.length;
      highest = Math.max(highest, process.memoryUsage.rss());
      if (taken >= ((most.length + 1) * bytes) / PARTS && most.length < PARTS) {
        most.push(Math.round(highest / 1e6));
        highest = 0;
      }
      yield chunk;
    }
  }
  const start = process.cpuUsage();
  const options = { referenceTime: Date.UTC(2026, 10, 2), stdin: counted() };
  for await (const { records } of readLogs(['-'], options))
    for (const record of records) if (record.kind === 'event') events++;
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(
    `| \`${format}\` | ${(taken / 1e6).toFixed(0)} MB, ${events.toLocaleString('en')} events | ${most.join(', ')} MB | ${(taken / 1e6 / seconds).toFixed(0)} MB/s |`,
  );
}

if (isWriter) await write(wanted[0] ?? '', Number(wanted[1]));
else if (isReader) await read(wanted[0] ?? '', Number(wanted[1]));
else {
  const bytes = Number(size) * 1e6;
  console.log('| format | read | most memory in each fifth | speed, of the processor |');
  console.log('| --- | --- | --- | --- |');
  for (const format of generatedFormats) {
    if (wanted.length > 0 && !wanted.includes(format)) continue;
    const part = (name: string): string[] => [
      ...process.execArgv,
      import.meta.filename,
      name,
      format,
      String(bytes),
    ];
    const writer = spawn(process.execPath, part('write'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const reader = spawn(process.execPath, part('read'), {
      stdio: [writer.stdout, 'inherit', 'inherit'],
    });
    await once(reader, 'exit');
  }
}
