import type { Scorer, ScorerOptions } from '../prediction/scorer.ts';
import { ServingError } from '../serving-error.ts';
import type { ModelConfig } from './model-config.ts';
import { listVersions, pinnedPolicy, type VersionFolder } from './model-folder.ts';
import type { ModelRegistry } from './model-registry.ts';
import { ModelVersion } from './model-version.ts';
import type { ServedClassifier } from './served-classifier.ts';
import { chooseVersions } from './version-policy.ts';

export interface ModelManagerOptions {
  readonly registry: ModelRegistry;
  /** Loads the version in a folder, the bundled model for null. */
  readonly loadClassifier: (folder: string | null) => Promise<ServedClassifier>;
  /** The version of the bundled model. */
  readonly bundledVersion?: bigint;
  readonly scorerOptions?: (model: string) => ScorerOptions;
  /** Called with each version before it is available; an error keeps it from becoming so. */
  readonly warmUp?: (folder: string | null, scorer: Scorer) => Promise<void>;
  /** Resolves when all processes of the service have come as far as `key` says. */
  readonly meet?: (key: string) => Promise<void>;
  /** Changes when every version has to be loaded again. */
  readonly settingsStamp?: () => Promise<string>;
  /** Whether new labels of versions that are not loaded are accepted. */
  readonly allowUnavailableLabels?: boolean;
  /** Called for each version that became available, broke or ended. */
  readonly onChange?: (version: ModelVersion) => void;
  /** Called when there is another reason than before why none of a model's versions can be served. */
  readonly onWaiting?: (reason: ServingError) => void;
}

interface Held {
  readonly version: ModelVersion;
  readonly stamp: string;
}

/** Keeps what is served in step with what the models' folders hold. */
export class ModelManager {
  readonly #options: ModelManagerOptions;
  /** By model name, then version. */
  readonly #held = new Map<string, Map<bigint, Held>>();
  /** By model name: why none of its versions can be served. */
  readonly #waiting = new Map<string, string>();
  #configs: readonly ModelConfig[];
  #work: Promise<void> = Promise.resolve();

  constructor(configs: readonly ModelConfig[], options: ModelManagerOptions) {
    this.#configs = configs;
    this.#options = options;
  }

  /** Whether there is nothing to load, by the configuration. */
  get isEmpty(): boolean {
    return this.#configs.length === 0;
  }

  /** The models of the configuration. */
  get names(): readonly string[] {
    return this.#configs.map(({ name }) => name);
  }

  /** Lists the folders once; resolves when what was found is loaded and what went is unloaded. */
  poll(): Promise<void> {
    return this.#afterwards(() => this.#pollAll());
  }

