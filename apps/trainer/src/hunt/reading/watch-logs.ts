import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';

import type { PackableEvent } from '@degas/logs';
import { listInputs, STDIN } from '@degas/logs/node';
import type { ClientHunt } from '@degas/traffic';

import type { CommandContext } from '../../command-context.ts';
import { TrainerError } from '../../errors.ts';
import { sayWaiting } from '../../reading/say-waiting.ts';
import { logEvents, type LogEvents, type LogReading, type SourceNote } from './log-events.ts';
import { canReadInThread, readInThread, readNumbered } from './read-in-thread.ts';

/** Files of so many bytes together are worth a thread of their own. */
const BYTES_FOR_A_THREAD = 2 ** 24;

export interface WatchedLogs {
  /** Inputs that were not understood. */
  readonly failures: readonly string[];
  /** A line an input. */
  readonly summary: string[];
}

/** Gives all events of the logs to the hunt; `onEvents` gets them, too, each with its client. */
export async function watchLogs(
  hunt: ClientHunt,
  inputs: readonly string[],
  reading: LogReading,
  context: CommandContext,
  onEvents?: (events: readonly PackableEvent[]) => void,
): Promise<WatchedLogs> {
  sayWaiting(inputs, 'a log', context);
  const notes = new InputNotes(context);
  if (onEvents === undefined && (await isWorthAThread(inputs))) {
    for await (const { source, events } of readNumbered(inputs, reading, notes.add)) {
      if (context.signal.aborted) break;
      hunt.addNumbered(basename(source), events);
    }
    return watched(notes);
  }
  for await (const { source, events, clients } of logBatches(inputs, reading, context, notes)) {
    const added = hunt.add(source, events, clients);
    onEvents?.(added);
  }
  return watched(notes);
}

function watched({ failures, empty, summary }: InputNotes): WatchedLogs {
  return { failures: [...failures, ...empty], summary };
}

const LISTS = { failure: 'failures', empty: 'empty', summary: 'summary' } as const;

/** Collects what is said of inputs; warnings are shown at once. */
export class InputNotes {
  readonly failures: string[] = [];
  /** Inputs in which there was nothing. */
  readonly empty: string[] = [];
  readonly summary: string[] = [];
  readonly #stderr: CommandContext['stderr'];

  constructor({ stderr }: CommandContext) {
    this.#stderr = stderr;
  }

  readonly add = ({ kind, text }: SourceNote): void => {
    if (kind === 'warning') this.#stderr.write(`${text}\n`);
    else this[LISTS[kind]].push(text);
  };
}

/** Reads the events of logs until work is to end; `source` is what a list without clients is called after. */
export async function* logBatches(
  inputs: readonly string[],
  reading: LogReading,
  { stdin, signal }: CommandContext,
  notes: InputNotes,
): AsyncGenerator<LogEvents> {
  const batches = (await isWorthAThread(inputs))
    ? readInThread(inputs, reading, notes.add)
    : logEvents(inputs, reading, notes.add, stdin);
  for await (const batch of batches) {
    if (signal.aborted) return;
    yield { ...batch, source: batch.source === STDIN ? 'standard input' : basename(batch.source) };
  }
}

/** Whether the inputs are files, and large ones. */
async function isWorthAThread(inputs: readonly string[]): Promise<boolean> {
  if (inputs.includes(STDIN) || availableParallelism() < 2 || !canReadInThread()) return false;
  let bytes = 0;
  for (const { path } of (await listInputs(inputs)).files) bytes += sizeOf(path);
  return bytes >= BYTES_FOR_A_THREAD;
}

/** 0 for what can't be looked at: reading it says why. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Throws where an input was not understood. */
export function throwFailures({ failures }: { readonly failures: readonly string[] }): void {
  if (failures.length === 0) return;
  throw new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${failures.join(' ')} Name the format with --input-format (see degas predict --list-formats) or the column with --column.`,
  );
}
