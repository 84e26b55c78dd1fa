/** Says that a file can't be written, why in the system's words, and what to do. */
export function cannotWrite(file: string, { message }: Error): string {
  // `ENOSPC: no space left on device, write` without the call, and the path that it was called with.
  const [reason = ''] = message.split(', ', 1);
  return `${file} can't be written (${reason}). Expected a writable file; check the folder, its rights and the space left.`;
}
