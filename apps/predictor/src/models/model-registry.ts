import type { ModelReference } from '../rest/request-target.ts';
import { invalidArgument, ServingError } from '../serving-error.ts';
import type { ModelVersion } from './model-version.ts';

interface Model {
  readonly versions: Map<number, ModelVersion>;
  labels: ReadonlyMap<string, number>;
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

  /** Names versions of a model; a label stays unknown until its version is available. */
  setLabels(name: string, labels: ReadonlyMap<string, number>): void {
    this.#model(name).labels = labels;
  }

  /** The version that a request means, available. */
  find(reference: ModelReference): ModelVersion {
    const { name } = reference;
    const wanted = this.#wantedVersion(reference);
    const available = this.#versions(name).filter(({ state }) => state === 'AVAILABLE');
    const found =
      wanted === null ? available[0] : available.find(({ version }) => version === wanted);
    if (found !== undefined) return found;
    const request = wanted === null ? `Latest(${name})` : `Specific(${name}, ${wanted})`;
    throw new ServingError('NOT_FOUND', `Servable not found for request: ${request}`);
  }

  /** The versions that a status request means, the newest first, whatever their state. */
  status(reference: ModelReference): readonly ModelVersion[] {
    const { name } = reference;
    const wanted = this.#wantedVersion(reference);
    const versions = this.#versions(name);
    if (wanted !== null) {
      const found = versions.filter(({ version }) => version === wanted);
      if (found.length > 0) return found;
      throw new ServingError('NOT_FOUND', `Could not find version ${wanted} of model ${name}`);
    }
    if (versions.length > 0) return versions;
    throw new ServingError('NOT_FOUND', `Could not find any versions of model ${name}`);
  }

  #all(): ModelVersion[] {
    return [...this.#models.values()].flatMap(({ versions }) => [...versions.values()]);
  }

  /** All versions of a model, the newest first. */
  #versions(name: string): ModelVersion[] {
    const versions = [...(this.#models.get(name)?.versions.values() ?? [])];
    return versions.sort((a, b) => b.version - a.version);
  }

  #wantedVersion({ name, version, label }: ModelReference): number | null {
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
