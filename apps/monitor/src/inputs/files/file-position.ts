import { z } from 'zod';

const fingerprint = z.object({ length: z.int().min(0), hash: z.string() });

/** How far a file was read, in a way that finds it again after it was renamed, copied or packed. */
export const filePosition = z.object({
  path: z.string(),
  /** Device and inode. */
  inode: z.string(),
  /** Bytes that need not be read again. */
  offset: z.int().min(0),
  lines: z.int().min(0),
  /** The file's first bytes, and the last ones before the offset. */
  head: fingerprint,
  tail: fingerprint,
});
export type FilePosition = z.infer<typeof filePosition>;

/** What `FollowFiles` gives out and goes on from. */
export const filesPosition = z.object({
  files: z.array(filePosition),
  /** Beginnings of files that were read to their end. */
  done: z.array(fingerprint).readonly(),
});
export type FilesPosition = z.infer<typeof filesPosition>;
