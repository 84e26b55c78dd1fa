/** How a family generates its names. */
export type FamilyKind = 'arithmetic' | 'hash' | 'wordlist' | 'permutation' | 'encoding';

/**
 * The form of a family's seed: none, an unsigned 32-bit number (as text: hexadecimal with or
 * without `0x`, or decimal, as the family's reports write it), or a text.
 */
export type SeedForm = 'none' | 'hexadecimal' | 'decimal' | 'text';

/** A variant and a seed that were observed together. */
export interface Campaign {
  readonly variant?: string;
  readonly seed?: string | number;
}

/** The description of a family. */
export interface FamilyMetadata {
  /** The common name of the malware, lower case. */
  readonly name: string;
  /** Other names of the malware, lower case; `findFamily` accepts them too. */
  readonly aliases: readonly string[];
  readonly kind: FamilyKind;
  /** Whether the list depends on the date. */
  readonly dateSeeded: boolean;
  /** How long one list is in use, in words: `day`, `month`, `4 days`, `none`. */
  readonly period: string;
  /** Names per period (default variant), which is the default `count`; `null` for an endless list. */
  readonly namesPerPeriod: number | null;
  /** Names per period of the variants that differ from the default variant. */
  readonly namesPerVariant?: Readonly<Record<string, number>>;
  /** The first one is the default. */
  readonly variants: readonly [string, ...string[]];
  /** Variants of a date-seeded family that need no date. */
  readonly undatedVariants?: readonly string[];
  /**
   * For periods that do not begin at midnight: the seconds of a day whose lists together hold
   * every name in use on that day. By default midnight alone.
   */
  readonly secondsOfDay?: readonly number[];
  readonly topLevelDomains?: readonly string[];
  readonly seedForm: SeedForm;
  /** The seed used by default. */
  readonly defaultSeed?: string | number;
  /** Seeds observed in the wild. */
  readonly knownSeeds: readonly (string | number)[];
  /**
   * The observed combinations of variant and seed; the first seed of a variant is its default. By
   * default the default variant with every known seed.
   */
  readonly campaigns?: readonly Campaign[];
  /** `false` where the malware takes its seed from the machine that it runs on. */
  readonly predictable: boolean;
  /** Why the names must not be blocked without review. */
  readonly caution?: string;
  /** Where the algorithm was published. */
  readonly source: string;
}

/** The type of a family's further parameters. */
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[];

/** A family's further parameters with their default values. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Options of `generate`, and the further parameters of the family. */
export interface GenerateOptions {
  /** Families with a period of days use its UTC day; those with a shorter one use the time. */
  readonly date?: Date;
  readonly seed?: string | number;
  /** Maximum number of names; `Infinity` continues for as long as the algorithm does. */
  readonly count?: number;
  readonly variant?: string;
  readonly [parameter: string]: Date | ParameterValue | undefined;
}

/** The validated options that a family receives. */
export interface FamilyRequest {
  /** 1970-01-01 where neither the family nor the variant needs a date. */
  readonly date: Date;
  readonly seed: string | number;
  readonly variant: string;
}

/** A registered family: its description, further parameters and generator. */
export interface Family {
  readonly metadata: FamilyMetadata;
  readonly parameters: Parameters;
  /** Dates with equal keys have equal lists. By default every instant has its own list. */
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
  /** Lazy; continues for as long as the algorithm does, until the caller stops. */
  readonly generate: (
    request: FamilyRequest & { readonly seed: SeedOf<Form> },
    parameters: { readonly [Name in keyof Further]: Widened<Further[Name]> },
  ) => Iterable<string>;
}

/**
 * Returns a family from its definition, in which the seed and the parameters have their own types.
 * The types are erased here and nowhere else: `generate` validates both before a family sees them.
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
