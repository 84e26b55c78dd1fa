import type { ScorerOptions } from '../prediction/scorer.ts';
import type { ModelConfig } from './model-config.ts';
import { listVersions, pinnedPolicy, type VersionFolder } from './model-folder.ts';
import type { ModelRegistry } from './model-registry.ts';
import { ModelVersion } from './model-version.ts';
import type { ServedClassifier } from './served-classifier.ts';
import { chooseVersions } from './version-policy.ts';

export interface ModelManagerOptions {
  readonly registry: ModelRegistry;
  readonly loadClassifier: (folder: string) => Promise<ServedClassifier>;
  readonly scorerOptions?: (model: string) => ScorerOptions;
  /** Told of every version that became available, broke or ended. */
  readonly onChange?: (version: ModelVersion) => void;
}

interface Held {
  readonly version: ModelVersion;
  readonly stamp: string;
}

/** Keeps what is served in step with what lies in the models' folders. */
export class ModelManager {
  readonly #options: ModelManagerOptions;
  /** By model name, then version. */
  readonly #held = new Map<string, Map<number, Held>>();
  #configs: readonly ModelConfig[];
  #work: Promise<void> = Promise.resolve();

  constructor(configs: readonly ModelConfig[], options: ModelManagerOptions) {
    this.#configs = configs;
    this.#options = options;
  }

  /** Looks at the folders once; resolves when what was found is loaded and what went is unloaded. */
  poll(): Promise<void> {
    return this.#afterwards(() => this.#pollAll());
  }

  /** Serves other models from now on; those that stay are not interrupted. */
  reconfigure(configs: readonly ModelConfig[]): Promise<void> {
    return this.#afterwards(async () => {
      const names = new Set(configs.map(({ name }) => name));
      // Look at the new folders before anything changes: a mistyped one must not take the service down.
      await Promise.all(configs.map(({ basePath }) => listVersions(basePath)));
      const gone = this.#configs.filter(({ name }) => !names.has(name));
      this.#configs = configs;
      await this.#pollAll();
      for (const { name } of gone) {
        for (const number of this.#versionsOf(name).keys()) await this.#unload(name, number);
        this.#options.registry.setLabels(name, new Map());
      }
    });
  }

  async close(): Promise<void> {
    await this.#afterwards(async () => {
      for (const [name, versions] of this.#held) {
        for (const number of versions.keys()) await this.#unload(name, number);
      }
    });
  }

  /** One piece of work after the other: two must not load the same version. */
  #afterwards(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #pollAll(): Promise<void> {
    for (const config of this.#configs) await this.#pollModel(config);
  }

  async #pollModel({ name, basePath, policy, labels }: ModelConfig): Promise<void> {
    const folders = await listVersions(basePath);
    const present = folders.map(({ version }) => version);
    const wanted = chooseVersions(await pinnedPolicy(basePath, policy), present);
    for (const folder of folders) {
      if (wanted.includes(folder.version)) await this.#load(name, folder);
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

  async #load(name: string, folder: VersionFolder): Promise<void> {
    const versions = this.#versionsOf(name);
    if (versions.get(folder.version)?.stamp === folder.stamp) return;
    const version = new ModelVersion(name, folder.version);
    const replaced = versions.get(folder.version)?.version;
    // A version under a number that is in use takes its place only once it is loaded.
    if (replaced?.state !== 'AVAILABLE') this.#options.registry.add(version);
    await version.load(
      () => this.#options.loadClassifier(folder.path),
      this.#options.scorerOptions?.(name),
    );
    versions.set(folder.version, {
      version: version.failure && replaced?.state === 'AVAILABLE' ? replaced : version,
      stamp: folder.stamp,
    });
    this.#options.onChange?.(version);
    if (replaced?.state === 'AVAILABLE' && version.failure === null) {
      this.#options.registry.add(version);
      await replaced.unload();
    }
  }

  async #unload(name: string, number: number): Promise<void> {
    const held = this.#versionsOf(name).get(number);
    if (held === undefined) return;
    this.#versionsOf(name).delete(number);
    await held.version.unload();
    this.#options.onChange?.(held.version);
  }

  #versionsOf(name: string): Map<number, Held> {
    const known = this.#held.get(name);
    if (known !== undefined) return known;
    const added = new Map<number, Held>();
    this.#held.set(name, added);
    return added;
  }
}
