import { GeneratorsError } from './errors.ts';
import type {
  Family,
  FamilyMetadata,
  FamilyRequest,
  GenerateOptions,
  Parameters,
} from './family.ts';
import { parseSeed } from './primitives/parse-seed.ts';
import { familyNamed } from './registry.ts';

/**
 * Returns the names of a family, in the order in which the malware generates them.
 *
 * Lazy: each name is computed when it is requested. By default, the names of one period. Throws a
 * `GeneratorsError` for options that the family does not accept.
 *
 * @example
 * for (const name of generate('chinad', { date: new Date('2026-11-24'), count: 3 })) console.log(name);
 */
export function generate(family: string, options: GenerateOptions = {}): Iterable<string> {
  const known = familyNamed(family);
  const { metadata } = known;
  const variant = chosenVariant(metadata, options.variant);
  const count = chosenCount(metadata, variant, options.count);
  const request = {
    date: chosenDate(metadata, variant, options.date),
    seed: chosenSeed(metadata, variant, options.seed),
    variant,
  };
  return new Names(known, count, request, furtherParameters(known, options));
}

/** The names of one request; every iteration starts from the first one. */
class Names implements Iterable<string> {
  readonly #family: Family;
  readonly #count: number;
  readonly #request: FamilyRequest;
  readonly #parameters: Parameters;

  constructor(family: Family, count: number, request: FamilyRequest, parameters: Parameters) {
    this.#family = family;
    this.#count = count;
    this.#request = request;
    this.#parameters = parameters;
  }

  *[Symbol.iterator](): Generator<string, void> {
    if (this.#count === 0) return;
    let left = this.#count;
    for (const name of this.#family.generate(this.#request, this.#parameters)) {
      yield name;
      if (--left === 0) return;
    }
  }
}

function chosenVariant({ name, variants }: FamilyMetadata, given: string | undefined): string {
  if (given === undefined) return variants[0];
  if (variants.includes(given)) return given;
  throw new GeneratorsError(
    'GENERATORS_UNKNOWN_VARIANT',
    `Unknown variant ${JSON.stringify(given)} of the family ${name}. Expected one of: ${variants.join(', ')}.`,
  );
}

function chosenCount(metadata: FamilyMetadata, variant: string, given: number | undefined): number {
  if (given === undefined) {
    return metadata.namesPerVariant?.[variant] ?? metadata.namesPerPeriod ?? Infinity;
  }
  if (given === Infinity || (Number.isInteger(given) && given >= 0)) return given;
  throw new GeneratorsError(
    'GENERATORS_BAD_COUNT',
    `The count ${String(given)} is not a number of names. Expected an integer of at least 0, or Infinity.`,
  );
}

function chosenDate(metadata: FamilyMetadata, variant: string, given: Date | undefined): Date {
  const needed = metadata.dateSeeded && !metadata.undatedVariants?.includes(variant);
  if (!needed) return given ?? new Date(0);
  if (given === undefined) {
    throw new GeneratorsError(
      'GENERATORS_MISSING_DATE',
      `No date was given, but the names of ${metadata.name} change every ${metadata.period}. Pass a date, such as { date: new Date('2026-11-24') }.`,
    );
  }
  const year = given.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return given;
  throw new GeneratorsError(
    'GENERATORS_BAD_DATE',
    `The date ${String(given)} is not between 1970 and 9999. Pass a valid Date in this range.`,
  );
}

function chosenSeed(
  metadata: FamilyMetadata,
  variant: string,
  given: string | number | undefined,
): string | number {
  const { name, seedForm, campaigns, defaultSeed } = metadata;
  if (seedForm === 'none') {
    if (given === undefined) return 0;
    throw new GeneratorsError(
      'GENERATORS_BAD_SEED',
      `The seed ${JSON.stringify(given)} was given, but the family ${name} has no seed. Omit the seed.`,
    );
  }
  const seed =
    given ?? campaigns?.find((campaign) => campaign.variant === variant)?.seed ?? defaultSeed;
  if (seed === undefined) {
    throw new GeneratorsError(
      'GENERATORS_MISSING_SEED',
      `No seed was given, and the family ${name} has no default. Pass { seed }.`,
    );
  }
  return seedForm === 'text' ? String(seed) : parseSeed(seed, seedForm);
}

const commonOptions = new Set(['date', 'seed', 'count', 'variant']);

function furtherParameters({ metadata, parameters }: Family, options: GenerateOptions): Parameters {
  let further: Parameters = parameters;
  // This loop takes half the time of a list of one name, so nothing is copied unless it must be.
  for (const name in options) {
    const value = options[name];
    if (commonOptions.has(name) || value === undefined) continue;
    const preset = parameters[name];
    const known = Object.hasOwn(parameters, name);
    if (
      !known ||
      value instanceof Date ||
      typeof value !== typeof preset ||
      Array.isArray(value) !== Array.isArray(preset)
    ) {
      const expected = known
        ? `takes ${name} like ${JSON.stringify(preset)}`
        : `has no parameter ${name}`;
      throw new GeneratorsError(
        'GENERATORS_BAD_PARAMETER',
        `The parameter ${name} = ${JSON.stringify(value)} was given, but the family ${metadata.name} ${expected}. Its parameters: ${Object.keys(parameters).join(', ') || 'none'}.`,
      );
    }
    further = { ...further, [name]: value };
  }
  return further;
}
