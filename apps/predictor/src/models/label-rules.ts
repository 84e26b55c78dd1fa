import { readFile, stat } from 'node:fs/promises';

import { loadKnownDgaFilter } from '@degas/generators';
import { DomainList, type ClassifierOptions, type KnownDgaLookup } from '@degas/inference';

import { invalidArgument } from '../serving-error.ts';
import { readOperatingPoint, type OperatingPoint } from '../settings/operating-point.ts';
import { readConfigFile } from '../settings/read-config-file.ts';
import type { LabelSettings } from '../settings/settings.ts';

/** The rules as they were given, for the page, which judges by them as well. */
export interface GivenRules {
  readonly operatingPoint: OperatingPoint | null;
  /** Rules, one a line. */
  readonly allow: string;
  readonly deny: string;
  /** A saved filter. */
  readonly knownDga: Uint8Array | null;
}

interface Read {
  readonly stamp: string;
  readonly options: ClassifierOptions;
  readonly given: GivenRules;
}

export const nothingGiven: GivenRules = {
  operatingPoint: null,
  allow: '',
  deny: '',
  knownDga: null,
};

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

  /** The same rules as they were given. */
  get given(): GivenRules {
    return this.#current?.given ?? nothingGiven;
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
      this.#current = { stamp, ...(await this.#read()) };
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

  async #read(): Promise<Omit<Read, 'stamp'>> {
    const { operatingPointFile: file, ...files } = this.#settings;
    const operatingPoint = file === null ? this.#settings.operatingPoint : await readPoint(file);
    const allow = files.allow === null ? null : await readList(files.allow, '--allow');
    const deny = files.deny === null ? null : await readList(files.deny, '--deny');
    const knownDga = files.knownDga === null ? null : await readFilter(files.knownDga);
    return {
      options: {
        ...(operatingPoint !== null && { operatingPoint }),
        ...(allow !== null && { allow: allow.list }),
        ...(deny !== null && { deny: deny.list }),
        ...(knownDga !== null && { knownDga: knownDga.lookup }),
      },
      given: {
        operatingPoint,
        allow: allow?.text ?? '',
        deny: deny?.text ?? '',
        knownDga: knownDga?.bytes ?? null,
      },
    };
  }
}

async function readPoint(file: string): Promise<OperatingPoint> {
  const text = (await readConfigFile(file, '--operating-point-file')).trim();
  return readOperatingPoint(text, `--operating-point-file ${file}`);
}

/** A list of rules, one per line; lines that begin with `#` are comments. */
async function readList(
  file: string,
  flag: string,
): Promise<{ readonly list: DomainList; readonly text: string }> {
  const lines = (await readConfigFile(file, flag)).split(/\r?\n/).map((line) => line.trim());
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  try {
    return { list: new DomainList(rules), text: rules.join('\n') };
  } catch (error) {
    throw invalidArgument(
      `Given ${flag} ${file}, expected one name per line: ${(error as Error).message}`,
    );
  }
}

async function readFilter(
  file: string,
): Promise<{ readonly lookup: KnownDgaLookup; readonly bytes: Uint8Array }> {
  try {
    const bytes = await readFile(file);
    const filter = loadKnownDgaFilter(bytes);
    return { lookup: { familyOf: (name) => filter.lookup(name)?.family ?? null }, bytes };
  } catch (error) {
    throw invalidArgument(
      `Given --known-dga ${file}, expected a filter of known DGA names as degas filter writes it; write it anew, or check that the file can be read (${(error as Error).message})`,
    );
  }
}
