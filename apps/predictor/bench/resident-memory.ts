import { readdirSync, readFileSync } from 'node:fs';

const BYTES_OF_KB = 1024;

/** The memory of a process and of those that it started, in megabytes (Linux). */
export function residentMegabytes(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + memoryOf(each).now, 0);
}

/** A process and those below it, whichever of its threads started them. */
export function processTree(pid: number): number[] {
  const found = [pid];
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
      for (const child of children.split(' ').filter(Boolean))
        found.push(...processTree(Number(child)));
    }
  } catch {
    // It has just ended.
  }
  return found;
}

/** Resident memory of one process in megabytes, now and at most; 0 where it has ended. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (field: string): number =>
      (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) * BYTES_OF_KB) / 1e6;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return { now: 0, peak: 0 };
  }
}
