import type { Encoding } from '@degas/features';

import type { CompiledModel } from '../../format/compiled-model.ts';
import type { WasmModelMemory } from '../../load/wasm-model-memory.ts';
import { fromBase64 } from '../../platform/base64.ts';
import { nextTurn } from '../../platform/next-turn.ts';
import type { WasmMemory, WasmModule, WebAssemblyInterface } from '../../platform/web-assembly.ts';
import type { Engine } from '../engine.ts';
import { ENGINE_MODULE, SHARED_ENGINE_MODULE } from './engine-module.ts';
import { GROUP, RECORD_SIZE } from './operations.ts';
import type { PaddingTable } from './program-builder.ts';
import { planProgram, type WasmProgram } from './wasm-program.ts';

/** Names a run takes: enough to make the call cheap, few enough to stay in the cache. */
const BATCH_SIZE = 256;
const PAGE = 65_536;
/** Bytes of tables that are laid out before whatever else the process has to do gets its turn: about a millisecond of work. */
const COPIED_PER_TURN = 1024 * 1024;
/** Room for each name's text; registrable names have up to 254 characters. */
const TEXT_SIZE = 256;

/** What an instance of the module can do; the calls of an instance are these with all arguments but the last, or the last two of `run`. */
interface EngineExports {
  readonly encode: (...addressesAndCount: number[]) => void;
  readonly run: (...addressesAndCount: number[]) => void;
  readonly packDense: (record: number, source: number, inputs: number, units: number) => void;
}

/** Where an instance exchanges names and scores with its caller, relative to it. */
interface Exchange {
  readonly text: number;
  readonly codeOfByte: number;
  readonly rows: number;
  readonly scores: number;
  readonly familyScores: number;
}

/** A network in a WebAssembly memory: enough for any thread that has the memory to run an instance of it. */
export interface WasmNetwork {
  readonly memory: WasmMemory;
  readonly module: WasmModule;
  readonly batchSize: number;
  readonly families: number;
  readonly padding: number;
  /** The code before a name's first character, −1 where the encoding has none. */
  readonly start: number;
  readonly program: Omit<WasmProgram, 'constants' | 'instance' | 'paddingTables' | 'packings'>;
  readonly exchange: Exchange;
  readonly firstInstance: number;
  readonly instanceSize: number;
}

export interface WasmNetworkOptions {
  readonly instances: number;
  /** Whether the memory can go to other threads. */
  readonly isShared: boolean;
  readonly batchSize: number;
  /** The memory that holds the model's file, if one does. */
  readonly modelMemory: WasmModelMemory | null;
}

const defaultNetworkOptions = {
  instances: 1,
  isShared: false,
  batchSize: BATCH_SIZE,
  modelMemory: null,
} as const;

/** Lays a network out in a memory with room for some instances of what changes from name to name. */
export async function createWasmNetwork(
  api: WebAssemblyInterface,
  model: CompiledModel,
  encoding: Encoding,
  options: Partial<WasmNetworkOptions> = {},
): Promise<WasmNetwork> {
  const { instances, isShared, batchSize, modelMemory } = { ...defaultNetworkOptions, ...options };
  const module = await api.compile(fromBase64(isShared ? SHARED_ENGINE_MODULE : ENGINE_MODULE));
  const { constants, instance, paddingTables, packings, ...program } = planProgram(
    model,
    encoding,
    modelMemory?.file ?? null,
  );
  await nextTurn();
  const { length } = encoding;
  const exchange = {
    text: instance.reserve(batchSize * TEXT_SIZE),
    codeOfByte: instance.reserve(256),
    rows: instance.reserve(batchSize * length),
    scores: instance.reserve(4 * batchSize),
    familyScores: instance.reserve(4 * batchSize * model.families.length),
  };
  const size = constants.end + instances * instance.end;
  const memory =
    modelMemory !== null && size <= modelMemory.memory.buffer.byteLength
      ? modelMemory.memory
      : memoryOf(api, size, isShared);
  if (modelMemory !== null && memory !== modelMemory.memory)
    new Uint8Array(memory.buffer).set(modelMemory.file, modelMemory.file.byteOffset);
  const bytes = new Uint8Array(memory.buffer);
  let copied = 0;
  for (const { at, data } of constants.parts) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    copied += data.byteLength;
    if (copied < COPIED_PER_TURN) continue;
    copied = 0;
    await nextTurn();
  }
  const network: WasmNetwork = {
    memory,
    module,
    batchSize,
    families: model.familyNode === undefined ? 0 : model.families.length,
    ...endsOf(encoding),
    program,
    exchange,
    firstInstance: constants.end,
    instanceSize: instance.end,
  };
  const probe = createWasmInstance(network, encoding, 0);
  probe.codes.fill(network.padding, 0, length);
  const { run, packDense } = new api.Instance(module, { env: { memory } }).exports as EngineExports;
  for (const { record, source, inputs, units } of packings) {
    packDense(program.program + record * RECORD_SIZE, source, inputs, units);
  }
  await nextTurn();
  run(...probe.calls.runWhole, -Infinity, 1);
  for (const table of paddingTables) fillPadding(table, memory, network.firstInstance);
  return network;
}

