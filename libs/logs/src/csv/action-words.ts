/** What filters call a query that they did not let through, and one that they did. */
const BLOCKED =
  /^(?:re[qs]_action_)?(?:block|den(?:y|ied)|drop|sinkhole|filtered|reject|prevent|gravity|quarantine|true$)/i;
const PASSED =
  /^(?:re[qs]_action_)?(?:allow|permit|pass|accept|monitor|forward|default|recursive)/i;

/** True for a word by which a filter says that it did not let a query through: `Blocked`, `blockedByCategory`, `sinkhole`. */
export function isBlockingWord(text: string): boolean {
  return BLOCKED.test(text.trim());
}

/** True for any word of a filter for what it did. */
export function isActionWord(text: string): boolean {
  return isBlockingWord(text) || PASSED.test(text.trim());
}
