import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { replaceFile } from '../directory/replace-file.ts';
import { ModelError } from '../errors.ts';
import type { CollectedRows, Fold } from './collect-rows.ts';
import type { TrainingArrays, TrainingRun, TrainingState } from './training-run.ts';
import type { TrainingSettings } from './training-settings.ts';

const FORMAT = 1;
const KINDS = ['weights', 'moments', 'squares', 'best'] as const;

/** What a checkpoint was made for; one of another run is refused. */
interface Identity {
  readonly format: number;
  readonly settings: TrainingSettings;
  readonly backend: string;
  readonly sources: CollectedRows['sources'];
  /** Null outside cross-validation. */
  readonly fold: Fold | null;
}

interface Header extends Identity {
  readonly state: TrainingState;
  /** Lengths of the arrays that follow, by kind. */
  readonly lengths: Record<(typeof KINDS)[number], number[]>;
}

/** The file that a run can be continued from: a JSON header with its length before it, then float32 arrays. */
export class Checkpoint {
  readonly #file: string;
  readonly #identity: Identity;

  constructor(file: string, identity: Omit<Identity, 'format'>) {
    this.#file = file;
    this.#identity = { format: FORMAT, ...identity };
  }

  /** Replaces the file in one move, so that a kill at any moment leaves the former or the new one. */
  async save(run: TrainingRun): Promise<void> {
    const arrays = await run.arrays();
    const header: Header = {
      ...this.#identity,
      state: run.state,
      lengths: mapKinds((kind) => arrays[kind].map(({ length }) => length)),
    };
    const json = Buffer.from(
      JSON.stringify(header, (_, value: unknown) => (value === Infinity ? 'Infinity' : value)),
    );
    const size = Buffer.alloc(4);
    size.writeUInt32LE(json.length);
    const values = KINDS.flatMap((kind) => arrays[kind].map(bytesOf));
    try {
      await replaceFile(this.#file, Buffer.concat([size, json, ...values]));
    } catch (cause) {
      throw new ModelError(
        'MODEL_WRITE_FAILED',
        `The checkpoint ${this.#file} could not be written (${String(cause)}); the one before it stays. Free some space, then resume.`,
        { cause },
      );
    }
  }

  /** Brings `run` to where the file left off; does nothing where there is no file yet. */
  async restore(run: TrainingRun): Promise<void> {
    if (!existsSync(this.#file)) return;
    const { header, arrays } = parse(await readFile(this.#file), this.#file);
    for (const key of ['format', 'backend', 'settings', 'fold', 'sources'] as const) {
      const [was, is] = [JSON.stringify(header[key]), JSON.stringify(this.#identity[key])];
      if (was === is) continue;
      throw new ModelError(
        'MODEL_CHECKPOINT_MISMATCH',
        `${this.#file} was made with ${key} ${was}, but this run has ${is}; train with the former, or delete the file to start from the beginning.`,
      );
    }
    run.restore(header.state, arrays);
  }
}

function parse(bytes: Buffer, file: string): { header: Header; arrays: TrainingArrays } {
  try {
    const headerEnd = 4 + bytes.readUInt32LE(0);
    const revive = (_: string, value: unknown): unknown =>
      value === 'Infinity' ? Infinity : value;
    const header = JSON.parse(bytes.toString('utf8', 4, headerEnd), revive) as Header;
    let offset = headerEnd;
    const arrays = mapKinds((kind) =>
      header.lengths[kind].map((length) => {
        const values = new Float32Array(
          bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + length * 4),
        );
        if (values.length !== length) throw new RangeError(`ends within ${kind}`);
        offset += length * 4;
        return values;
      }),
    );
    return { header, arrays };
  } catch (cause) {
    throw new ModelError(
      'MODEL_CHECKPOINT_MISMATCH',
      `${file} is not a readable checkpoint; delete it to start from the beginning.`,
      { cause },
    );
  }
}

function mapKinds<T>(make: (kind: (typeof KINDS)[number]) => T): Record<(typeof KINDS)[number], T> {
  return {
    weights: make('weights'),
    moments: make('moments'),
    squares: make('squares'),
    best: make('best'),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