  /** Polls for the first time. A label whose version did not become available is an error, as it is in a reload. */
  start(): Promise<void> {
    return this.#afterwards(async () => {
      await this.#pollAll();
      for (const config of this.#configs) {
        if ((await this.#list(config)) instanceof ServingError) continue;
        for (const [label, version] of config.labels) {
          if (!this.#isLabelAllowed(config, label, version, [])) throw unavailable(config, version);
        }
      }
    });
  }

  /**
   * Serves other models from now on; those that stay are not interrupted.
   *
   * @throws ServingError NOT_FOUND for a base path that is not there, FAILED_PRECONDITION for one that is not a folder and
   * for a label of a version that is not available, UNKNOWN for a new model of which no version can be loaded; nothing
   * has changed then.
   */
  reconfigure(configs: readonly ModelConfig[]): Promise<void> {
    return this.#afterwards(async () => {
      const names = new Set(configs.map(({ name }) => name));
      // List the new folders before anything changes: a mistyped one must not take the service down.
      for (const config of configs) {
        const folders = await this.#list(config);
        if (folders instanceof ServingError) throw folders;
        const wanted = await this.#wanted(config, folders);
        for (const [label, version] of config.labels) {
          if (!this.#isLabelAllowed(config, label, version, wanted)) {
            throw unavailable(config, version);
          }
        }
      }
      await this.#addModels(configs.filter(({ name }) => !this.names.includes(name)));
      const gone = this.names.filter((name) => !names.has(name));
      this.#configs = configs;
      await this.#pollAll();
      for (const name of gone) await this.#removeModel(name);
    });
  }

  /** Loads new models; takes all of them out again where there is one of which no version can be loaded. */
  async #addModels(configs: readonly ModelConfig[]): Promise<void> {
    for (const config of configs) await this.#pollModel(config);
    const broken = configs.flatMap(({ name }) => {
      const versions = Array.from(this.#versionsOf(name).values(), ({ version }) => version);
      return versions.every(({ state }) => state !== 'AVAILABLE') ? versions : [];
    });
    if (broken.length === 0) return;
    for (const { name } of configs) await this.#removeModel(name);
    const ids = broken.map(({ model, version }) => `{name: ${model} version: ${String(version)}}, `);
    throw new ServingError(
      'UNKNOWN',
      `Some models did not become available: {${ids.join('')}}`,
    );
  }

  async #removeModel(name: string): Promise<void> {
    for (const number of this.#versionsOf(name).keys()) await this.#unload(name, number);
    this.#options.registry.setLabels(name, new Map());
  }

  async close(): Promise<void> {
    await this.#afterwards(async () => {
      for (const [name, versions] of this.#held) {
        for (const number of versions.keys()) await this.#unload(name, number);
      }
    });
  }

  /** One after another: a poll and a reconfiguration must not mix. */
  #afterwards(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #pollAll(): Promise<void> {
    for (const config of this.#configs) await this.#pollModel(config);
  }

  async #pollModel(config: ModelConfig): Promise<void> {
    const { name, labels } = config;
    const folders = await this.#list(config);
    if (folders instanceof ServingError) {
      this.#wait(name, folders);
      return;
    }
    const wanted = await this.#wanted(config, folders);
    this.#wait(name, wanted.length === 0 ? nothingToServe(config, folders) : null);
    const settings = (await this.#options.settingsStamp?.()) ?? '';
    for (const folder of folders) {
      if (wanted.includes(folder.version)) {
        await this.#load(name, { ...folder, stamp: `${folder.stamp} ${settings}` });
      }
    }
    this.#options.registry.setLabels(name, labels);

    // Only now may the others go, and only if there is something to serve in their place.
    const held = this.#versionsOf(name);
    const isServed = wanted.some((number) => held.get(number)?.version.state === 'AVAILABLE');
    if (!isServed) return;
    for (const number of held.keys()) {
      if (!wanted.includes(number)) await this.#unload(name, number);
    }
  }

  #wait(name: string, reason: ServingError | null): void {
    if (reason === null) this.#waiting.delete(name);
    else if (this.#waiting.get(name) !== reason.message) {
      this.#waiting.set(name, reason.message);
      this.#options.onWaiting?.(reason);
    }
  }

  #list({ basePath, name }: ModelConfig): Promise<VersionFolder[] | ServingError> {
    if (basePath !== null) return listVersions(basePath, name);
    const { bundledVersion: version } = this.#options;
    return Promise.resolve(version === undefined ? [] : [{ version, path: null, stamp: '' }]);
  }

  async #wanted(
    { basePath, policy }: ModelConfig,
    folders: readonly VersionFolder[],
  ): Promise<bigint[]> {
    const present = folders.map(({ version }) => version);
    return chooseVersions(
      basePath === null ? policy : await pinnedPolicy(basePath, policy),
      present,
    );
  }

  #isLabelAllowed(
    { name }: ModelConfig,
    label: string,
    version: bigint,
    loading: readonly bigint[],
  ): boolean {
    const { registry, allowUnavailableLabels } = this.#options;
    if (loading.includes(version) || registry.isAvailable(name, version)) return true;
    if (allowUnavailableLabels !== true) return false;
    const existing = registry.labelsOf(name).get(label);
    return existing === undefined || existing === version;
  }

  async #load(name: string, folder: VersionFolder): Promise<void> {
    const versions = this.#versionsOf(name);
    if (versions.get(folder.version)?.stamp === folder.stamp) return;
    const { registry, loadClassifier, scorerOptions, warmUp, meet, onChange } = this.#options;
    const version = new ModelVersion(name, folder.version);
    const replaced = versions.get(folder.version)?.version;
    const key = `${name} ${String(folder.version)} ${folder.stamp}`;
    // A version under a number that is in use takes its place only once it is loaded.
    if (replaced?.state !== 'AVAILABLE') registry.add(version);
    await version.load(
      () => loadClassifier(folder.path),
      scorerOptions?.(name),
      async (scorer) => {
        await warmUp?.(folder.path, scorer);
        await meet?.(key);
      },
    );
    // The other processes must not wait for one in which the version is broken.
    if (version.failure !== null) void meet?.(key);
    versions.set(folder.version, {
      version: version.failure && replaced?.state === 'AVAILABLE' ? replaced : version,
      stamp: folder.stamp,
    });
    onChange?.(version);
    if (replaced?.state === 'AVAILABLE' && version.failure === null) {
      registry.add(version);
      await replaced.unload();
    }
  }

  async #unload(name: string, number: bigint): Promise<void> {
    const held = this.#versionsOf(name).get(number);
    if (held === undefined) return;
    this.#versionsOf(name).delete(number);
    await held.version.unload();
    this.#options.onChange?.(held.version);
  }

  #versionsOf(name: string): Map<bigint, Held> {
    const known = this.#held.get(name);
    if (known !== undefined) return known;
    const added = new Map<bigint, Held>();
    this.#held.set(name, added);
    return added;
  }
}

function nothingToServe(
  { name, basePath }: ModelConfig,
  folders: readonly VersionFolder[],
): ServingError {
  return new ServingError(
    'NOT_FOUND',
    folders.length > 0
      ? `The base path ${basePath ?? ''} of servable ${name} has none of the versions that are asked for`
      : `No versions of servable ${name} found under base path ${basePath ?? ''}, expected folders named by numbers, each with degas.bin, which training writes beside saved_model.pb`,
  );
}

function unavailable({ name }: ModelConfig, version: bigint): ServingError {
  return new ServingError(
    'FAILED_PRECONDITION',
    `Request to assign label to version ${String(version)} of model ${name}, which is not currently available for inference`,
  );
}
