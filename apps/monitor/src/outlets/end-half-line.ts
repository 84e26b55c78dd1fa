import { open, stat } from 'node:fs/promises';

const NEWLINE = 10;

/** Ends a line that a killed program left half written, so that the next one is a line of its own. For files of lines. */
export async function endHalfLine(file: string): Promise<void> {
  const stats = await stat(file).catch(() => null);
  if (stats === null || !stats.isFile() || stats.size === 0) return;
  const held = await open(file, 'r+');
  try {
    const { buffer } = await held.read(Buffer.alloc(1), 0, 1, stats.size - 1);
    if (buffer[0] !== NEWLINE) await held.write('\n', stats.size);
  } finally {
    await held.close();
  }
}
