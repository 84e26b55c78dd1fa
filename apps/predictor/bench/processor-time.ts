import { readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as Linux shows them to programs. */
const TICKS = 100;

/** Seconds of the processors that a process and those that it started have taken (Linux). */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children
    .filter((child) => child !== '')
    .reduce(
      (sum, child) => sum + processorSeconds(Number(child)),
      (Number(fields[11]) + Number(fields[12])) / TICKS,
    );
}
