import type { CompiledModel, OperatingLevel } from '../format/compiled-model.ts';
import { DomainList } from '../verdict/domain-list.ts';
import type { KnownDgaLookup } from '../verdict/known-dga.ts';
import { closestName } from './closest-name.ts';
import { invalidOption } from './invalid-option.ts';

export interface ClassifierOptions {
  /**
   * When a name is called DGA: a level of the model (`low`, `medium`, `high`: one benign name in 100, 1,000, 10,000
   * called DGA by mistake) or a threshold on the score. Without it, the model's own threshold.
   */
  readonly operatingPoint?: OperatingLevel | number;
  /** The probability from which a family or a kind is a candidate; the model's own unless given. A verdict names a family where it is the only one. */
  readonly familyThreshold?: number;
  /** Names that are never called DGA: `example.com` with all names below it, or `*.example.com` for those below only. */
  readonly allow?: DomainList | Iterable<string>;
  /** Names that are always called DGA; where both lists have a rule, the more specific one decides, then `allow`. */
  readonly deny?: DomainList | Iterable<string>;
  /** Names that a DGA is known to make, which are called DGA whatever they score. */
  readonly knownDga?: KnownDgaLookup;
  /** Number of names whose scores are remembered, as real traffic repeats names; 0 remembers none. */
  readonly cacheSize?: number;
}

export const defaultClassifierOptions = { cacheSize: 16_384 } as const;

const optionNames = [
  'operatingPoint',
  'familyThreshold',
  'allow',
  'deny',
  'knownDga',
  'cacheSize',
] as const satisfies readonly (keyof ClassifierOptions)[];

/** Returns the options if each of them is one and has a value of its kind; `others` are further names that are options. */
export function checkedOptions<T extends ClassifierOptions>(
  options: T,
  others: readonly string[] = [],
): T {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) {
    throw invalidOption(
      `options ${given === null ? 'null' : `of type ${typeof given}`}`,
      'an object',
      'Leave them out for the defaults.',
    );
  }
  const known = [...optionNames, ...others];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const closest = closestName(unknown, known);
    throw invalidOption(
      `the unknown option '${unknown}'`,
      `one of: ${known.join(', ')}`,
      closest === null ? 'Remove it.' : `Did you mean '${closest}'?`,
    );
  }
  checkRules('allow', options.allow);
  checkRules('deny', options.deny);
  const lookup: unknown = options.knownDga;
  if (lookup !== undefined && typeof (lookup as KnownDgaLookup | null)?.familyOf !== 'function') {
    throw invalidOption(
      `knownDga of type ${typeof lookup}`,
      'an object with a method familyOf(name)',
      'Write { familyOf: (name) => filter.lookup(name)?.family ?? null } for a filter.',
    );
  }
  return options;
}

/** Throws where the rules of a list are not a list: a text would be taken for its characters. */
function checkRules(option: 'allow' | 'deny', rules: unknown): void {
  if (rules === undefined || rules instanceof DomainList) return;
  if (typeof rules === 'object' && rules !== null && Symbol.iterator in rules) return;
  const isText = typeof rules === 'string';
  throw invalidOption(
    isText ? `${option} '${rules.slice(0, 80)}'` : `${option} of type ${typeof rules}`,
    'an iterable of rules or a DomainList',
    isText ? `Write ${option}: ['${rules.slice(0, 80)}'].` : 'Leave it out for no rules.',
  );
}

/** Returns the score from which a name is called DGA. */
export function thresholdOf(
  model: CompiledModel,
  operatingPoint: ClassifierOptions['operatingPoint'],
): number {
  if (operatingPoint === undefined) return model.threshold;
  if (typeof operatingPoint === 'number') return fraction(operatingPoint, 'operatingPoint');
  const point = model.operatingPoints.find(({ level }) => level === operatingPoint);
  if (point !== undefined) return point.threshold;
  const levels = model.operatingPoints.map(({ level }) => level);
  const given: unknown = operatingPoint;
  const closest = closestName(String(given), levels);
  throw invalidOption(
    `operatingPoint '${String(given)}'`,
    `a level of the model (${levels.map((level) => `'${level}'`).join(', ') || 'it has none'}) or a score from 0 to 1`,
    closest === null ? "Leave it out for the model's own threshold." : `Did you mean '${closest}'?`,
  );
}

/** Returns a number from 0 to 1, or throws an error that names the option. */
export function fraction(value: number, option: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw invalidOption(
    `${option} ${String(value)}`,
    'a number from 0 to 1',
    'Leave it out for its default.',
  );
}

/** A cache of so many scores takes a gigabyte. */
export const cacheSizes = { least: 0, most: 2 ** 24 } as const;

/** Returns a whole number from `least` to `most`, or throws an error that names the option. */
export function wholeNumber(
  value: number,
  option: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidOption(
    `${option} ${String(value)}`,
    `a whole number from ${least} to ${most}`,
    'Leave it out for its default.',
  );
}
