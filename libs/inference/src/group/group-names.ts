import { parseName } from '../verdict/verdict-builder.ts';
import type { GroupAnswers } from './group-verdict.ts';

/** The names of a group that have a score, each once. */
export interface GroupNames {
  readonly registrable: readonly string[];
  /** Whether each failed; null where answers are not known. */
  readonly failing: readonly boolean[] | null;
}

/** Returns the registrable names of a group, of which one failed where any name below it did. */
export function groupNames(
  names: readonly string[],
  { failed }: GroupAnswers = {},
): GroupNames {
  const answers = failed ?? null;
  const failedOf = new Map<string, boolean>();
  names.forEach((name, i) => {
    const { registrable } = parseName(name);
    if (registrable === null) return;
    const isFailed =
      answers !== null &&
      (answers instanceof Set
        ? answers.has(name)
        : Boolean((answers as ArrayLike<boolean | number>)[i]));
    failedOf.set(registrable, isFailed || failedOf.get(registrable) === true);
  });
  return {
    registrable: [...failedOf.keys()],
    failing: answers === null ? null : [...failedOf.values()],
  };
}
