import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies complete in a folder, and where it came from. */
export interface RecordedFile {
  readonly address: string;
  readonly etag: string | null;
  readonly bytes: number;
  readonly sha256: string;
}

/** The name of the record in the folder. */
export const STATE_FILE = '.degas-download.json';

/** Remembers between runs which files are complete; kept in the folder itself, hidden. */
export class DownloadState {
  readonly #path: string;
  readonly #files: Map<string, RecordedFile>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, files: Map<string, RecordedFile>) {
    this.#path = path;
    this.#files = files;
  }

  static async open(folder: string): Promise<DownloadState> {
    const path = join(folder, STATE_FILE);
    // No record, or one that can't be read: then nothing is known to be complete.
    const text = await readFile(path, 'utf8').catch(() => '{}');
    let files: [string, RecordedFile][];
    try {
      files = Object.entries(JSON.parse(text) as Record<string, RecordedFile>);
    } catch {
      files = [];
    }
    return new DownloadState(path, new Map(files));
  }

  get(name: string): RecordedFile | undefined {
    return this.#files.get(name);
  }

  /** One writing at a time, each whole. */
  set(name: string, file: RecordedFile): Promise<void> {
    this.#files.set(name, file);
    this.#writing = this.#writing.then(async () => {
      const sorted = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
      await writeFile(
        `${this.#path}.new`,
        `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`,
      );
      await rename(`${this.#path}.new`, this.#path);
    });
    return this.#writing;
  }
}
