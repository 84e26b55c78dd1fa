import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';

import { listInputs, STDIN } from '@degas/logs/node';
import type { Alert, TrafficWatch, VisitClient } from '@degas/traffic';

import type { CommandContext } from '../../command-context.ts';
import { TrainerError } from '../../errors.ts';
import { sayWaiting } from '../../reading/say-waiting.ts';
import { logEvents, type LogReading, type SourceNote, type WatchedEvent } from './log-events.ts';
import { canReadInThread, readInThread } from './read-in-thread.ts';

/** How far logs may be from the order of time: files come in any order, and some are sorted by client. A week. */
export const LATENESS_MS = 604_800_000;
/** Files of so many bytes together are worth a thread of their own. */
const BYTES_FOR_A_THREAD = 2 ** 24;

export interface WatchedLogs {
  /** Of the windows that closed. */
  readonly alerts: Alert[];
  /** Every client that an event names, whether its names are evidence or not. */
  readonly clients: ReadonlySet<string>;
  /** Inputs that were not understood. */
  readonly failures: readonly string[];
  /** A line an input. */
  readonly summary: string[];
}

/** Who else wants to know. */
export interface LogObservers {
  /** Gets all events. */
  readonly onEvents?: (events: readonly WatchedEvent[]) => void;
  /** Gets every client of the windows that close. */
  readonly onClient?: VisitClient;
}

/** Adds all events of the logs to the watch. A list without clients is one client, named after its file. */
export async function watchLogs(
  watch: TrafficWatch,
  inputs: readonly string[],
  reading: LogReading,
  context: CommandContext,
  { onEvents, onClient }: LogObservers = {},
): Promise<WatchedLogs> {
  sayWaiting(inputs, 'a log', context);
  const alerts: Alert[] = [];
  const notes = new InputNotes(context);
  const clients = new Set<string>();
  for await (const { events, clients: named } of clientEvents(inputs, reading, context, notes)) {
    for (const client of named) clients.add(client);
    onEvents?.(events);
    watch.add(events);
    alerts.push(...watch.advance(onClient));
  }
  return { alerts, clients, failures: [...notes.failures, ...notes.empty], summary: notes.summary };
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

/** Events that all have a client. */
export interface ClientEvents {
  readonly events: readonly WatchedEvent[];
  /** All clients that no batch before had, each once or more often; others may be among them. */
  readonly clients: readonly string[];
}

/** Reads the events of logs until work is to end; those without a client are of one that is named after the file. */
export async function* clientEvents(
  inputs: readonly string[],
  reading: LogReading,
  { stdin, signal }: CommandContext,
  notes: InputNotes,
): AsyncGenerator<ClientEvents> {
  const batches = (await isWorthAThread(inputs))
    ? readInThread(inputs, reading, notes.add)
    : logEvents(inputs, reading, notes.add, stdin);
  for await (const { source, events, clients } of batches) {
    if (signal.aborted) return;
    const name = source === STDIN ? 'standard input' : basename(source);
    const isAnonymous = events.some(({ client }) => client === null);
    const named = clients.filter((client) => client !== null);
    yield {
      events: isAnonymous ? events.map((event) => withClient(event, name)) : events,
      clients: isAnonymous ? [name, ...named] : named,
    };
  }
}

function withClient(event: WatchedEvent, name: string): WatchedEvent {
  if (event.client !== null) return event;
  const { time, type, answer, answers } = event;
  return { time, client: name, name: event.name, type, answer, answers };
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
