import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TYPES = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'worker.js': 'text/javascript; charset=utf-8',
  'reader.js': 'text/javascript; charset=utf-8',
} as const;

/** A file of the page, held in memory: no path of a request reaches the file system. */
export interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

export type PageFiles = readonly PageFile[];

/** The files of the built page; null where it was not built. */
export async function readPageFiles(folder: string): Promise<PageFiles | null> {
  try {
    return await Promise.all(
      Object.entries(TYPES).map(async ([name, type]) => ({
        name,
        type,
        content: await readFile(path.join(folder, name)),
      })),
    );
  } catch {
    return null;
  }
}
