import { systemReason } from '../system-reason.ts';

/** Says that a file can't be written, why in the system's words, and what to do. */
export function cannotWrite(file: string, failure: Error): string {
  return `${file} can't be written (${systemReason(failure)}). Expected a writable file; check the folder, its rights and the space left.`;
}
