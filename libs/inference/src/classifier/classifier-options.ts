import type { CompiledModel, OperatingLevel } from '../format/compiled-model.ts';
import type { DomainList } from '../verdict/domain-list.ts';
import type { KnownDgaLookup } from '../verdict/known-dga.ts';
import { invalidOption } from './invalid-option.ts';

export interface ClassifierOptions {
  /**
   * When a name is called DGA: a level of the model (`low`, `medium`, `high`: one benign name in 100, 1,000, 10,000
   * called DGA by mistake) or a threshold on the score. Without it, the model's own threshold.
   */
  readonly operatingPoint?: OperatingLevel | number;
  /** The probability from which a verdict names a family or a kind; below it both are null. */
  readonly familyThreshold?: number;
  /** Names that are never called DGA: `example.com` with all below it, or `*.example.com` for what is below only. */
  readonly allow?: DomainList | Iterable<string>;
  /** Names that are always called DGA; where both lists have a rule, the more specific one decides, then `allow`. */
  readonly deny?: DomainList | Iterable<string>;
  /** Names that a DGA is known to make are called so whatever they score. */
  readonly knownDga?: KnownDgaLookup;
  /** How many names' scores to remember, as real traffic repeats names; 0 remembers none. */
  readonly cacheSize?: number;
}

export const defaultClassifierOptions = { familyThreshold: 0.4, cacheSize: 16_384 } as const;

/** The score from which on a name is called DGA. */
export function thresholdOf(
  model: CompiledModel,
  operatingPoint: ClassifierOptions['operatingPoint'],
): number {
  if (operatingPoint === undefined) return model.threshold;
  if (typeof operatingPoint === 'number') return fraction(operatingPoint, 'operatingPoint');
  const point = model.operatingPoints.find(({ level }) => level === operatingPoint);
  if (point !== undefined) return point.threshold;
  const known = model.operatingPoints.map(({ level }) => `'${level}'`).join(', ') || 'no level';
  throw invalidOption(
    `operatingPoint '${operatingPoint}'`,
    `what the model was measured at: ${known}`,
    'Or give a score from 0 to 1.',
  );
}

/** A number from 0 to 1, or an error that names the option. */
export function fraction(value: number, option: string): number {
  if (value >= 0 && value <= 1) return value;
  throw invalidOption(`${option} ${value}`, 'a number from 0 to 1', 'Leave it out when in doubt.');
}

/** How many; an error names the option. */
export function wholeNumber(value: number, option: string, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw invalidOption(
    `${option} ${value}`,
    `a whole number from ${least}`,
    'Leave it out when in doubt.',
  );
}
