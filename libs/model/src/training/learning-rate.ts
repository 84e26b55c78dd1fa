import type { TrainingSettings } from './training-settings.ts';

/** Share of all steps over which a cosine schedule rises to the full rate. */
const WARM_UP = 0.05;
/** An epoch that did not improve validation multiplies the rate by this. */
export const PLATEAU_FACTOR = 0.5;

/** The rate of one step, from 1 to `steps`; `plateau` is what failed epochs have made of the full rate. */
export function learningRateAt(
  { schedule, learningRate }: Pick<TrainingSettings, 'schedule' | 'learningRate'>,
  { step, steps, plateau }: { step: number; steps: number; plateau: number },
): number {
  if (schedule === 'plateau') return learningRate * plateau;
  const warmUp = Math.max(1, Math.round(steps * WARM_UP));
  if (step <= warmUp) return (learningRate * step) / warmUp;
  return (
    (learningRate * (1 + Math.cos((Math.PI * (step - warmUp)) / Math.max(1, steps - warmUp)))) / 2
  );
}
