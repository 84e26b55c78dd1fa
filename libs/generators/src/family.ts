/** How a family makes its names. */
export type FamilyKind = 'arithmetic' | 'hash' | 'wordlist' | 'permutation' | 'encoding';

/**
 * How a family's seed is written: not at all, as an unsigned 32-bit number (in text: hexadecimal
 * with or without `0x`, or decimal, as the family's reports write it), or as text.
 */
export type SeedForm = 'none' | 'hexadecimal' | 'decimal' | 'text';

/** A variant and a seed that were seen together in the wild. */
export interface Campaign {
  readonly variant?: string;
  readonly seed?: string | number;
}

/** What is known of a family, without running it. */
export interface FamilyMetadata {
  /** The name under which the field knows it, lower case. */
  readonly name: string;
  /** Other names of the malware, lower case; `findFamily` knows them too. */
  readonly aliases: readonly string[];
  readonly kind: FamilyKind;
  /** Whether the list depends on the date. */
  readonly dateSeeded: boolean;
  /** How long one list lives, in words: `day`, `month`, `4 days`, `none`. */
  readonly period: string;
  /** Names that the malware makes per period (default variant); the default `count`. `null`: it never ends. */
  readonly namesPerPeriod: number | null;
  /** Where a variant makes another number of names than the default variant does. */
  readonly namesPerVariant?: Readonly<Record<string, number>>;
  /** The first is the default. */
  readonly variants: readonly [string, ...string[]];
  /** Variants of a date-seeded family that need no date. */
  readonly undatedVariants?: readonly string[];
  /**
   * For periods that don't begin at midnight: the seconds of a day at which one has to ask so that
   * the lists together hold every name in use on that day. Without it: midnight is enough.
   */
  readonly secondsOfDay?: readonly number[];
  readonly topLevelDomains?: readonly string[];
  readonly seedForm: SeedForm;
  /** Used when no seed is given. */
  readonly defaultSeed?: string | number;
  /** Seeds seen in the wild. */
  readonly knownSeeds: readonly (string | number)[];
  /**
   * Which variant was seen with which seed, for families with several variants; the first seed of
   * a variant is that variant's default. Without it: the default variant with every known seed.
   */
  readonly campaigns?: readonly Campaign[];
  /** `false` where the malware takes its seed from something that nobody can foresee. */
  readonly predictable: boolean;
  /** Why the names must not be blocked without a look at them. */
  readonly caution?: string;
  /** Where the algorithm was published. */
  readonly source: string;
}

/** What a family's further parameters can be. */
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[];

/** A family's further parameters with their default values. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** What a caller may say; beyond these, the parameters that the family lists. */
export interface GenerateOptions {
  /** Families with a period of days read its UTC day; those with a finer one read the instant. */
  readonly date?: Date;
  readonly seed?: string | number;
  /** Stop after so many names; `Infinity` goes on for as long as the algorithm does. */
  readonly count?: number;
  readonly variant?: string;
  readonly [parameter: string]: Date | ParameterValue | undefined;
}

/** The checked options, as a family gets them. */
export interface FamilyRequest {
  /** The epoch where neither the family nor the variant needs a date. */
  readonly date: Date;
  readonly seed: string | number;
  readonly variant: string;
}

/** A registered family: what it is, which further parameters it takes, and its names. */
export interface Family {
  readonly metadata: FamilyMetadata;
  readonly parameters: Parameters;
  /** Two dates with one key have one list. Without it: every instant has its own. */
  readonly listKey: ((date: Date, variant: string) => string) | undefined;
  readonly generate: (request: FamilyRequest, parameters: Parameters) => Iterable<string>;
}

/** The type of a parameter whose default is a literal. */
type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;

type SeedOf<Form extends SeedForm> = Form extends 'text' ? string : number;

interface FamilyDefinition<Form extends SeedForm, Further extends Parameters> {
  readonly metadata: FamilyMetadata & { readonly seedForm: Form };
  /** Further parameters with their default values. */
  readonly parameters?: Further;
  readonly listKey?: (date: Date, variant: string) => string;
  /** Lazy; goes on for as long as the algorithm does, the caller cuts. */
  readonly generate: (
    request: FamilyRequest & { readonly seed: SeedOf<Form> },
    parameters: { readonly [Name in keyof Further]: Widened<Further[Name]> },
  ) => Iterable<string>;
}

/**
 * A family from its definition, in which the seed and the parameters have their own types.
 * The types are dropped here and nowhere else: `generate` checks both before a family sees them.
 */
export function defineFamily<Form extends SeedForm, Further extends Parameters = Parameters>({
  metadata,
  parameters,
  listKey,
  generate,
}: FamilyDefinition<Form, Further>): Family {
  return {
    metadata,
    parameters: parameters ?? {},
    listKey,
    generate: generate as Family['generate'],
  };
}
