import { groupsOfRows, type ClientGroup, type ClientVerdict } from '../prediction/client-group.ts';
import type { Scorer } from '../prediction/scorer.ts';
import { invalidArgument } from '../serving-error.ts';
import type { PredictMessage } from './messages.ts';
import type { CallOptions } from './prediction-calls.ts';
import {
  floatTensor,
  integerTensor,
  readFlagTensor,
  readTextTensor,
  stringTensor,
} from './tensor-message.ts';

type Inputs = PredictMessage['inputs'];

const INPUTS: readonly string[] = ['client', 'domain', 'failed'];

/**
 * Answers the signature `clients`: one row a name, with the client that asked for it (left out: all are one client's)
 * and whether it failed (left out: not known); one row a client in the reply.
 *
 * @throws ServingError INVALID_ARGUMENT for other inputs; FAILED_PRECONDITION for a model without a group network.
 */
export async function judgeClients(
  scorer: Scorer,
  inputs: Inputs,
  { signal, isPacked }: CallOptions,
): Promise<Record<string, object>> {
  return outputsOf(await scorer.judge(readGroups(inputs), signal), isPacked);
}

function readGroups(inputs: Inputs): ClientGroup[] {
  const stray = Object.keys(inputs).find((name) => !INPUTS.includes(name));
  if (stray !== undefined) {
    throw invalidArgument(
      `The signature 'clients' was given the input '${stray}'. Expected 'domain' and, where known, 'client' and 'failed'`,
    );
  }
  const { client, domain, failed } = inputs;
  if (domain === undefined) {
    throw invalidArgument(
      "The signature 'clients' was given no input 'domain'. Expected a string tensor of names, shape [-1]",
    );
  }
  return groupsOfRows(
    readTextTensor(domain, 'domain'),
    client === undefined ? null : readTextTensor(client, 'client'),
    failed === undefined ? null : readFlagTensor(failed, 'failed'),
  );
}

/** Tensors have no empty places: what is absent is an empty text, 0, or -1 failed names where answers are not known. */
function outputsOf(verdicts: readonly ClientVerdict[], isPacked?: boolean): Record<string, object> {
  const rows = verdicts.length;
  const texts = (textOf: (verdict: ClientVerdict) => string): object =>
    stringTensor(verdicts.map(textOf));
  const floats = (valueOf: (verdict: ClientVerdict) => number): object =>
    floatTensor(Float32Array.from(verdicts, valueOf), [rows], isPacked);
  const integers = (valueOf: (verdict: ClientVerdict) => number): object =>
    integerTensor(verdicts.map(valueOf));
  const names = widest(verdicts, (verdict) => verdict.names);
  const reasons = widest(verdicts, (verdict) => verdict.reasons);
  const grid = <Cell>(width: number, cellOf: (verdict: ClientVerdict, at: number) => Cell) =>
    verdicts.flatMap((verdict) => Array.from({ length: width }, (_, at) => cellOf(verdict, at)));
  return {
    client: texts(({ client }) => client),
    score: floats(({ score }) => score),
    level: texts(({ level }) => level ?? ''),
    family: texts(({ family }) => family ?? ''),
    family_probability: floats(({ familyProbability }) => familyProbability ?? 0),
    names: stringTensor(
      grid(names, (verdict, at) => verdict.names[at]?.name ?? ''),
      [rows, names],
    ),
    weights: floatTensor(
      Float32Array.from(grid(names, (verdict, at) => verdict.names[at]?.weight ?? 0)),
      [rows, names],
      isPacked,
    ),
    distinct_names: integers(({ distinctNames }) => distinctNames),
    failed_names: integers(({ failed }) => failed ?? -1),
    reasons: stringTensor(
      grid(reasons, (verdict, at) => verdict.reasons[at] ?? ''),
      [rows, reasons],
    ),
  };
}

function widest(
  verdicts: readonly ClientVerdict[],
  listOf: (verdict: ClientVerdict) => readonly unknown[],
): number {
  return verdicts.reduce((most, verdict) => Math.max(most, listOf(verdict).length), 0);
}
