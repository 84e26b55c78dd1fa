import { readFileSync } from 'node:fs';

/** The memory of a process and of those that it started, in megabytes (Linux). */
export function residentMegabytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children
    .filter((child) => child !== '')
    .reduce((sum, child) => sum + residentMegabytes(Number(child)), (pages * 4096) / 1e6);
}
