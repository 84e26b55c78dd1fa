import { readFile, stat } from 'node:fs/promises';

import { loadKnownDgaFilter } from '@degas/generators';
import { DomainList, type ClassifierOptions } from '@degas/inference';

import { invalidArgument } from '../serving-error.ts';
import { readOperatingPoint, type OperatingPoint } from '../settings/operating-point.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import type { LabelSettings } from '../settings/settings.ts';

interface Read {
  readonly stamp: string;
  readonly options: ClassifierOptions;
}

/**
 * What decides a label beside the score: the operating point, the lists to allow and to deny, the filter of known
 * DGA names. Files that changed are read again; where they cannot be read any more, what they held is kept.
 */
export class LabelRules {
  readonly #settings: LabelSettings;
  readonly #onFailure: (error: unknown) => void;
  #current: Read | null = null;
  /** Stamp of files that could not be read, which are not tried again until they change. */
  #refused = '';

  constructor(settings: LabelSettings, onFailure: (error: unknown) => void) {
    this.#settings = settings;
    this.#onFailure = onFailure;
  }

  /** The options of a classifier, by the files as they were read last. */
  get options(): ClassifierOptions {
    return this.#current?.options ?? {};
  }

  /**
   * Reads what changed; returns what changes whenever the options do.
   *
   * @throws ServingError for files that cannot be read the first time.
   */
  async refresh(): Promise<string> {
    const stamp = await this.#stampOfFiles();
    if (this.#current !== null && (stamp === this.#current.stamp || stamp === this.#refused)) {
      return this.#current.stamp;
    }
    try {
      this.#current = { stamp, options: await this.#read() };
      return stamp;
    } catch (error) {
      if (this.#current === null) throw error;
      this.#refused = stamp;
      this.#onFailure(error);
      return this.#current.stamp;
    }
  }

  async #stampOfFiles(): Promise<string> {
    const { operatingPointFile, allow, deny, knownDga } = this.#settings;
    const files = [operatingPointFile, allow, deny, knownDga].filter((file) => file !== null);
    const stamps = files.map(async (file) => {
      const found = await stat(file).catch(() => null);
      return found === null ? `${file} missing` : `${found.ino}-${found.mtimeMs}-${found.size}`;
    });
    return (await Promise.all(stamps)).join(' ');
  }

  async #read(): Promise<ClassifierOptions> {
    const { operatingPointFile: file, allow, deny, knownDga } = this.#settings;
    const operatingPoint = file === null ? this.#settings.operatingPoint : await readPoint(file);
    return {
      ...(operatingPoint !== null && { operatingPoint }),
      ...(allow !== null && { allow: await readList(allow, '--allow') }),
      ...(deny !== null && { deny: await readList(deny, '--deny') }),
      ...(knownDga !== null && { knownDga: await readFilter(knownDga) }),
    };
  }
}

async function readPoint(file: string): Promise<OperatingPoint> {
  const text = (await readConfigFile(file, '--operating-point-file')).trim();
  return readOperatingPoint(text, `--operating-point-file ${file}`);
}

/** A list of rules, one per line; lines that begin with `#` are comments. */
async function readList(file: string, flag: string): Promise<DomainList> {
  const lines = (await readConfigFile(file, flag)).split(/\r?\n/).map((line) => line.trim());
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  try {
    return new DomainList(rules);
  } catch (error) {
    throw invalidArgument(
      `Given ${flag} ${file}, expected one name per line: ${(error as Error).message}`,
    );
  }
}

async function readFilter(file: string): Promise<NonNullable<ClassifierOptions['knownDga']>> {
  try {
    const filter = loadKnownDgaFilter(await readFile(file));
    return { familyOf: (name) => filter.lookup(name)?.family ?? null };
  } catch (error) {
    throw invalidArgument(
      `Given --known-dga ${file}, expected a filter of known DGA names: ${(error as Error).message}`,
    );
  }
}
