import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { python, pythonHas, runPython } from '../testing/run-program.ts';
import { crc32c } from './event-record.ts';
import { TensorBoardLog } from './tensorboard-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-tensorboard-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const progress = (epoch: number, batch: number, loss: number) => ({
  ...{ epoch, epochs: 2, batch, batches: 50, loss },
  ...{ learningRate: 0.001, namesPerSecond: 1000, secondsLeft: 1 },
});
const epoch = (number: number, loss: number) => ({
  ...{ epoch: number, loss, validationLoss: loss / 2, validationAccuracy: 0.75 },
  ...{ learningRate: 0.001, namesPerSecond: 1000 },
});

let time = Date.UTC(2026, 10, 24);

beforeAll(async () => {
  const killed = new TensorBoardLog(join(folder, 'run'), () => (time += 10));
  for (let batch = 1; batch <= 50; batch++) killed.progress(progress(1, batch, 1 / batch));
  killed.epoch(epoch(1, 0.5));
  killed.progress(progress(2, 20, 0.9));
  killed.progress(progress(2, 40, 0.8));
  await killed.close();
  const resumed = new TensorBoardLog(join(folder, 'run'), () => (time += 10));
  resumed.progress(progress(2, 20, 0.25));
  resumed.epoch(epoch(2, 0.125));
  await resumed.close();
});

test('the checksum is the published one', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});

test('every record has its length, and begins with the file version', () => {
  const files = readdirSync(join(folder, 'run'));
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(file).toMatch(/^events\.out\.tfevents\./);
    const bytes = readFileSync(join(folder, 'run', file));
    const lengths: number[] = [];
    for (let at = 0; at < bytes.length; at += 16 + (lengths.at(-1) ?? 0)) {
      lengths.push(Number(bytes.readBigUInt64LE(at)));
    }
    expect(lengths.reduce((sum, length) => sum + length + 16, 0)).toBe(bytes.length);
    expect(bytes.includes('brain.Event:2')).toBe(true);
  }
});

test('a folder that can not be made is told at the end', async () => {
  writeFileSync(join(folder, 'file'), '');
  const log = new TensorBoardLog(join(folder, 'file/logs'), () => 0);
  log.epoch(epoch(1, 0.5));
  await expect(log.close()).rejects.toMatchObject({ code: 'MODEL_WRITE_FAILED' });
});

/** Reads every scalar as TensorBoard itself does. */
const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
log = EventAccumulator(sys.argv[1])
log.Reload()
print(json.dumps({tag: [[e.step, e.value] for e in log.Scalars(tag)] for tag in log.Tags()['scalars']}))
`;

const withTensorBoard = pythonHas('tensorboard') ? describe : describe.skip;

withTensorBoard(`TensorBoard (skips unless ${python}, or DEGAS_PYTHON, has it)`, () => {
  test('reads what was written, and forgets what a killed run wrote past its checkpoint', () => {
    const scalars = JSON.parse(runPython(READ, [join(folder, 'run')])) as Record<
      string,
      [number, number][]
    >;
    expect(scalars['batch/loss']?.map(([step]) => step)).toEqual([20, 40, 50, 70]);
    expect(scalars['batch/loss']?.at(-1)).toEqual([70, 0.25]);
    expect(scalars['epoch/loss']).toEqual([
      [1, 0.5],
      [2, 0.125],
    ]);
    expect(scalars['epoch/validation_loss']?.at(-1)).toEqual([2, 0.0625]);
    expect(scalars['epoch/validation_accuracy']).toHaveLength(2);
    expect(scalars['epoch/learning_rate']).toHaveLength(2);
    expect(scalars['batch/names_per_second']).toHaveLength(4);
  }, 60_000);
});
