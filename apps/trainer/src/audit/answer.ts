/** Why a name is a machine's; docs/research/audit-rules.md describes each. */
export const machineReasons = ['random', 'syllables', 'hash', 'words', 'host', 'series'] as const;
export type MachineReason = (typeof machineReasons)[number];

/** What a reader says of a name: `human`, `unclear`, or that a machine made it, with the reason where there is one. */
export interface GivenAnswer {
  readonly answer: 'human' | 'machine' | 'unclear';
  readonly reason: MachineReason | null;
}

/** Words that a sheet's column of answers may have; nothing stands for `human`. */
export const answerWords = ['human', 'machine', 'unclear', ...machineReasons] as const;

/** Returns what a word means; null for an unknown one. */
export function answerOf(word: string): GivenAnswer | null {
  if (word === '') return { answer: 'human', reason: null };
  if (word === 'human' || word === 'machine' || word === 'unclear') {
    return { answer: word, reason: null };
  }
  const reason = machineReasons.find((known) => known === word);
  return reason === undefined ? null : { answer: 'machine', reason };
}
