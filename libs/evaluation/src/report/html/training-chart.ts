import type { TopLevelSpec } from 'vega-lite';

import { ABSENT, formatRate } from '../format-number.ts';
import { CHART_WIDTH, colour, type Chart } from './chart.ts';

/** One epoch of `history.json`, as the curves need it. */
export interface EpochFigures {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss?: number | null;
  readonly validationAccuracy?: number | null;
  readonly learningRate?: number | null;
}

/** Loss and accuracy over the epochs; null without an epoch. */
export function trainingChart(history: readonly EpochFigures[]): Chart | null {
  const last = history.at(-1);
  if (!last) return null;
  const losses = history.flatMap(({ epoch, loss, validationLoss }) => [
    { epoch, value: loss, part: 'training' },
    ...measured(epoch, validationLoss, 'validation'),
  ]);
  const accuracies = history.flatMap(({ epoch, validationAccuracy }) =>
    measured(epoch, validationAccuracy, 'validation'),
  );
  return {
    title: 'Training',
    description: `Training curves over ${history.length} epochs: training loss from ${formatRate(history[0]?.loss)} to ${formatRate(last.loss)}, validation loss at the end ${formatRate(last.validationLoss)}, validation accuracy ${formatRate(last.validationAccuracy)}.`,
    specs: [
      curves(losses, 'loss', accuracies.length === 0),
      ...(accuracies.length === 0 ? [] : [curves(accuracies, 'accuracy', true)]),
    ],
    table: {
      caption: 'Epochs',
      head: ['Epoch', 'Loss', 'Validation loss', 'Validation accuracy', 'Learning rate'],
      rows: history.map((epoch) => [
        String(epoch.epoch),
        formatRate(epoch.loss),
        formatRate(epoch.validationLoss),
        formatRate(epoch.validationAccuracy),
        epoch.learningRate?.toExponential(2) ?? ABSENT,
      ]),
    },
  };
}

interface Measured {
  readonly epoch: number;
  readonly value: number;
  readonly part: string;
}

function measured(epoch: number, value: number | null | undefined, part: string): Measured[] {
  return value === null || value === undefined ? [] : [{ epoch, value, part }];
}

function curves(values: Measured[], title: string, lowest: boolean): TopLevelSpec {
  const last = Math.max(...values.map(({ epoch }) => epoch));
  const step = Math.max(1, Math.ceil(last / 10));
  return {
    width: CHART_WIDTH,
    height: 180,
    autosize: { type: 'fit', contains: 'padding' },
    data: { values },
    mark: { type: 'line', strokeWidth: 2, point: { filled: true, size: 30 } },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        scale: { domain: [Math.min(1, last - 1), last], nice: false },
        axis: {
          values: Array.from({ length: last }, (_, i) => i + 1).filter((e) => e % step === 0 || e === 1), // prettier-ignore
          format: 'd',
          grid: false,
        },
        title: lowest ? 'epoch' : null,
      },
      y: { field: 'value', type: 'quantitative', title, scale: { zero: false } },
      color: {
        field: 'part',
        type: 'nominal',
        scale: { domain: ['training', 'validation'], range: [colour.benign, colour.dga] },
        legend: title === 'loss' ? {} : null,
      },
    },
  };
}
