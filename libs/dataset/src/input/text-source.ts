/** One text inside a file: the file itself, or a member of an archive. */
export interface TextSource {
  /** The file's path; in an archive, followed by `!` and the member's name. */
  readonly file: string;
  readonly bytes: AsyncIterable<Buffer>;
}
