import { parseName } from '../verdict/verdict-builder.ts';
import { failedOf } from './failed-of.ts';
import type { GroupAnswers } from './group-verdict.ts';

/** The names of a group that have a score, each once. */
export interface GroupNames {
  readonly registrable: readonly string[];
  /** Whether each failed; null where answers are not known. */
  readonly failing: readonly boolean[] | null;
}

/** Returns the registrable names of a group, of which one failed where any name below it did. */
export function groupNames(names: readonly string[], answers: GroupAnswers = {}): GroupNames {
  const isFailed = failedOf(answers, names.length);
  const failing = new Map<string, boolean>();
  names.forEach((name, i) => {
    const { registrable } = parseName(name);
    if (registrable === null) return;
    const hasFailed = isFailed?.(name, i) === true;
    failing.set(registrable, hasFailed || failing.get(registrable) === true);
  });
  return {
    registrable: [...failing.keys()],
    failing: isFailed === null ? null : [...failing.values()],
  };
}
