import { invalidArgument, ServingError } from '../serving-error.ts';
import type { ModelReference } from './model-reference.ts';
import type { ModelVersion } from './model-version.ts';
import { byDescendingVersion } from './version-policy.ts';

interface Model {
  readonly versions: Map<bigint, ModelVersion>;
  labels: ReadonlyMap<string, bigint>;
}

/** What is served under which name, version and label. */
export class ModelRegistry {
  readonly #models = new Map<string, Model>();

  get names(): readonly string[] {
    return [...this.#models.keys()];
  }

  /** Rows that wait to be scored, of all models. */
  get waitingRows(): number {
    return this.#all().reduce((sum, { waiting }) => sum + waiting, 0);
  }

  get hasAvailable(): boolean {
    return this.#all().some(({ state }) => state === 'AVAILABLE');
  }

  add(version: ModelVersion): void {
    this.#model(version.model).versions.set(version.version, version);
  }

  setLabels(name: string, labels: ReadonlyMap<string, bigint>): void {
    this.#model(name).labels = labels;
  }

  labelsOf(name: string): ReadonlyMap<string, bigint> {
    return this.#models.get(name)?.labels ?? new Map<string, bigint>();
  }

  isAvailable(name: string, version: bigint): boolean {
    return this.#models.get(name)?.versions.get(version)?.state === 'AVAILABLE';
  }

  /** The version that a request means, available. */
  find(reference: ModelReference): ModelVersion {
    const { name } = reference;
    const wanted = this.#wantedVersion(reference);
    const available = this.versions(name).filter(({ state }) => state === 'AVAILABLE');
    const found =
      wanted === null ? available[0] : available.find(({ version }) => version === wanted);
    if (found !== undefined) return found;
    const request = wanted === null ? `Latest(${name})` : `Specific(${name}, ${String(wanted)})`;
    throw new ServingError('NOT_FOUND', `Servable not found for request: ${request}`);
  }

  /** The versions that a status request means, the newest first, whatever their state; labels are not looked at. */
  status({ name, version: wanted }: ModelReference): readonly ModelVersion[] {
    const versions = this.versions(name);
    if (wanted !== null) {
      const found = versions.filter(({ version }) => version === wanted);
      if (found.length > 0) return found;
      throw new ServingError(
        'NOT_FOUND',
        `Could not find version ${String(wanted)} of model ${name}`,
      );
    }
    if (versions.length > 0) return versions;
    throw new ServingError('NOT_FOUND', `Could not find any versions of model ${name}`);
  }

  /** All versions of a model, the newest first. */
  versions(name: string): ModelVersion[] {
    const versions = [...(this.#models.get(name)?.versions.values() ?? [])];
    return versions.sort((a, b) => byDescendingVersion(a.version, b.version));
  }

  #all(): ModelVersion[] {
    return [...this.#models.values()].flatMap(({ versions }) => [...versions.values()]);
  }

  #wantedVersion({ name, version, label }: ModelReference): bigint | null {
    if (label === null) return version;
    const labelled = this.#models.get(name)?.labels.get(label);
    if (labelled === undefined)
      throw invalidArgument(`Unrecognized servable version label: ${label}`);
    return labelled;
  }

  #model(name: string): Model {
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const added: Model = { versions: new Map(), labels: new Map() };
    this.#models.set(name, added);
    return added;
  }
}
