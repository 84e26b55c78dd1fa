import { type DnsEvent, EventPacker } from '@degas/logs';

import { readInput } from './reading/read-input.ts';
import type { ReaderAnswer, ReaderQuestion } from './reading/reader-messages.ts';

/** Batches that may be under way: enough that neither side waits, few enough that they need little memory. */
const UNDER_WAY = 4;
/** Events that are sent together, at least, but for the last ones. */
const BATCH = 4096;

/** A job that is being read: how many batches may be sent now, and who waits for that. */
interface Job {
  readonly number: number;
  free: number;
  resume: (() => void) | null;
}

let current: Job | null = null;

const say = (answer: ReaderAnswer, transfer: Transferable[] = []): void => {
  postMessage(answer, { transfer });
};

async function read(job: Job, input: Extract<ReaderQuestion, { ask: 'read' }>['input']) {
  const packer = new EventPacker();
  const send = async (source: string, events: readonly DnsEvent[], bytes: number) => {
    if (job.free === 0)
      await new Promise<void>((resolve) => {
        job.resume = resolve;
      });
    job.free--;
    const packed = packer.pack(source, events);
    const { times, clients, names, answers, addressEnds } = packed;
    const moved = [times, clients, names, answers, addressEnds].map(({ buffer }) => buffer);
    say({ answer: 'events', job: job.number, packed, bytes }, moved);
  };
  let waiting: { source: string; events: DnsEvent[]; bytes: number } | null = null;
  const batches = readInput(input, (note) => {
    say({ answer: 'note', job: job.number, note });
  });
  for await (const { source, events, bytes } of batches) {
    if (current !== job) return;
    if (waiting !== null && waiting.source !== source) {
      await send(waiting.source, waiting.events, waiting.bytes);
      waiting = null;
    }
    waiting ??= { source, events: [], bytes };
    waiting.bytes = bytes;
    for (const event of events) waiting.events.push(event);
    while (waiting.events.length >= BATCH && current === job)
      await send(source, waiting.events.splice(0, BATCH), bytes);
  }
  if (waiting !== null && waiting.events.length > 0)
    await send(waiting.source, waiting.events, waiting.bytes);
  say({ answer: 'end', job: job.number });
}

addEventListener('message', ({ data }: MessageEvent<ReaderQuestion>) => {
  if (data.ask === 'read') {
    current?.resume?.();
    current = { number: data.job, free: UNDER_WAY, resume: null };
    void read(current, data.input);
    return;
  }
  if (current?.number !== data.job) return;
  if (data.ask === 'stop') current = null;
  else {
    current.free++;
    current.resume?.();
  }
});
