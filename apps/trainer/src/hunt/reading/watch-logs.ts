import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';

import type { PackableEvent } from '@degas/logs';
import { listInputs, STDIN } from '@degas/logs/node';
import type { ClientHunt } from '@degas/traffic';

import type { CommandContext } from '../../command-context.ts';
import { TrainerError } from '../../errors.ts';
import { sayWaiting } from '../../reading/say-waiting.ts';
import { logEvents, type LogReading, type SourceNote } from './log-events.ts';
import { canReadInThread, readInThread } from './read-in-thread.ts';

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
  const { stdin, stderr, signal } = context;
  sayWaiting(inputs, 'a log', context);
  const failures: string[] = [];
  const summary: string[] = [];
  const onNote = ({ kind, text }: SourceNote): void => {
    if (kind === 'warning') stderr.write(`${text}\n`);
    else (kind === 'failure' ? failures : summary).push(text);
  };
  const batches = (await isWorthAThread(inputs))
    ? readInThread(inputs, reading, onNote)
    : logEvents(inputs, reading, onNote, stdin);
  for await (const { source, events, clients } of batches) {
    if (signal.aborted) break;
    const name = source === STDIN ? 'standard input' : basename(source);
    const added = hunt.add(name, events, clients);
    onEvents?.(added);
  }
  return { failures, summary };
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
export function throwFailures({ failures }: WatchedLogs): void {
  if (failures.length === 0) return;
  throw new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${failures.join(' ')} Name the format with --input-format (see degas predict --list-formats) or the column with --column.`,
  );
}
