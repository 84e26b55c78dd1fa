/** Whether a file could not be read because there is none: the mistake of who named it. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}
