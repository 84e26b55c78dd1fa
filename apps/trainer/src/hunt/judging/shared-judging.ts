import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

import type { Classifier, GroupEvidence } from '@degas/inference';
import type { GroupCase } from '@degas/traffic';

import { isProgramThere, startThread, threadProgram } from '../../threads/start-thread.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { JudgeThreadData } from './judge-thread.ts';
import { sentGroups } from './sent-groups.ts';

const PROGRAM = threadProgram('judge-thread', import.meta.url);

/** So many clients are worth a thread of their own: judging them takes longer than loading a model. */
const CLIENTS_FOR_A_THREAD = 10_000;
/** Cases that are sent together: a millisecond of work. */
const BATCH = 16;
/** Batches that are with the thread at once: enough that it never waits. */
const MOST_UNDER_WAY = 2;
/** After so many batches what judging left behind is collected: two thirds of 100,000 clients. */
const BATCHES_BETWEEN_COLLECTIONS = 2000;
/** Batches that come after one which the thread has; then it is not waited for any more. Few: what waits for long becomes old memory. */
const MOST_AFTER = 8;

/** What works out the group network's values; a `Classifier` does. */
type LogitJudge = Pick<Classifier, 'groupLogit'>;

interface Batch<Case> {
  readonly cases: readonly Case[];
  /** What of the cases is to be judged, and what the network says of it; null while nobody did. */
  readonly groups: readonly GroupEvidence[];
  logits: Float64Array | null;
}

/** Whether so many clients are worth a thread, and there can be one. */
export function isWorthSharing(clients: number): boolean {
  return clients >= CLIENTS_FOR_A_THREAD && availableParallelism() >= 2 && isProgramThere(PROGRAM);
}

/**
 * Shares the group network's work with a thread, which takes what it can, while this one goes on without a pause. A thread that is slow or
 * has failed changes no result: what it does not answer is worked out here, and fails here if it fails.
 */
export class SharedJudging {
  readonly #judge: LogitJudge;
  readonly #port: MessagePort;
  readonly #terminate: () => Promise<unknown>;
  /** What the thread has to answer, in its order. */
  readonly #underWay: Batch<GroupCase>[] = [];
  #batches = 0;

  constructor(judge: LogitJudge, model: string | undefined) {
    this.#judge = judge;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const data: JudgeThreadData = { model, port: port2 };
    const worker = startThread(PROGRAM, data, [port2]);
    worker.on('error', () => undefined);
    this.#terminate = () => worker.terminate();
  }

  /** A `JudgeAhead` of @degas/traffic: gives the cases back in their order, with what the network says of them. */
  *ahead<Case extends GroupCase>(cases: Iterable<Case>): Iterable<readonly [Case, number?]> {
    const waiting: Batch<Case>[] = [];
    for (const batch of batchesOf(cases)) {
      // The first time it is what reading left behind: as much memory as the other thread needs.
      if (this.#batches++ % BATCHES_BETWEEN_COLLECTIONS === 0) collectGarbage();
      waiting.push(batch);
      this.#receive();
      if (this.#underWay.length < MOST_UNDER_WAY) this.#send(batch);
      else this.#workOut(batch);
      for (let [first] = waiting; first !== undefined; [first] = waiting) {
        if (first.logits === null && waiting.length <= MOST_AFTER) break;
        yield* this.#settled(first);
        waiting.shift();
      }
    }
    this.#receive();
    for (const batch of waiting) yield* this.#settled(batch);
  }

  async end(): Promise<void> {
    this.#port.close();
    await this.#terminate();
  }

  #send(batch: Batch<GroupCase>): void {
    this.#underWay.push(batch);
    const sent = sentGroups(batch.groups);
    this.#port.postMessage(sent, [sent.numbers.buffer]);
  }

  /** Takes what the thread has answered by now; it is not waited for. */
  #receive(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return;
      const batch = this.#underWay.shift();
      if (batch !== undefined) batch.logits = received.message as Float64Array;
    }
  }

  #workOut(batch: Batch<GroupCase>): Float64Array {
    return (batch.logits = Float64Array.from(batch.groups, (one) => this.#judge.groupLogit(one)));
  }

  *#settled<Case extends GroupCase>(batch: Batch<Case>): Iterable<readonly [Case, number?]> {
    const logits = batch.logits ?? this.#workOut(batch);
    let next = 0;
    for (const one of batch.cases) yield one.group === null ? [one] : [one, logits[next++] ?? 0];
  }
}

function* batchesOf<Case extends GroupCase>(cases: Iterable<Case>): Iterable<Batch<Case>> {
  let batch: Case[] = [];
  for (const one of cases) {
    if (batch.push(one) < BATCH) continue;
    yield batchOf(batch);
    batch = [];
  }
  if (batch.length > 0) yield batchOf(batch);
}

function batchOf<Case extends GroupCase>(cases: readonly Case[]): Batch<Case> {
  return { cases, groups: cases.flatMap(({ group }) => group?.evidence ?? []), logits: null };
}