function memoryOf(api: WebAssemblyInterface, size: number, isShared: boolean): WasmMemory {
  const initial = Math.ceil(size / PAGE);
  return new api.Memory(isShared ? { initial, maximum: 16_384, shared: true } : { initial });
}

/** One thread's part of a network's memory, and the arguments of its calls, without the count of names at the end and the score that families are asked from. */
export interface WasmInstance {
  readonly codes: Uint8Array;
  readonly text: Uint8Array;
  readonly scores: Float32Array;
  readonly familyScores: Float32Array | null;
  /** Whether the module itself can encode text. */
  readonly isByteWise: boolean;
  readonly calls: {
    readonly encode: readonly number[];
    readonly run: readonly number[];
    readonly runWhole: readonly number[];
    /** The call of `run` for the names of one group, the first of which is the given one. */
    readonly runGroup: (from: number) => readonly number[];
  };
  /** (GROUP, row): values without positions of the group that ran last; features begin each row. */
  readonly featureRows: Float32Array;
  /** Clears what a thread that ended in the middle may have left. */
  reset(): void;
}

/** Makes an instance ready: its views, its calls, its tables. */
export function createWasmInstance(
  network: WasmNetwork,
  encoding: Encoding,
  index: number,
): WasmInstance {
  const { memory, program, exchange, padding, start, families, batchSize } = network;
  const { length } = encoding;
  const base = network.firstInstance + index * network.instanceSize;
  const view = <T>(
    make: new (buffer: ArrayBuffer, at: number, length: number) => T,
    at: number,
    size: number,
  ): T => new make(memory.buffer, base + at, size);
  view(Uint32Array, program.offsets, GROUP * (length + 2 * program.margin)).fill(
    encoding.vocabulary << 6,
  );
  // prettier-ignore
  const runArguments = (blankCode: number, from = 0): number[] => [
    program.program, program.sequenceRecords, program.scoreRecords, program.records, base, length, blankCode, program.margin,
    program.tapStride, base + program.offsets, base + program.firsts, base + program.scratch, program.scratchStride,
    program.pooled, program.rowStride, base + exchange.rows + from * length, base + program.score, base + exchange.scores + 4 * from,
    base + program.families, families, base + exchange.familyScores + 4 * from * families,
  ];
  return {
    codes: view(Uint8Array, exchange.rows, batchSize * length),
    text: view(Uint8Array, exchange.text, batchSize * TEXT_SIZE),
    scores: view(Float32Array, exchange.scores, batchSize),
    familyScores:
      families === 0 ? null : view(Float32Array, exchange.familyScores, batchSize * families),
    isByteWise: fillCodeOfByte(encoding, network, view(Uint8Array, exchange.codeOfByte, 256)),
    calls: {
      // prettier-ignore
      encode: [base + exchange.text, base + exchange.codeOfByte, length, padding, start, base + exchange.rows],
      run: runArguments(padding),
      runWhole: runArguments(-1),
      runGroup: (from) => runArguments(padding, from),
    },
    featureRows: view(
      Float32Array,
      program.features,
      program.featureCount === 0 ? 0 : ((GROUP - 1) * program.rowStride) / 4 + program.featureCount,
    ),
    reset() {
      view(Int32Array, 0, 2 * program.records).fill(0);
    },
  };
}

