import { type CompiledModel } from './compiled-model.ts';
import { InferenceError } from './errors.ts';

export interface ClassifierOptions {
  /**
   * When a name is called DGA: a level of the model (`low`, `medium`, `high`: one benign name in 100, 1,000, 10,000
   * called DGA by mistake) or a threshold on the score. Without it, the model's own threshold.
   */
  readonly operatingPoint?: 'low' | 'medium' | 'high' | number;
  /** How many names' scores to remember, as real traffic repeats names; 0 remembers none. */
  readonly cacheSize?: number;
}

export const defaultClassifierOptions = { cacheSize: 16_384 } as const;

/** The score from which on a name is called DGA. */
export function thresholdOf(
  model: CompiledModel,
  operatingPoint: ClassifierOptions['operatingPoint'],
): number {
  if (operatingPoint === undefined) return model.threshold;
  if (typeof operatingPoint === 'number') {
    if (operatingPoint >= 0 && operatingPoint <= 1) return operatingPoint;
    throw badOption(
      `operatingPoint ${operatingPoint}`,
      'a score from 0 to 1',
      "Use 'medium' when in doubt.",
    );
  }
  const point = model.operatingPoints.find(({ level }) => level === operatingPoint);
  if (point !== undefined) return point.threshold;
  const known = model.operatingPoints.map(({ level }) => `'${level}'`).join(', ') || 'no level';
  throw badOption(
    `operatingPoint '${operatingPoint}'`,
    `what the model was measured at: ${known}`,
    'Or give a score from 0 to 1.',
  );
}

export function badOption(given: string, expected: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_OPTION',
    `Given ${given}, expected ${expected}. ${advice}`,
  );
}
