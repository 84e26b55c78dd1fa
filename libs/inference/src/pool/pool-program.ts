import type { WasmMemory, WasmModule } from '../platform/web-assembly.ts';

/** The first message to a thread: the module, its memory (shared, or a copy of one), and how to call it. */
export interface PoolStart {
  readonly module: WasmModule;
  readonly memory: WasmMemory | null;
  readonly copy: ArrayBuffer | null;
  readonly encode: readonly number[];
  readonly run: readonly number[];
  readonly text: number;
  readonly codes: number;
  readonly scores: number;
  readonly familyScores: number;
  readonly families: number;
}

/** Names for a thread: as lines of text, or encoded already. */
export interface PoolTask {
  readonly id: number;
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isEncoded: boolean;
  /** The score from which a name's family values are wanted; `Infinity` wants none. */
  readonly familyScoreThreshold: number;
}

export interface PoolResult {
  readonly id: number;
  readonly scores: Float32Array;
  /** A row for each name whose family was asked for, in the names' order. */
  readonly familyScores: Float32Array;
}

/**
 * The program of a pool's threads. As a text it needs no file of its own, so that bundlers, tests and browsers can use the
 * pool without settings; all that is hard is in the WebAssembly module that it is sent.
 */
export const POOL_PROGRAM = `
'use strict';
const port = typeof require === 'function' ? require('node:worker_threads').parentPort : self;
const listen = port.on ? (f) => port.on('message', f) : (f) => { port.onmessage = (event) => f(event.data); };
let start, memory, encode, run;
const floats = (at, length) => new Float32Array(memory.buffer, at, length);
listen((message) => {
  if (message.module) {
    start = message;
    memory = start.memory || new WebAssembly.Memory({ initial: start.copy.byteLength / 65536 });
    if (start.copy) new Uint8Array(memory.buffer).set(new Uint8Array(start.copy));
    ({ encode, run } = new WebAssembly.Instance(start.module, { env: { memory } }).exports);
    return;
  }
  const { id, count, bytes, isEncoded, familyScoreThreshold } = message;
  new Uint8Array(memory.buffer).set(bytes, isEncoded ? start.codes : start.text);
  if (!isEncoded) encode(...start.encode, count);
  run(...start.run, familyScoreThreshold, count);
  // Copies of their own memory, as shared memory can't be handed over.
  const scores = floats(start.scores, count).slice();
  const { families } = start;
  const rows = floats(start.familyScores, count * families);
  const asked = scores.reduce((sum, score) => sum + (score >= familyScoreThreshold ? 1 : 0), 0);
  const familyScores = new Float32Array(asked * families);
  for (let i = 0, to = 0; to < familyScores.length; i++) {
    if (!(scores[i] >= familyScoreThreshold)) continue;
    familyScores.set(rows.subarray(i * families, (i + 1) * families), to);
    to += families;
  }
  port.postMessage({ id, scores, familyScores }, [scores.buffer, familyScores.buffer]);
});
`;