/** The engine on one instance of a network. */
export function createWasmEngine(
  api: WebAssemblyInterface,
  network: WasmNetwork,
  encoding: Encoding,
  index = 0,
): Engine {
  const { memory, module, batchSize } = network;
  const { codes, text, scores, familyScores, isByteWise, calls, featureRows } = createWasmInstance(
    network,
    encoding,
    index,
  );
  const { featureCount, rowStride } = network.program;
  const groupCalls = Array.from({ length: Math.ceil(batchSize / GROUP) }, (_, group) =>
    calls.runGroup(group * GROUP),
  );
  const { encode, run } = new api.Instance(module, { env: { memory } }).exports as EngineExports;
  const encoder = new TextEncoder();
  return {
    kind: 'wasm',
    batchSize,
    codes,
    scores,
    familyScores,
    featureCount,
    encode(names, count) {
      let lines = '';
      for (let i = 0; i < count; i++) lines += `${names[i] ?? ''}\n`;
      if (
        isByteWise &&
        lines.length <= text.length &&
        encoder.encodeInto(lines, text).written === lines.length
      ) {
        encode(...calls.encode, count);
      } else {
        for (let i = 0; i < count; i++) {
          encoding.encodeInto(names[i] ?? '', codes, i * encoding.length);
        }
      }
    },
    run(count, familyScoreThreshold) {
      run(...calls.run, familyScoreThreshold, count);
    },
    runFeatures(count, familyScoreThreshold, features, at) {
      for (let from = 0; from < count; from += GROUP) {
        const names = Math.min(GROUP, count - from);
        run(...(groupCalls[from / GROUP] ?? []), familyScoreThreshold, names);
        for (let name = 0; name < names; name++) {
          const row = (name * rowStride) / 4;
          const to = at + (from + name) * featureCount;
          // Of a few numbers; the method of arrays takes longer to begin.
          for (let i = 0; i < featureCount; i++) features[to + i] = featureRows[row + i] ?? 0;
        }
      }
    },
  };
}

/** Writes an encoding's code for each ASCII character; returns false where it isn't "the last characters, padded on the left". */
function fillCodeOfByte(
  encoding: Encoding,
  { padding, start }: { padding: number; start: number },
  codeOfByte: Uint8Array,
): boolean {
  for (let byte = 0; byte < 128; byte++) {
    codeOfByte[byte] = codesOf(encoding, String.fromCharCode(byte)).at(-1) ?? 0;
  }
  const samples = [
    '',
    'google.com',
    'x'.repeat(encoding.length + 9),
    'a-1_2.b'.repeat(9),
    'A.Z:/*',
  ];
  const before = start < 0 ? [] : [start];
  return samples.every((name) => {
    const kept = Array.from(
      name.slice(before.length - encoding.length),
      (character) => codeOfByte[character.charCodeAt(0)],
    );
    const blank = encoding.length - before.length - kept.length;
    const expected = [...new Array<number>(blank).fill(padding), ...before, ...kept];
    return codesOf(encoding, name).every((code, i) => code === expected[i]);
  });
}

/** Returns what an encoding puts before a name: padding, and a code of its beginning if there is one. */
function endsOf(encoding: Encoding): { padding: number; start: number } {
  const blank = codesOf(encoding, '');
  const padding = blank[0] ?? 0;
  const last = blank.at(-1) ?? padding;
  return { padding, start: last === padding ? -1 : last };
}

function codesOf(encoding: Encoding, name: string): Uint8Array {
  const codes = new Uint8Array(encoding.length);
  encoding.encodeInto(name, codes, 0);
  return codes;
}

function fillPadding(blank: PaddingTable, { buffer }: WasmMemory, instance: number): void {
  const from = instance + blank.from;
  if (blank.kind === 'values') {
    new Uint8Array(buffer).copyWithin(blank.at, from, from + blank.size);
    return;
  }
  const { positions, channels } = blank;
  const values = new Float32Array(buffer, from, positions * channels);
  if (blank.kind === 'dense') {
    fillDenseStarts(
      new Float32Array(buffer, blank.at, (positions + 1) * blank.width),
      values,
      channels,
      blank.weights,
      blank.width,
    );
    return;
  }
  const table = new Float32Array(buffer, blank.at, (positions + 1) * channels);
  for (let i = 0; i < values.length; i++) {
    const before = table[i] ?? 0;
    const value = values[i] ?? 0;
    table[i + channels] = blank.kind === 'max' ? Math.max(before, value) : before + value;
  }
}

/** Row p of `starts`: bias and what the first p positions add; weights are in blocks of 16 units. */
function fillDenseStarts(
  starts: Float32Array,
  values: Float32Array,
  channels: number,
  weights: Float32Array,
  width: number,
): void {
  for (let position = 0; position * channels < values.length; position++) {
    for (let unit = 0; unit < width; unit++) {
      let sum = starts[position * width + unit] ?? 0;
      for (let i = position * channels; i < (position + 1) * channels; i++) {
        sum +=
          (values[i] ?? 0) *
          (weights[(Math.floor(unit / 16) * values.length + i) * 16 + (unit % 16)] ?? 0);
      }
      starts[(position + 1) * width + unit] = sum;
    }
  }
}
