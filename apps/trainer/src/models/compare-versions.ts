import type { Manifest, ModelVersion } from '@degas/model';

/** A version as it is listed; null where the manifest has nothing. */
export interface ListedVersion {
  readonly version: number;
  readonly isDefault: boolean;
  readonly network: string | null;
  readonly parameters: number | null;
  readonly created: string | null;
  readonly f1: number | null;
  /** Recall at one false positive in a thousand benign names. */
  readonly recall: number | null;
  /** What F1 and recall were measured on; figures of different names can't be compared. */
  readonly measuredOn: string | null;
  /** Whether its figures may be compared with those of the default version. */
  readonly isComparable: boolean;
  readonly problem: string | null;
}

/** Returns the versions with their figures, marked where these are measured on other names than the default's. */
export function compareVersions(versions: readonly ModelVersion[]): ListedVersion[] {
  const reference = versions.find(({ isDefault }) => isDefault)?.manifest ?? null;
  return versions.map(({ version, isDefault, manifest, problem }) => {
    const validation = recordAt(manifest?.metrics, 'validation');
    const recall = recordAt(recordAt(validation, 'recallAt'), 'medium')?.recall;
    return {
      version,
      isDefault,
      network: manifest?.network.name ?? null,
      parameters: manifest?.network.parameters ?? null,
      created: manifest?.created.slice(0, 10) ?? null,
      f1: numberOrNull(validation?.f1),
      recall: numberOrNull(recall),
      measuredOn: manifest === null ? null : measuredOn(manifest),
      isComparable:
        manifest !== null && reference !== null && measuredOn(manifest) === measuredOn(reference),
      problem: problem?.message ?? null,
    };
  });
}

/** The split and the number of names that identify a validation set. */
function measuredOn({ dataset }: Manifest): string {
  const { total, dga } = dataset.validation;
  const split = dataset.split as { name: string; settings: object } | null | undefined;
  const settings = split == null ? '' : ` ${JSON.stringify(split.settings)}`;
  return `${split?.name ?? 'random'}${settings}: ${total} names, ${dga} DGA`;
}

function recordAt(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const found: unknown =
    typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)[key]
      : undefined;
  return typeof found === 'object' && found !== null
    ? (found as Readonly<Record<string, unknown>>)
    : undefined;
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
